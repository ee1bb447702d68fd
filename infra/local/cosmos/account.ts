import StockAccount from '@vercel/cosmosdb-server/lib/account';
import type { Container } from './containers';
import { Databases } from './databases';
import type { Journaled } from './journal';
import type { Entry, Recorder } from './journal-entries';

/**
 * The stock account, database and container objects, so that the stock handlers for databases and containers work on them, with our documents in
 * the containers and a record of every change.
 */
export class Account extends StockAccount implements Journaled<Entry> {
  declare databases: Databases;
  /** Where changes are recorded. Unset while earlier ones are repeated. */
  record: Recorder | undefined;

  constructor(port: number) {
    super('127.0.0.1', port);
    this.databases = new Databases(this, (entry) => this.record?.(entry));
  }

  /** Undefined when there is no such database or container. */
  container(databaseId: string, id: string): Container | undefined {
    const container = this.databases.byId(databaseId).collections.byId(id);
    return container.read() ? container : undefined;
  }

  apply(entry: Entry): void {
    switch (entry.kind) {
      case 'database':
        this.databases.restore(entry.properties, entry.count);
        break;
      case 'database-deleted':
        this.databases.delete(entry.database, entry.database);
        break;
      case 'container':
        this.databases.byId(entry.database).collections.restore(entry.properties, entry.count);
        break;
      case 'container-deleted':
        this.databases.byId(entry.database).collections.delete(entry.container, entry.container);
        break;
      case 'documents':
        this.databases.byId(entry.database).collections.byId(entry.container).repeat(entry.changes);
    }
  }

  *entries(): Iterable<Entry> {
    for (const database of this.databases._data.values()) {
      yield { kind: 'database', properties: database.read(), count: this.databases._ridCount };
      for (const container of database.collections._data.values()) {
        yield { kind: 'container', database: database.read().id, properties: container.read(), count: database.collections._ridCount };
        for (const changes of container.snapshot()) {
          yield { kind: 'documents', database: database.read().id, container: container.read().id, changes };
        }
      }
    }
  }
}
