import type { OutgoingRecord, Stream } from './record';

/** A record in the form of its target. */
export interface EncodedRecord {
  id: string;
  body: Record<string, unknown>;
  /** Of the body as JSON in UTF-8. */
  bytes: number;
  /** The second in which the store accepted it. */
  written?: number;
}

/** How long a target may take to answer, unless the settings say otherwise. */
export const REQUEST_TIMEOUT_MS = 30_000;

/** A place to which records are delivered. */
export interface Target {
  /** Of one request, in bytes of the bodies together and in records. */
  maxBytes: number;
  maxRecords: number;
  /** For a target that is served on a schedule: once in so many milliseconds, counted from 1970. */
  interval?: number;
  encode(record: OutgoingRecord): EncodedRecord;
  /**
   * Resolves when the target has taken all of them, with its id of the request. Rejects with {@link TargetUnavailable} when it may take them later and with
   * {@link RecordsRefused} when it never will. Whether a request that failed has arrived is not known.
   */
  send(stream: Stream, records: readonly EncodedRecord[]): Promise<{ requestId: string }>;
  /**
   * Of a target from which changes come back: takes them in, once in each run and before anything is sent. `upTo` is the moment (epoch milliseconds) up to which
   * that was done before; gives the next one whenever it moves on. Rejects with {@link TargetUnavailable}.
   */
  receive?(upTo: number | undefined): AsyncIterable<number>;
  close?(): Promise<void>;
}

/** Too busy, away, or closed to us: what was sent is to be sent again. */
export class TargetUnavailable extends Error {
  override readonly name = 'TargetUnavailable';
  constructor(
    message: string,
    /** HTTP status, 0 when it did not answer. */
    readonly status: number,
    /** How long the target wants to be left alone, in milliseconds. */
    readonly retryAfter?: number,
  ) {
    super(message);
  }
}

/** At least one of the records is such that the target will never take it. */
export class RecordsRefused extends Error {
  override readonly name = 'RecordsRefused';
  constructor(
    message: string,
    readonly status: number,
    /** The target's id of the request. */
    readonly requestId = '',
  ) {
    super(message);
  }
}

/** An answer of HTTP that is no success, as the one or the other. `retryAfter`: the header, in seconds or as a date; `now`: epoch milliseconds; `requestId`: the target's. */
export function refusalOf(
  status: number,
  text: string,
  retryAfter: string | undefined | null,
  now: number,
  requestId = '',
): TargetUnavailable | RecordsRefused {
  const message = `The target answers ${status}: ${text.slice(0, 500)}`;
  // A wrong address or right concerns every record, and ends when somebody corrects it.
  if ([400, 413, 415, 422].includes(status)) return new RecordsRefused(message, status, requestId);
  return new TargetUnavailable(message, status, waitOf(retryAfter, now));
}

function waitOf(header: string | undefined | null, now: number): number | undefined {
  if (!header) return undefined;
  if (/^\d{1,6}$/.test(header.trim())) return Number(header) * 1_000;
  const time = Date.parse(header);
  return Number.isNaN(time) ? undefined : Math.max(0, time - now);
}
