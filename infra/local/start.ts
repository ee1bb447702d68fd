import { Failure } from './stack/failure';
import { readOptions, type StackOptions, USAGE } from './stack/options';
import { Stack } from './stack/stack';
import { writeState } from './stack/state-file';

/** The terminal's Ctrl+C, a service manager's stop, and the terminal itself going away. */
const STOP_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

const say = (line = '') => console.log(line);

void main().then(
  (code) => process.exit(code),
  (error) => {
    console.error(error instanceof Failure ? `\n${error.message}` : error);
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
  const stopRequested = new Promise<'stop'>((resolve) => {
    // Never taken off: Ctrl+C comes once from the terminal and once from npm, and the second must not end a stop that is under way.
    for (const signal of STOP_SIGNALS) process.on(signal, () => resolve('stop'));
  });
  const stack = new Stack(options, process.env);
  let forget = () => {};
  try {
    const started = run(stack, options).then((state) => {
      forget = state;
    });
    await Promise.race([started.then(() => stopRequested), stopRequested, stack.crashed]);
    say('\nStopping.');
  } finally {
    forget();
    await stack.stop();
  }
  return 0;
}

/** Starts everything and says so. Returns a function that takes back what other commands are told of the stack. */
async function run(stack: Stack, options: StackOptions): Promise<() => void> {
  const began = performance.now();
  say(`Starting ${[...stack.embedded, 'the Functions host'].join(', ')} ...`);
  const running = await stack.start();
  const { url, connections, pids, functions } = running;
  const forget = writeState(options.appDir, { url, pid: process.pid, connections, pids });
  say(
    `${functions.length} functions run (${((performance.now() - began) / 1000).toFixed(1)} s): ${functions.map(({ name }) => name).join(', ')}`,
  );
  say('Ctrl+C stops everything.');
  say(`Sinter is ready: ${url}`);
  return forget;
}
