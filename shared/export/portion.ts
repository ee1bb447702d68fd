import type { LedgerMode } from '../storage/export-repository';
import type { Delivery } from './deliver';
import type { OutgoingRecord, SourceRecord, Stream } from './record';
import type { EncodedRecord } from './target';
import type { TargetState } from './target-state';

/** What is delivered at once, and how the state moves on when that is done. */
export interface Portion {
  stream: Stream;
  mode: LedgerMode;
  records: SourceRecord[];
  /** Ids that are not to be passed on again. */
  known?: ReadonlySet<string>;
  /** Put behind the ids: a snapshot's records are records of their own. */
  suffix?: string;
  /** The state once everything up to and with this record is passed on; undefined: nothing to write but the ledger. */
  advance(state: TargetState, last: SourceRecord): TargetState;
}

export interface Prepared {
  outgoing: OutgoingRecord;
  encoded: EncodedRecord;
}

/** So many records of small requests are written down together, for a document costs what a document costs; those of one request always are. */
const WRITTEN_TOGETHER = 50;
/** Far below the time of a lease. In milliseconds. */
const LONGEST_WAIT_MS = 10_000;

/** Requests whose outcome is written down together. Should the host die before that, they are made again, with the same ids. */
export class Outcomes {
  readonly delivered: Delivery['delivered'] = [];
  readonly refused: Delivery['refused'] = [];
  readonly sources = new Map<string, SourceRecord>();
  /** Of those whose outcome is known. */
  last: SourceRecord | undefined;

  /** `sentTime`: of the first, epoch milliseconds. */
  constructor(readonly sentTime: number) {}

  /** Returns how many of the request are done. */
  add(request: readonly Prepared[], { delivered, refused }: Delivery): number {
    this.delivered.push(...delivered);
    this.refused.push(...refused);
    const done = delivered.reduce((sum, { ids }) => sum + ids.length, refused.length);
    for (const { outgoing } of request.slice(0, done)) {
      this.sources.set(outgoing.id, outgoing.source);
      this.last = outgoing.source;
    }
    return done;
  }

  /** Whether it is time to write them down. `now`: epoch milliseconds. */
  areDue(now: number): boolean {
    return this.sources.size >= WRITTEN_TOGETHER || now - this.sentTime >= LONGEST_WAIT_MS;
  }
}
