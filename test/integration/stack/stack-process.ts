import { type ChildProcess, spawn } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CosmosClient } from '@azure/cosmos';
import { findRunningStack, type StackState } from '../../../infra/local/stack/state-file';
import { eventually } from '../../support/test-app/eventually';

const ROOT = path.resolve(__dirname, '../../..');

/** A folder as a checkout looks to the commands, with the app's own sources in place of the compiled ones. */
export class Checkout {
  readonly dir = mkdtempSync(path.join(tmpdir(), 'sinter-'));
  readonly #running = new Set<Command>();

  constructor(main = 'functions/*.ts') {
    writeFileSync(path.join(this.dir, 'package.json'), JSON.stringify({ main }));
    copyFileSync(path.join(ROOT, 'host.json'), path.join(this.dir, 'host.json'));
    symlinkSync(path.join(ROOT, 'functions'), path.join(this.dir, 'functions'));
  }

  file(name: string, content: string | Buffer = ''): string {
    const file = path.join(this.dir, name);
    writeFileSync(file, content);
    return file;
  }

  /** Runs a command of infra/local, such as `start.ts`, as npm would. */
  run(command: string, args: string[] = [], env: Record<string, string> = {}): Command {
    const running = new Command(command, args, this.dir, env);
    this.#running.add(running);
    void running.exit.then(() => this.#running.delete(running));
    return running;
  }

  /** `npm start`, ready. */
  async start(args: string[] = ['--no-sample'], env: Record<string, string> = {}): Promise<RunningStack> {
    const command = this.run('start.ts', args, { SINTER_PORT: '0', ...env });
    await command.says(/^Sinter is ready: /m, 60_000);
    const state = findRunningStack(this.dir);
    if (!state) throw new Error('the stack runs and has left no state');
    return new RunningStack(command, state);
  }

  async delete(): Promise<void> {
    await Promise.all([...this.#running].map((command) => command.end('SIGTERM')));
    rmSync(this.dir, { recursive: true, force: true });
  }
}

/** One running command and what it has said so far. */
export class Command {
  output = '';
  readonly exit: Promise<number | string>;
  readonly #child: ChildProcess;

  constructor(command: string, args: string[], cwd: string, env: Record<string, string>) {
    const loader = path.join(__dirname, 'typescript.cjs');
    this.#child = spawn(process.execPath, ['--require', loader, path.join(ROOT, 'infra/local', command), ...args], {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.on('data', (text: Buffer) => {
        this.output += text;
      });
    }
    this.exit = new Promise((resolve) => this.#child.once('close', (code, signal) => resolve(signal ?? (code as number))));
  }

  async says(pattern: RegExp, milliseconds = 20_000): Promise<void> {
    let ended = false;
    void this.exit.then(() => {
      ended = true;
    });
    await eventually(
      () => {
        if (ended && !pattern.test(this.output)) throw new Error(`It ended without ${pattern}:\n${this.output}`);
        return pattern.test(this.output);
      },
      () => `${pattern}, but it said:\n${this.output}`,
      milliseconds,
    );
  }

  /** Sends a signal and waits for the end: the exit code, or the signal. */
  async end(signal: NodeJS.Signals): Promise<number | string> {
    this.#child.kill(signal);
    return this.exit;
  }
}

export class RunningStack {
  constructor(
    readonly command: Command,
    readonly state: StackState,
  ) {}

  get url(): string {
    return this.state.url;
  }

  /** All documents of one subscription in a container. */
  async documents<Document>(container: string, subscriptionId: string): Promise<Document[]> {
    const { endpoint, key } = this.state.connections.cosmos as { endpoint: string; key: string };
    const client = new CosmosClient({ endpoint, key, connectionPolicy: { enableEndpointDiscovery: false } });
    try {
      const query = {
        query: 'SELECT * FROM c WHERE c.subscriptionId = @subscriptionId',
        parameters: [{ name: '@subscriptionId', value: subscriptionId }],
      };
      const found = await client
        .database('sinter')
        .container(container)
        .items.query<Document>(query, { partitionKey: subscriptionId })
        .fetchAll();
      return found.resources;
    } finally {
      client.dispose();
    }
  }

  async alertIds(subscriptionId: string): Promise<string[]> {
    const alerts = await this.documents<{ id: string }>('alerts', subscriptionId);
    return alerts.map(({ id }) => id).sort();
  }

  /** The alerts of each incident, sorted. */
  async incidents(subscriptionId: string): Promise<string[][]> {
    const documents = await this.documents<{ kind: string; alertIds: string[]; mergedInto?: string }>('incidents', subscriptionId);
    const incidents = documents.filter(({ kind, mergedInto }) => kind === 'incident' && mergedInto === undefined);
    return incidents.map(({ alertIds }) => [...alertIds].sort()).sort();
  }

  /** Steers the embedded Cosmos DB server: `refuse/429`, `refuse/disconnect`, `restore`. */
  async cosmos(command: string): Promise<void> {
    await fetch(`${this.state.connections.cosmos?.endpoint}/_local/${command}`, { method: 'POST' });
  }

  async stop(): Promise<number | string> {
    return this.command.end('SIGTERM');
  }
}

/** Whether any of the processes is still there. */
export function anyAlive(pids: readonly number[]): boolean {
  return pids.some((pid) => {
    try {
      process.kill(pid, 0);
      return true;
    } catch {
      return false;
    }
  });
}
