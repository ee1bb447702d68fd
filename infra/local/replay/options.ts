import { parseArgs } from 'node:util';
import { FORMATS, findFormat } from '../../../shared/formats';
import { readSubscriptionId } from '../../../shared/model/subscription-id';
import { Failure } from '../stack/failure';

export interface ReplayOptions {
  files: string[];
  /** Name of a format; without it the app looks at each event. */
  format?: string;
  subscriptionId?: string;
  /** Events a second at most. */
  rate?: number;
  /** Moves all times so that the last alert is of now. */
  now: boolean;
  /** Sends every line as it stands, JSON or not. */
  raw: boolean;
}

const FORMAT_NAMES = FORMATS.map(({ name }) => name).join(', ');

export const USAGE = `Usage: npm run replay -- --format FORMAT --subscription ID [--rate N] [--now] [--raw] FILE...

Sends the alerts in the files to the event hub "alerts": of the stack that "npm start" runs here, or of the namespace that the
setting EVENT_HUBS (or EVENT_HUBS__fullyQualifiedNamespace) names. A file is NDJSON, a JSON array or .csv, plain, .gz or .zst.

  --format FORMAT    ${FORMAT_NAMES}; without it each event is looked at
  --subscription ID  the Azure subscription of the alerts, where they do not name it themselves
  --rate N           at most N alerts a second
  --now              moves all times so that the last alert is of now
  --raw              sends every line as it stands, also what is not JSON`;

/** Undefined when the user asks for help. Throws a {@link Failure} which says what is wrong. */
export function readReplayOptions(args: string[]): ReplayOptions | undefined {
  const { values, positionals: files } = parse(args);
  if (values.help) return undefined;
  if (files.length === 0) throw new Failure('There is no file to replay. "npm run replay -- --help" shows how it is called.');
  const { format, now = false, raw = false } = values;
  if (format !== undefined && !findFormat(format)) throw new Failure(`No format is called "${format}": there are ${FORMAT_NAMES}.`);
  if (now && raw) throw new Failure('--now has to read what --raw leaves unread: leave out one of the two.');
  return { files, now, raw, ...(format && { format }), ...subscription(values.subscription), ...rate(values.rate) };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        format: { type: 'string' },
        subscription: { type: 'string' },
        rate: { type: 'string' },
        now: { type: 'boolean' },
        raw: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new Failure(`${(error as Error).message.split('\n', 1)[0]} "npm run replay -- --help" lists the options.`);
  }
}

function subscription(text: string | undefined): { subscriptionId?: string } {
  if (text === undefined) return {};
  const subscriptionId = readSubscriptionId(text);
  if (subscriptionId === undefined) throw new Failure(`--subscription is "${text}", which is no subscription id (a UUID).`);
  return { subscriptionId };
}

function rate(text: string | undefined): { rate?: number } {
  if (text === undefined) return {};
  const number = Number(text);
  if (!(number > 0)) throw new Failure(`--rate is "${text}": it must be a number of alerts a second, above 0.`);
  return { rate: number };
}
