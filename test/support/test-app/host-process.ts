import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { LogEntry } from '../../../infra/local/functions-host/log';
import { eventually } from './eventually';

export interface HostProcessOptions {
  /** App settings, beside those of this process. */
  settings?: Record<string, string>;
  /** The functions to switch on which fire by themselves, and `streaming`. */
  on?: string[];
  /** What host.json has in `extensions`. */
  extensions?: object;
  /** An app of another host, to run a second instance of it. */
  app?: TestApp;
}

/** What a function of the test app was given. The shape depends on the function. */
export interface FunctionRecord {
  name: string;
  // biome-ignore lint/suspicious/noExplicitAny: each test knows the shape of what its own function records
  data: any;
  /** When the record came in, in milliseconds. */
  at: number;
}

/** A folder with the test app and a host.json of its own. */
export class TestApp {
  readonly dir = mkdtempSync(path.join(tmpdir(), 'functions-app-'));

  constructor(extensions: object = {}) {
    writeFileSync(path.join(this.dir, 'host.json'), JSON.stringify({ version: '2.0', extensions }));
    writeFileSync(path.join(this.dir, 'package.json'), JSON.stringify({ main: 'functions/*.js' }));
    symlinkSync(path.join(__dirname, 'functions'), path.join(this.dir, 'functions'));
  }

  delete(): void {
    rmSync(this.dir, { recursive: true, force: true });
  }
}

/** A Functions host with the test app in a child process: the library binds itself to the first host of a process. */
export class HostProcess {
  readonly records: FunctionRecord[] = [];
  readonly log: LogEntry[] = [];
  functions: { name: string; trigger: string }[] = [];
  url = '';
  #commands = 0;

  private constructor(
    private readonly child: ChildProcess,
    private readonly exited: Promise<void>,
    private readonly cleanUp: () => void,
  ) {
    child.on('message', (message: { kind: string; name: string; data: unknown; entry: LogEntry }) => {
      if (message.kind === 'record') this.records.push({ name: message.name, data: message.data, at: Date.now() });
      if (message.kind === 'log') this.log.push(message.entry);
    });
  }

  /** Rejects with what the host says when it cannot start. */
  static async start({ settings = {}, on = [], extensions, app }: HostProcessOptions = {}): Promise<HostProcess> {
    const own = app ? undefined : new TestApp(extensions);
    const child = fork(path.join(__dirname, 'run-host.js'), [(app ?? own)?.dir as string], {
      env: { ...process.env, ...settings, TEST_APP: on.join(',') },
      serialization: 'advanced',
    });
    const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    const host = new HostProcess(child, exited, () => own?.delete());
    const answer = await new Promise<{ port: number; functions: HostProcess['functions']; error?: string }>((resolve) => {
      child.on('message', (message: { kind: string; port: number; functions: HostProcess['functions']; error?: string }) => {
        if (message.kind === 'started' || message.kind === 'failed') resolve(message);
      });
      child.once('exit', (code) => resolve({ port: 0, functions: [], error: `exited with ${code}` }));
    });
    if (answer.error !== undefined) {
      await host.kill();
      throw new Error(answer.error);
    }
    host.url = `http://127.0.0.1:${answer.port}`;
    host.functions = answer.functions;
    return host;
  }

  recordsOf(name: string): FunctionRecord[] {
    return this.records.filter((record) => record.name === name);
  }

  /** Waits for so many records of a function, and returns all there are. */
  async waitForRecords(name: string, count = 1, milliseconds = 10_000): Promise<FunctionRecord[]> {
    const what = () => `${count} records of ${name}, has ${this.recordsOf(name).length}; errors: ${this.errors().join('\n')}`;
    await eventually(() => this.recordsOf(name).length >= count, what, milliseconds);
    return this.recordsOf(name);
  }

  errors(): string[] {
    return this.log.filter(({ level }) => level === 'error').map(({ message }) => message);
  }

  async waitForLog(pattern: RegExp, milliseconds = 10_000): Promise<LogEntry> {
    await eventually(
      () => this.log.some(({ message }) => pattern.test(message)),
      () => `a log line like ${pattern}`,
      milliseconds,
    );
    return this.log.find(({ message }) => pattern.test(message)) as LogEntry;
  }

  /** Rejects when the timer function fails. */
  async invokeTimer(name: string): Promise<void> {
    await this.#command('invokeTimer', name);
  }

  /** Stops the host as its owner would, then ends the process; returns how long the stop took, in milliseconds. */
  async stop(): Promise<number> {
    const begun = Date.now();
    if (this.child.connected) await this.#command('stop');
    const took = Date.now() - begun;
    await this.kill();
    return took;
  }

  /** Ends the process at once, as a crash would. */
  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.exited;
    this.cleanUp();
  }

  async #command(command: string, argument?: string): Promise<void> {
    this.#commands += 1;
    const id = this.#commands;
    const error = await new Promise<string | undefined>((resolve) => {
      const answered = (message: { kind: string; id: number; error?: string }) => {
        if (message.kind !== 'done' || message.id !== id) return;
        this.child.off('message', answered);
        resolve(message.error);
      };
      this.child.on('message', answered);
      this.child.once('exit', () => resolve('the host has exited'));
      this.child.send({ id, command, argument });
    });
    if (error !== undefined) throw new Error(error);
  }
}
