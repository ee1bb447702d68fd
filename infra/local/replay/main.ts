import { statSync } from 'node:fs';
import { SingleBar } from 'cli-progress';
import { messageOf } from '../functions-host/log';
import { Failure } from '../stack/failure';
import { type ReplayOptions, readReplayOptions, USAGE } from './options';
import { type ReplaySummary, replay } from './replay';
import { alertProducer, replayTarget } from './target';

/** Problems shown one by one; a file of another kind would fill the screen. */
const MOST_PROBLEMS_SHOWN = 20;

void main().then(
  (code) => process.exit(code),
  (error) => {
    console.error(error instanceof Failure ? error.message : error);
    process.exit(1);
  },
);

/** The exit code: 0, or 1 when a line was not sent. Rejects with a {@link Failure} when the replay cannot go on. */
async function main(): Promise<number> {
  const options = readReplayOptions(process.argv.slice(2));
  if (!options) {
    console.log(USAGE);
    return 0;
  }
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop.abort());
  const bytes = sizeOf(options.files);
  const producer = alertProducer(replayTarget(process.cwd()));
  const began = performance.now();
  const bar = new SingleBar({ format: '{bar} {percentage} % | {events} alerts | {eta_formatted} left', etaBuffer: 100 });
  bar.start(bytes, 0, { events: 0 });
  let problems = 0;
  try {
    const summary = await replay(
      producer,
      options,
      {
        onRead: (read, events) => bar.increment(read, { events }),
        onProblem: (place, problem) => {
          problems += 1;
          if (problems <= MOST_PROBLEMS_SHOWN) console.error(`${place} ${problem}`);
        },
      },
      stop.signal,
    );
    bar.stop();
    report(summary, options, (performance.now() - began) / 1000);
    return summary.problems > 0 ? 1 : 0;
  } finally {
    bar.stop();
    await producer.close().catch(() => undefined);
  }
}

function report({ sent, problems, stoppedAt }: ReplaySummary, { files }: ReplayOptions, seconds: number): void {
  if (problems > MOST_PROBLEMS_SHOWN) console.error(`... and ${problems - MOST_PROBLEMS_SHOWN} more`);
  if (stoppedAt) console.log(`Stopped at ${stoppedAt}: everything up to there is sent.`);
  const rate = Math.round(sent / Math.max(seconds, 0.001));
  const from = files.length === 1 ? files[0] : `${files.length} files`;
  console.log(
    `${sent} alerts of ${from} sent in ${seconds.toFixed(1)} s (${rate}/s)${problems > 0 ? `; ${problems} lines not sent` : ''}.`,
  );
}

/** In bytes. Throws a {@link Failure} for a file that cannot be read. */
function sizeOf(files: readonly string[]): number {
  let bytes = 0;
  for (const file of files) {
    try {
      bytes += statSync(file).size;
    } catch (error) {
      throw new Failure(`${file} cannot be read: ${messageOf(error)}`);
    }
  }
  return bytes;
}
