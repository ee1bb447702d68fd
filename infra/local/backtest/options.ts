import { parseArgs } from 'node:util';
import { Failure } from '../stack/failure';

export interface BacktestOptions {
  /** Folder with `<subscription>/<format>.ndjson`. */
  input: string;
  /** Folder for the results; made where it is missing. */
  out: string;
}

export const USAGE = `Usage: npm run backtest -- INPUT --out OUT

What would have become of these alerts? Reads, classifies and fuses them in the order of their event times, with no Azure part.

  INPUT      a folder with <subscription>/<format>.ndjson, also .gz and .zst: one alert a line. The folder's name is the
             subscription (a GUID or any other name); a file whose name is no format's is read by its content
  --out OUT  a folder; alerts.ndjson (which incident each line went into) and incidents.ndjson are written there`;

/** Undefined when the user asks for help. Throws a {@link Failure} which says what is wrong. */
export function readBacktestOptions(args: string[]): BacktestOptions | undefined {
  const { values, positionals } = parse(args);
  if (values.help) return undefined;
  const [input, ...more] = positionals;
  if (input === undefined || more.length > 0) throw new Failure(`One folder of alerts is needed, found ${positionals.length}.\n\n${USAGE}`);
  if (values.out === undefined) throw new Failure(`--out is missing: the folder for the results.\n\n${USAGE}`);
  return { input, out: values.out };
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, allowPositionals: true, options: { out: { type: 'string' }, help: { type: 'boolean', short: 'h' } } });
  } catch (error) {
    throw new Failure(`${(error as Error).message.split('\n', 1)[0]}\n\n${USAGE}`);
  }
}
