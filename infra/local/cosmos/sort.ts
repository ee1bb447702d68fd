import { sort as stockSort } from '@zeit/cosmosdb-query/lib/helpers';

type Row = Record<string, unknown>;

/** A path from the row, such as `['c', 'time']`, and whether the order is descending. */
type Order = [path: string[], descending: boolean];

/** The service's order of types, least first. */
const TYPES = ['undefined', 'null', 'boolean', 'number', 'string', 'array', 'object'];

/**
 * The rows in the service's order: by type, then by value, then by `_rid`. The stock function follows the path of each value again in every comparison, and
 * sorts even what comes in order. The paging needs this very order. Throws when several orders have no composite index, as the stock function does.
 */
export const sort: typeof stockSort = (rows, rid, compositeIndexes, ...orders) => {
  stockSort([], rid, bothDirections(compositeIndexes), ...orders);
  const isInOrder = rows.every((row, index) => index === 0 || rid(rows[index - 1]) <= rid(row));
  const byRid = isInOrder ? rows : rows.toSorted((a, b) => compareValues(rid(a), rid(b)));
  return orders.length === 0 ? byRid : byValues(byRid, orders as Order[]);
};

type CompositeIndexes = Parameters<typeof stockSort>[2];

/** The service reads a composite index backwards too; the stock function knows only the direction in which it was declared. */
function bothDirections(indexes: CompositeIndexes): CompositeIndexes {
  const reversed = indexes?.map((index) =>
    index.map(({ path, order }) => ({ path, order: order === 'descending' ? ('ascending' as const) : ('descending' as const) })),
  );
  return indexes && reversed && [...indexes, ...reversed];
}

/** Keeps the order of equal rows. Rows without the value are dropped when there is a single order, as in the service. */
function byValues(rows: Row[], orders: Order[]): Row[] {
  const keyed = rows.map((row) => ({ row, keys: orders.map(([path]) => valueAt(row, path)) }));
  const present = orders.length === 1 ? keyed.filter(({ keys }) => keys[0] !== undefined) : keyed;
  return present.sort((a, b) => compareKeys(a.keys, b.keys, orders)).map(({ row }) => row);
}

function compareKeys(a: unknown[], b: unknown[], orders: Order[]): number {
  for (let index = 0; index < orders.length; index += 1) {
    const result = compareValues(a[index], b[index]);
    if (result !== 0) {
      return orders[index]?.[1] ? -result : result;
    }
  }
  return 0;
}

/** Below 0, 0 or above 0: by type, then by value. */
export function compareValues(a: unknown, b: unknown): number {
  if (typeof a !== typeof b || typeof a === 'object') {
    const byType = TYPES.indexOf(typeOf(a)) - TYPES.indexOf(typeOf(b));
    if (byType !== 0 || !Array.isArray(a)) {
      return byType;
    }
  }
  const [left, right] = [a as string, b as string];
  return left < right ? -1 : left > right ? 1 : 0;
}

function typeOf(value: unknown): string {
  return value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
}

export function valueAt(row: unknown, path: readonly string[]): unknown {
  let value = row;
  for (const name of path) {
    value = typeof value === 'object' && value !== null ? (value as Row)[name] : undefined;
  }
  return value;
}
