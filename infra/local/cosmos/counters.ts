import type { Operation } from './document-operations';

/** What was asked for since the start, whatever the outcome. Operations within a batch count one by one. */
export class Counters {
  /** Reads of one document by id. */
  reads = 0;
  /** Pages of queries and lists. */
  queries = 0;
  /** Creates, upserts, replaces, deletes and patches. */
  writes = 0;
  /** Transactional batches. */
  batches = 0;

  count(operationType: Operation['operationType']): void {
    if (operationType === 'Read') {
      this.reads += 1;
    } else {
      this.writes += 1;
    }
  }
}
