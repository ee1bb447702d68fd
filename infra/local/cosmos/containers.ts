import { randomUUID } from 'node:crypto';
import StockContainer from '@vercel/cosmosdb-server/lib/account/collection';
import StockContainers from '@vercel/cosmosdb-server/lib/account/collections';
import type StockDatabase from '@vercel/cosmosdb-server/lib/account/database';
import type Properties from '@vercel/cosmosdb-server/lib/account/item-object';
import { type Change, Documents } from './documents';
import type { EntryChange, Recorder } from './journal-entries';
import { ServiceError } from './service-error';

/** Documents per line when the journal is rewritten: long enough to be quick, short enough to be parsed in one go. */
const DOCUMENTS_PER_ENTRY = 200;

/** The stock containers of one database, with our documents in them and every change recorded. */
export class Containers extends StockContainers {
  declare _data: Map<string, Container>;

  constructor(
    database: StockDatabase,
    private readonly record: Recorder,
  ) {
    super(database, ['/id']);
  }

  byId(id: string): Container {
    return this._item('/id', id, id) as Container;
  }

  restore(properties: Properties, count: number): void {
    this._set(properties);
    this._ridCount = Math.max(this._ridCount, count);
  }

  /** Refuses what the stock server accepts and then does wrongly: it looks at the first of several partition keys only, and at each path of a unique key alone. */
  override create(properties: Properties): Properties {
    if ((properties.partitionKey?.paths.length ?? 0) !== 1) {
      throw new ServiceError(400, 'BadRequest', 'The embedded server needs a container with exactly one partition key path.');
    }
    if (properties.uniqueKeyPolicy?.uniqueKeys.length) {
      throw new ServiceError(400, 'BadRequest', 'The embedded server has no unique keys.');
    }
    return super.create(properties);
  }

  /** The stock server replaces the settings of a container by making a new, empty one. Its documents have to stay. */
  override replace(properties: Properties, original: Properties): Properties {
    const { _rid, _self } = original;
    return this._set({ ...properties, id: original.id, _rid, _self, _etag: `"${randomUUID()}"`, _ts: Math.floor(Date.now() / 1000) });
  }

  override _newItem(properties: Properties | undefined): Container {
    const documents = properties && (this._data.get(properties._rid)?.store ?? this.#documentsOf(properties));
    return new Container(properties, documents);
  }

  override _set(properties: Properties): Properties {
    super._set(properties);
    const stored = this.byId(properties.id).read();
    this.record({ kind: 'container', database: this._parent.read().id, properties: stored, count: this._ridCount });
    return stored;
  }

  override delete(id: string, partition: string): void {
    super.delete(id, partition);
    this.record({ kind: 'container-deleted', database: this._parent.read().id, container: id });
  }

  #documentsOf({ id, _rid, _self, partitionKey }: Properties): Documents {
    const names = { database: this._parent.read().id, container: id };
    return new Documents({
      partitionKeyPath: partitionKey?.paths[0] ?? '/id',
      rid: _rid,
      self: _self,
      commit: (changes) => this.record({ kind: 'documents', ...names, changes: changes.map(toEntry) }),
    });
  }
}

export class Container extends StockContainer {
  /** Not the stock `documents`, which stays empty. */
  readonly store: Documents;

  constructor(properties: Properties | undefined, store: Documents | undefined) {
    super(properties);
    // The stock server stands a container without properties for one that does not exist. Nobody asks it for documents.
    this.store = store as Documents;
    if (store) {
      store.defaultTtl = properties?.defaultTtl;
    }
  }

  repeat(changes: readonly EntryChange[]): void {
    for (const change of changes) {
      if ('set' in change) {
        this.store.restore(change.set);
      } else {
        this.store.forget(...change.delete);
      }
    }
  }

  *snapshot(): Iterable<EntryChange[]> {
    let changes: EntryChange[] = [];
    for (const document of this.store.rows(undefined)) {
      changes.push({ set: document });
      if (changes.length === DOCUMENTS_PER_ENTRY) {
        yield changes;
        changes = [];
      }
    }
    if (changes.length > 0) {
      yield changes;
    }
  }
}

function toEntry({ partition, id, after }: Change): EntryChange {
  return after ? { set: after } : { delete: [partition, id] };
}
