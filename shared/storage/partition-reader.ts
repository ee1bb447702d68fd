import type { Container, QueryIterator } from '@azure/cosmos';
import { ofFewLengths, slices } from './slices';

/** How many values one query compares with: a query's text has a limit, and so has what the service spends on it. */
const VALUES_PER_QUERY = 64;

/** Names of a list of keys, and of the first and the last time, by which documents are found. Each needs an index. */
export interface TouchFields {
  keys: string;
  from: string;
  to: string;
}

/** Reads documents of one kind in one partition of a container. */
export class PartitionReader<Document extends { id: string }> {
  constructor(
    private readonly container: Container,
    private readonly subscriptionId: string,
    private readonly kind: string,
    /** What is read of each document: `c.id` and others. */
    private readonly select = '*',
  ) {}

  /** Those which fulfil the condition; `values` are its parameters. */
  query(where: string, values: Readonly<Record<string, string | number>>): QueryIterator<Document> {
    const query = `SELECT ${this.select} FROM c WHERE c.subscriptionId = @subscriptionId AND c.kind = @kind AND ${where}`;
    const all = { subscriptionId: this.subscriptionId, kind: this.kind, ...values };
    const parameters = Object.entries(all).map(([name, value]) => ({ name: `@${name}`, value }));
    return this.container.items.query<Document>({ query, parameters }, { partitionKey: this.subscriptionId });
  }

  async byIds(ids: readonly string[]): Promise<Document[]> {
    return this.#forSlices(ids, (names) => `c.id IN (${names.join(', ')})`, {});
  }

  /** Those with one of the keys whose time overlaps with that from `from` to `to`. */
  async touching(keys: readonly string[], from: number, to: number, fields: TouchFields): Promise<Document[]> {
    // One ARRAY_CONTAINS for each key is served by the index; a subquery over the list is not.
    const where = (names: readonly string[]) => names.map((name) => `ARRAY_CONTAINS(c.${fields.keys}, ${name})`).join(' OR ');
    return this.#forSlices(keys, (names) => `(${where(names)}) AND c.${fields.from} <= @to AND c.${fields.to} >= @from`, { from, to });
  }

  /** Those with one of the values in the list `field`. */
  async withAnyOf(field: string, values: readonly string[]): Promise<Document[]> {
    return this.#forSlices(values, (names) => `(${names.map((name) => `ARRAY_CONTAINS(c.${field}, ${name})`).join(' OR ')})`, {});
  }

  /** Each document once, however many of the values lead to it. */
  async #forSlices(
    values: readonly string[],
    where: (names: readonly string[]) => string,
    others: Readonly<Record<string, number>>,
  ): Promise<Document[]> {
    const queries = slices([...new Set(values)], VALUES_PER_QUERY)
      .map(ofFewLengths)
      .map((slice) => {
        const parameters = Object.fromEntries(slice.map((value, index) => [`v${index}`, value]));
        const names = slice.map((_, index) => `@v${index}`);
        return this.query(where(names), { ...parameters, ...others }).fetchAll();
      });
    const found = (await Promise.all(queries)).flatMap(({ resources }) => resources);
    return [...new Map(found.map((document) => [document.id, document])).values()];
  }
}
