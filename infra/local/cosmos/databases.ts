import type StockAccount from '@vercel/cosmosdb-server/lib/account';
import StockDatabase from '@vercel/cosmosdb-server/lib/account/database';
import StockDatabases from '@vercel/cosmosdb-server/lib/account/databases';
import type Properties from '@vercel/cosmosdb-server/lib/account/item-object';
import { Containers } from './containers';
import type { Recorder } from './journal-entries';

/** The stock databases, with our containers in them and every change recorded. */
export class Databases extends StockDatabases {
  declare _data: Map<string, Database>;

  constructor(
    account: StockAccount,
    private readonly record: Recorder,
  ) {
    super(account, ['/id']);
  }

  byId(id: string): Database {
    return this._item('/id', id, id) as Database;
  }

  restore(properties: Properties, count: number): void {
    this._set(properties);
    this._ridCount = Math.max(this._ridCount, count);
  }

  override _newItem(properties: Properties | undefined): Database {
    return new Database(properties, this.record);
  }

  override _set(properties: Properties): Properties {
    const stored = super._set(properties);
    this.record({ kind: 'database', properties: stored, count: this._ridCount });
    return stored;
  }

  override delete(id: string, partition: string): void {
    super.delete(id, partition);
    this.record({ kind: 'database-deleted', database: id });
  }
}

export class Database extends StockDatabase {
  declare collections: Containers;

  constructor(properties: Properties | undefined, record: Recorder) {
    super(properties);
    this.collections = new Containers(this, record);
  }
}
