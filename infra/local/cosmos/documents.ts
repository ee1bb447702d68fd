import { randomUUID } from 'node:crypto';
import type { IndexedOrder, Stretch } from './ordered-index';
import { Partition } from './partition';
import { type PartitionKey, partitionKeyOfDocument } from './partition-key';
import { expired } from './time-to-live';

export type JsonObject = Record<string, unknown>;

/** A document with the service's own properties. Never changed in place: a write stores a new object. */
export interface StoredDocument extends JsonObject {
  id: string;
  _rid: string;
  _self: string;
  /** Quoted, as the service's is. */
  _etag: string;
  /** Seconds since 1970. */
  _ts: number;
}

/** A write. `after` is undefined for a removal, `before` for a creation. */
export interface Change {
  partition: PartitionKey;
  id: string;
  before: StoredDocument | undefined;
  after: StoredDocument | undefined;
}

export interface DocumentsOptions {
  partitionKeyPath: string;
  /** `_rid` and `_self` of the container, the stems of those of its documents. */
  rid: string;
  self: string;
  /** Makes the changes of one request last, all or none. When it throws, they are undone. */
  commit(changes: readonly Change[]): void;
}

/**
 * The documents of one container, by partition and id. The stock store keeps one flat list with the partition key as an afterthought:
 * queries see every tenant, each one walks the whole container, and nothing can be undone.
 */
export class Documents {
  /** The container's `defaultTtl` in seconds, see `expired`. */
  defaultTtl: number | undefined;
  readonly #partitions = new Map<PartitionKey, Partition>();
  #lastNumber = 0;
  #transaction: Change[] | undefined;

  constructor(private readonly options: DocumentsOptions) {}

  partitionOf(document: object): PartitionKey {
    return partitionKeyOfDocument(this.options.partitionKeyPath, document);
  }

  get(partition: PartitionKey, id: string): StoredDocument | undefined {
    const document = this.#partitions.get(partition)?.get(id);
    return document && !this.#isExpired(document) ? document : undefined;
  }

  /** The documents of one partition, or of all; of these only the ones with an id among `ids` when given. Oldest first within a partition. */
  *rows(partition: PartitionKey | undefined, ids?: ReadonlySet<string>): Iterable<StoredDocument> {
    const one = partition === undefined ? undefined : this.#partitions.get(partition);
    const partitions = partition === undefined ? this.#partitions.values() : one ? [one] : [];
    for (const documents of partitions) {
      for (const document of ids ? pick(documents, ids) : documents.all()) {
        if (!this.#isExpired(document)) {
          yield document;
        }
      }
    }
  }

  /** The documents of one partition in an order. */
  *inOrder(partition: PartitionKey, order: IndexedOrder, stretch: Stretch): Iterable<StoredDocument> {
    for (const document of this.#partitions.get(partition)?.inOrder(order, stretch) ?? []) {
      if (!this.#isExpired(document)) {
        yield document;
      }
    }
  }

  /** Creates or replaces. A replaced document keeps its `_rid`. */
  put(body: JsonObject & { id: string }): StoredDocument {
    const partition = this.partitionOf(body);
    const before = this.get(partition, body.id);
    const _rid = before?._rid ?? this.#nextRid();
    const after = {
      ...body,
      _rid,
      _self: `${this.options.self}/docs/${_rid}/`,
      _etag: `"${randomUUID()}"`,
      _ts: Math.floor(Date.now() / 1000),
    };
    this.#write({ partition, id: body.id, before, after });
    return after;
  }

  remove(partition: PartitionKey, id: string): void {
    const before = this.get(partition, id);
    if (before) {
      this.#write({ partition, id, before, after: undefined });
    }
  }

  /** Keeps what `work` writes if it returns true. If it returns false or throws, no trace of it is left. */
  transaction(work: () => boolean): void {
    const changes: Change[] = [];
    this.#transaction = changes;
    let keep = false;
    try {
      keep = work();
    } finally {
      this.#transaction = undefined;
      if (!keep) {
        this.#undo(changes);
      }
    }
    if (keep && changes.length > 0) {
      this.#commit(changes);
    }
  }

  /** Puts a document back as it was stored, without committing it again. */
  restore(document: StoredDocument): void {
    this.#apply(this.partitionOf(document), document.id, document);
    this.#lastNumber = Math.max(this.#lastNumber, numberOf(document._rid));
  }

  /** The opposite of `restore`. */
  forget(partition: PartitionKey, id: string): void {
    this.#apply(partition, id, undefined);
  }

  #write(change: Change): void {
    this.#apply(change.partition, change.id, change.after);
    if (this.#transaction) {
      this.#transaction.push(change);
    } else {
      this.#commit([change]);
    }
  }

  #commit(changes: readonly Change[]): void {
    try {
      this.options.commit(changes);
    } catch (error) {
      this.#undo(changes);
      throw error;
    }
  }

  #undo(changes: readonly Change[]): void {
    for (const { partition, id, before } of changes.toReversed()) {
      this.#apply(partition, id, before);
    }
  }

  #apply(partition: PartitionKey, id: string, document: StoredDocument | undefined): void {
    const documents = this.#partitions.get(partition) ?? new Partition();
    if (document) {
      documents.set(document);
    } else {
      documents.delete(id);
    }
    if (documents.size > 0) {
      this.#partitions.set(partition, documents);
    } else {
      this.#partitions.delete(partition);
    }
  }

  #isExpired(document: StoredDocument): boolean {
    return this.defaultTtl !== undefined && expired(document, this.defaultTtl, Date.now() / 1000);
  }

  #nextRid(): string {
    this.#lastNumber += 1;
    return this.options.rid + this.#lastNumber.toString(36).padStart(RID_DIGITS, '0');
  }
}

/** Fixed width, so that the text order of `_rid`, by which pages continue, is the order of creation. */
const RID_DIGITS = 8;

function numberOf(rid: string): number {
  return Number.parseInt(rid.slice(-RID_DIGITS), 36);
}

function* pick(documents: Partition, ids: ReadonlySet<string>): Iterable<StoredDocument> {
  for (const id of ids) {
    const document = documents.get(id);
    if (document) {
      yield document;
    }
  }
}
