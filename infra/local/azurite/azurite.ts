import { type ChildProcess, fork } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';

export interface AzuriteOptions {
  /** Where blobs, queues and tables are kept over a restart. Without it they end with the process. */
  dataDir?: string;
  /** 0, the default, takes a free one; so do the other ports. */
  blobPort?: number;
  queuePort?: number;
  tablePort?: number;
}

export interface Azurite {
  /** For storage clients: the well-known development account on this process's ports. */
  connectionString: string;
  blobPort: number;
  queuePort: number;
  tablePort: number;
  pid: number;
  /** The exit code, once the process has ended for whatever reason; null when a signal ended it. */
  exited: Promise<number | null>;
  /** Lets Azurite write what it holds, for three seconds at most unless told otherwise, then ends it. Safe to call twice. */
  stop(graceMs?: number): Promise<void>;
}

/** Published by Microsoft for every storage emulator; not a secret. */
const ACCOUNT = 'devstoreaccount1';
const ACCOUNT_KEY = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';

/** How long Azurite may take to write its data before it is killed. */
const STOP_MS = 3_000;

/**
 * Loaded into the child ahead of Azurite. The channel to the parent closes even when the parent is killed, so no Azurite is left behind;
 * SIGTERM lets it write its data first. The channel alone must not keep a stopped Azurite alive.
 */
const END_WITH_PARENT = `
const end = () => { setTimeout(() => process.exit(1), ${STOP_MS}).unref(); process.kill(process.pid, 'SIGTERM'); };
process.connected ? process.once('disconnect', end) : end();
process.channel?.unref();`;

/** Starts Azurite as a child process on 127.0.0.1. Throws with Azurite's own words when it cannot start, say because a port is taken. */
export async function startAzurite(options: AzuriteOptions = {}): Promise<Azurite> {
  const child = fork(require.resolve('azurite/dist/src/azurite.js'), commandLine(options), {
    execArgv: ['--import', `data:text/javascript,${encodeURIComponent(END_WITH_PARENT)}`],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    // A process group of its own: Ctrl+C must reach Azurite after its users are done, not together with them.
    detached: true,
  });
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const { Blob: blobPort, Queue: queuePort, Table: tablePort } = await listening(child, exited);
  return {
    connectionString: connectionString(blobPort, queuePort, tablePort),
    blobPort,
    queuePort,
    tablePort,
    pid: child.pid as number,
    exited,
    stop: (graceMs = STOP_MS) => stop(child, exited, graceMs),
  };
}

function commandLine({ dataDir, blobPort = 0, queuePort = 0, tablePort = 0 }: AzuriteOptions): string[] {
  const ports = { blobPort, queuePort, tablePort };
  return [
    ...(dataDir === undefined ? ['--inMemoryPersistence'] : ['--location', dataDir]),
    // The SDKs speak a newer version of the protocol than this Azurite knows, in ways that do not matter here.
    '--skipApiVersionCheck',
    '--disableTelemetry',
    '--silent',
    ...Object.entries(ports).flatMap(([name, port]) => [`--${name}`, String(port)]),
  ];
}

type Service = 'Blob' | 'Queue' | 'Table';

async function listening(child: ChildProcess, exited: Promise<number | null>): Promise<Record<Service, number>> {
  const ports: Partial<Record<Service, number>> = {};
  const said: string[] = [];
  child.stderr?.on('data', (text: Buffer) => said.length < 20 && said.push(text.toString().trim()));
  const ready = new Promise<void>((resolve) => {
    createInterface({ input: child.stdout as NodeJS.ReadableStream }).on('line', (line) => {
      const [, service, port] = /Azurite (\w+) service is successfully listening at \S+:(\d+)/.exec(line) ?? [];
      if (service) ports[service as Service] = Number(port);
      if (service === 'Table') resolve();
    });
  });
  await Promise.race([
    ready,
    exited.then((code) => {
      throw new Error(`Azurite ended with code ${code}: ${said.join(' ')}`);
    }),
  ]);
  return ports as Record<Service, number>;
}

function connectionString(blobPort: number, queuePort: number, tablePort: number): string {
  const endpoint = (port: number) => `http://127.0.0.1:${port}/${ACCOUNT}`;
  return [
    'DefaultEndpointsProtocol=http',
    `AccountName=${ACCOUNT}`,
    `AccountKey=${ACCOUNT_KEY}`,
    `BlobEndpoint=${endpoint(blobPort)}`,
    `QueueEndpoint=${endpoint(queuePort)}`,
    `TableEndpoint=${endpoint(tablePort)}`,
  ].join(';');
}

async function stop(child: ChildProcess, exited: Promise<number | null>, graceMs: number): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const patience = new AbortController();
  const tired = delay(graceMs, undefined, { signal: patience.signal }).then(
    () => child.kill('SIGKILL'),
    () => undefined,
  );
  await exited;
  patience.abort();
  await tired;
}
