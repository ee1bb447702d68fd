import { SHOP } from './sample/estate';
import { incidentsPath } from './sample/incidents';
import { runSample } from './sample/run-sample';
import { Failure } from './stack/failure';
import { readOptions, type StackOptions, USAGE } from './stack/options';
import { type Running, Stack } from './stack/stack';
import { writeState } from './stack/state-file';

/** The terminal's Ctrl+C, a service manager's stop, and the terminal itself going away. */
const STOP_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

const say = (line: string) => console.log(line);

void main().then(
  (code) => process.exit(code),
  (error) => {
    console.error(error instanceof Failure ? error.message : error);
    process.exit(1);
  },
);

/** The exit code. Rejects with a {@link Failure} when the stack cannot start, or does not go on. */
async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2), process.env, process.cwd());
  if (!options) {
    say(USAGE);
    return 0;
  }
  const stopRequested = new Promise<void>((resolve) => {
    // Never taken off: Ctrl+C comes once from the terminal and once from npm, and the second must not end a stop that is under way.
    for (const signal of STOP_SIGNALS) process.on(signal, () => resolve());
    if (process.env.npm_lifecycle_event) onOrphaned(resolve);
  });
  const stack = new Stack(options, process.env);
  const cleanUp: (() => void)[] = [];
  try {
    const started = start(stack, options, cleanUp);
    await Promise.race([started.then(() => stopRequested), stopRequested, stack.crashed]);
    say('\nStopping.');
  } finally {
    for (const each of cleanUp) each();
    await stack.stop();
  }
  return 0;
}

/** npm passes on the signals that it gets, but not its death. */
function onOrphaned(then: () => void): void {
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && then(), 1_000).unref();
}

async function start(stack: Stack, options: StackOptions, cleanUp: (() => void)[]): Promise<void> {
  const began = performance.now();
  say(`Starting ${[...stack.embedded, 'the Functions host'].join(', ')} ...`);
  const running = await stack.start();
  const { url, connections, pids, functions } = running;
  cleanUp.push(writeState(options.appDir, { url, pid: process.pid, connections, pids }));
  say(`${functions.length} functions run after ${((performance.now() - began) / 1000).toFixed(1)} s.`);
  if (options.sample) await runSample(running, options.dataDir, say);
  for (const line of thingsToTry(running)) say(line);
  say(`Sinter is ready: ${url}`);
}

function thingsToTry({ url, connections, settings }: Running): string[] {
  const port = new URL(url).port;
  const here = port === '7071' ? '' : `SINTER_PORT=${port} `;
  const workspace = { resourceGroup: settings.WORKSPACE_RESOURCE_GROUP ?? '', name: settings.WORKSPACE_NAME ?? '' };
  return [
    '',
    'To try:',
    `  curl ${url}/healthz`,
    ...(connections.issuer ? [`  TOKEN=$(${here}npm run --silent token)`] : []),
    `  curl -H "Authorization: Bearer $TOKEN" "${url}/subscriptions/${SHOP}/providers/Microsoft.Security/alerts?api-version=2022-01-01"`,
    `  curl -H "Authorization: Bearer $TOKEN" "${url}${incidentsPath(SHOP, workspace)}"`,
    `  ${here}npm run replay -- --help`,
    '',
    ...Object.entries({
      'Cosmos DB': connections.cosmos?.endpoint,
      'Event Hubs': connections.eventHubs,
      Storage: connections.storage,
      'Data collection endpoint (what was exported)': connections.dataCollection,
      'Incidents of Microsoft Sentinel': connections.sentinel,
    }).flatMap(([name, address]) => (address === undefined ? [] : [`${name}: ${address}`])),
    'Ctrl+C stops everything.',
  ];
}
