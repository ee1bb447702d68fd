import type { Automation, EventSource } from '../settings/automation';
import { isWanted } from '../settings/automation-rule';
import type { ExportRepository } from '../storage/export-repository';
import type { ExportSource } from '../storage/export-source';
import { defenderEvent } from './defender-event';
import { recordId, type SourceRecord, STREAMS, type Stream } from './record';
import { isInScope } from './scope';
import type { TargetState } from './target-state';

/** What came in for a target and what became of it, by record version. */
export interface Reconciliation {
  place: string;
  stream: Stream;
  recordsIn: number;
  delivered: number;
  /** Refused by the target for good. */
  dead: number;
  /** Not yet due, or on the way; while a backfill is under way also what it has not come to yet. */
  pending: number;
  /** Passed over although the automation wanted it: there must be none. At most {@link MOST_SHOWN}. */
  missing: string[];
  missingCount: number;
  deadIds: string[];
  /** Delivered more than once; a receiver drops them by their id. */
  repeated: number;
}

export const MOST_SHOWN = 1_000;
const SOURCE: Record<Stream, EventSource> = { alerts: 'Alerts', incidents: 'Incidents' };

/** How many seconds behind the watermark a record must be before it counts as passed over. */
const SURE_SECONDS = 10;

/**
 * Compares the store with the ledger of one target, for records that the store accepted from the second `from` up to and with `to`. A version that a later one
 * has taken the place of is in the ledger alone; it came in all the same. Of what was written before the automation was made to want something else only what
 * was delivered counts: nobody knows any more whether the rest was wanted.
 */
export async function reconcile(
  automation: Automation,
  state: TargetState,
  from: number,
  to: number,
  { source, ledger }: { source: Pick<ExportSource, 'writtenSince'>; ledger: Pick<ExportRepository, 'ledger'> },
): Promise<Reconciliation[]> {
  const { subscriptionId, target, place } = state;
  const results: Reconciliation[] = [];
  for (const stream of STREAMS) {
    const definition = automation.sources.find(({ eventSource }) => eventSource === SOURCE[stream]);
    const progress = state.streams[stream];
    if (!definition || !progress) continue;
    const delivered = new Set<string>();
    const dead = new Set<string>();
    let repeated = 0;
    for await (const chunk of ledger.ledger(subscriptionId, target, from, to)) {
      if (chunk.stream !== stream || chunk.mode === 'snapshot') continue;
      for (const [id, written] of chunk.entries) {
        if (written < from || written > to) continue;
        if (chunk.outcome === 'dead') dead.add(id);
        else if (delivered.has(id)) repeated += 1;
        else delivered.add(id);
      }
    }
    for (const id of delivered) dead.delete(id);
    const missing: string[] = [];
    let pending = 0;
    const first = Math.max(from, Math.min(progress.coveredFrom, state.backfill?.from ?? progress.coveredFrom));
    const isToCome = ({ heldSince, written }: SourceRecord) =>
      written < progress.coveredFrom || (heldSince ?? written) >= progress.watermark - SURE_SECONDS;
    const isPromised = ({ heldSince, written }: SourceRecord) =>
      written >= first && (heldSince === undefined || written >= progress.followedFrom);
    for await (const records of source.writtenSince(subscriptionId, stream, first, to + 1)) {
      for (const record of records) {
        const id = recordId(record);
        if (!isPromised(record) || delivered.has(id) || dead.has(id) || !isInScope(record, automation)) continue;
        if (definition.ruleSets.length > 0 && !isWanted(defenderEvent(record), definition)) continue;
        if (isToCome(record)) pending += 1;
        else if (record.written >= Math.floor((automation.rulesTime ?? 0) / 1_000)) missing.push(id);
      }
    }
    results.push({
      ...{
        place,
        stream,
        recordsIn: delivered.size + dead.size + pending + missing.length,
        delivered: delivered.size,
        dead: dead.size,
        pending,
      },
      ...{ missing: missing.slice(0, MOST_SHOWN), missingCount: missing.length, deadIds: [...dead].slice(0, MOST_SHOWN), repeated },
    });
  }
  return results;
}
