import type Properties from '@vercel/cosmosdb-server/lib/account/item-object';
import type { StoredDocument } from './documents';
import type { PartitionKey } from './partition-key';

/** One line of the journal. `count` is how many siblings were ever created, from which the next `_rid` follows. */
export type Entry =
  | { kind: 'database'; properties: Properties; count: number }
  | { kind: 'database-deleted'; database: string }
  | { kind: 'container'; database: string; properties: Properties; count: number }
  | { kind: 'container-deleted'; database: string; container: string }
  | { kind: 'documents'; database: string; container: string; changes: EntryChange[] };

export type EntryChange = { set: StoredDocument } | { delete: [PartitionKey, string] };

export type Recorder = (entry: Entry) => void;
