import type { Container } from '@azure/cosmos';
import type { Condition, Scalar } from './condition';
import { SqlWriter } from './condition-sql';

/** One property that every document has, and the id for documents that are equal in it. Each needs a composite index. */
export interface Order {
  path: string;
  descending: boolean;
}

export interface PageRequest {
  subscriptionId: string;
  condition: Condition;
  order: Order;
  /** The order's property and the id of the last document of the page before. */
  after?: Position;
  limit: number;
}

export type Position = readonly [value: Scalar, id: string];

export interface Page<Document> {
  documents: Document[];
  /** Where the next page begins; undefined behind the last one. */
  next?: Position | undefined;
}

/**
 * A page of one partition, found by position and not by number, so that documents which arrive meanwhile neither repeat nor hide others,
 * and the thousandth page costs what the first does. `select` must name the id and the property of the order.
 */
export async function queryPage<Document>(container: Container, request: PageRequest, select = '*'): Promise<Page<Document>> {
  const { subscriptionId, condition, order, after, limit } = request;
  const sql = new SqlWriter();
  const sorted = `c["${order.path}"]`;
  const conditions = [`c.subscriptionId = ${sql.parameter(subscriptionId)}`, sql.condition(condition)];
  if (after) {
    const beyond = order.descending ? '<' : '>';
    const value = sql.parameter(after[0]);
    // Not `a < x OR (a = x AND id < y)`: the range comes first, so that the index is entered at the position.
    conditions.push(`${sorted} ${beyond}= ${value}`, `(${sorted} ${beyond} ${value} OR c.id ${beyond} ${sql.parameter(after[1])})`);
  }
  const direction = order.descending ? 'DESC' : 'ASC';
  const query = `SELECT TOP ${limit + 1} ${select} FROM c WHERE ${conditions.join(' AND ')} ORDER BY ${sorted} ${direction}, c.id ${direction}`;
  const spec = { query, parameters: sql.parameters };
  const options = { partitionKey: subscriptionId, maxItemCount: limit + 1 };
  const { resources } = await container.items.query<Document>(spec, options).fetchAll();
  const documents = resources.slice(0, limit);
  const last = documents.at(-1) as Record<string, Scalar> | undefined;
  return { documents, ...(resources.length > limit && last ? { next: [last[order.path] as Scalar, last.id as string] } : {}) };
}

/** All pages, each read when it is taken; `read` is given the position behind which its page begins. */
export async function* allPages<Read extends Pick<Page<unknown>, 'next'>>(
  read: (after: { after?: Position }) => Promise<Read>,
): AsyncIterable<Read> {
  let page = await read({});
  for (;;) {
    yield page;
    if (page.next === undefined) return;
    page = await read({ after: page.next });
  }
}

/** How many documents of one partition fulfil the condition. */
export async function count(container: Container, subscriptionId: string, condition: Condition): Promise<number> {
  const sql = new SqlWriter();
  const query = `SELECT VALUE COUNT(1) FROM c WHERE c.subscriptionId = ${sql.parameter(subscriptionId)} AND ${sql.condition(condition)}`;
  const spec = { query, parameters: sql.parameters };
  const { resources } = await container.items.query<number>(spec, { partitionKey: subscriptionId }).fetchAll();
  return resources[0] ?? 0;
}
