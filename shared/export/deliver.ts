import type { Stream } from './record';
import { type EncodedRecord, RecordsRefused, type Target, TargetUnavailable } from './target';

/** What became of records: each of the first of them was delivered or is refused for good. */
export interface Delivery {
  delivered: { ids: string[]; requestId: string }[];
  refused: { record: EncodedRecord; status: number; answer: string; requestId: string }[];
  /** Why the others have not been delivered: the target takes nothing at the moment. Some may have arrived all the same. */
  failure?: TargetUnavailable;
}

/** Cuts records into requests that the target can take, in their order; looks no further ahead than the next request. */
export function* requestsOf<Record extends { encoded: EncodedRecord }>(target: Target, records: Iterable<Record>): Iterable<Record[]> {
  let request: Record[] = [];
  let bytes = 0;
  for (const record of records) {
    if (request.length > 0 && (request.length === target.maxRecords || bytes + record.encoded.bytes + 1 > target.maxBytes)) {
      yield request;
      request = [];
      bytes = 0;
    }
    request.push(record);
    bytes += record.encoded.bytes + 1;
  }
  if (request.length > 0) yield request;
}

/**
 * Delivers records in their order. Where the target refuses some of them, halves are tried until those stand alone which are to blame, so that one bad record
 * holds up none of the others.
 */
export async function deliver(target: Target, stream: Stream, records: readonly EncodedRecord[]): Promise<Delivery> {
  try {
    const { requestId } = await target.send(stream, records);
    return { delivered: [{ ids: records.map(({ id }) => id), requestId }], refused: [] };
  } catch (error) {
    if (error instanceof TargetUnavailable) return { delivered: [], refused: [], failure: error };
    if (!(error instanceof RecordsRefused)) throw error;
    const { status, message: answer, requestId } = error;
    const [only] = records;
    if (records.length === 1 && only) return { delivered: [], refused: [{ record: only, status, answer, requestId }] };
  }
  const middle = records.length >> 1;
  const first = await deliver(target, stream, records.slice(0, middle));
  if (first.failure) return first;
  const second = await deliver(target, stream, records.slice(middle));
  return { ...second, delivered: [...first.delivered, ...second.delivered], refused: [...first.refused, ...second.refused] };
}
