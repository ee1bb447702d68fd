import { parseArgs } from 'node:util';
import { Failure } from '../stack/failure';

export interface BacktestOptions {
  /** Folder with `<subscription>/<format>.ndjson`. */
  input: string;
  /** Folder for the results; made where it is missing. */
  out: string;
  /** Folder with incident types of one's own. */
  incidentTypes?: string;
}

export const USAGE = `Usage: npm run backtest -- INPUT --out OUT [--incident-types TYPES]

What would have become of these alerts? Reads, classifies and fuses them in the order of their event times, with no Azure part.

  INPUT      a folder with <subscription>/<format>.ndjson, also .csv, .gz and .zst: one alert a line. The folder's name is the
             subscription (a GUID or any other name); a file whose name is no format's is read by its content
  --out OUT  a folder; alerts.ndjson (which incident each line went into) and incidents.ndjson are written there
  --incident-types TYPES
             a folder with kinds of incidents of your own, as JSON; see shared/fusion/incident-types/README.md`;

/** Undefined when the user asks for help. Throws a {@link Failure} which says what is wrong. */
export function readBacktestOptions(args: string[]): BacktestOptions | undefined {
  const { values, positionals } = parse(args);
  if (values.help) return undefined;
  const [input, ...more] = positionals;
  if (input === undefined || more.length > 0) throw new Failure(`One folder of alerts is needed, found ${positionals.length}.\n\n${USAGE}`);
  if (values.out === undefined) throw new Failure(`--out is missing: the folder for the results.\n\n${USAGE}`);
  const incidentTypes = values['incident-types'];
  return { input, out: values.out, ...(incidentTypes === undefined ? {} : { incidentTypes }) };
}

function parse(args: string[]) {
  try {
    const options = { out: { type: 'string' }, 'incident-types': { type: 'string' }, help: { type: 'boolean', short: 'h' } } as const;
    return parseArgs({ args, allowPositionals: true, options });
  } catch (error) {
    throw new Failure(`${(error as Error).message.split('\n', 1)[0]}\n\n${USAGE}`);
  }
}
