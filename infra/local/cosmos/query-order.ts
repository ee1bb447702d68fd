import { decode } from '@zeit/cosmosdb-query/lib/continuation-token';
import type { IndexedOrder, Stretch } from './ordered-index';
import { conjuncts, constantOf, type Node, pathOf, rootName } from './syntax-tree';

type Parameters = Readonly<Record<string, unknown>>;

/** What a query asks for beside its text. */
export interface Asked {
  parameters: Parameters;
  maxItemCount: number | undefined;
  continuation: string | undefined;
}

/** Rows that come in the order of the query, and how many of the result are asked for; undefined: all of it. */
export interface OrderedRows {
  order: IndexedOrder;
  stretch: Stretch;
  needed: number | undefined;
  /** That more rows follow shows only where the result goes on behind what is needed. */
  hasToGoOn: boolean;
}

/**
 * The service answers `ORDER BY` from an index, and enters that at the bounds which the condition or the page sets. The stock server looks at every row and
 * sorts what is left. So a query in the order of one property is given the rows in that order, from its bounds on, and may stop when it has enough.
 * It still checks its whole condition on them and sorts them. Undefined: the query has no order, or one that this does not serve.
 */
export function queryOrder({ body }: Node): ((asked: Asked) => OrderedRows) | undefined {
  const { from, where, orderBy, top, select } = body;
  const root = from && rootName(from.source);
  if (!root || !orderBy || from.joins.length > 0) {
    return undefined;
  }
  const [first, second, ...others] = orderBy.expressions.map(({ expression }: Node) => pathOf(expression, root));
  const directions = new Set(orderBy.expressions.map(({ order }: Node) => order === 'DESC'));
  const byId = second?.length === 1 && second[0] === 'id';
  if (first === undefined || others.length > 0 || directions.size !== 1 || (orderBy.expressions.length === 2 && !byId)) {
    return undefined;
  }
  const descending = directions.has(true);
  const order: IndexedOrder = { path: first, tie: byId ? 'id' : '_rid' };
  const bounds = where ? conjuncts(where.condition).flatMap((conjunct) => boundIn(conjunct, root, first) ?? []) : [];
  // Of rows that are equal in the one property the service gives the oldest first, whatever the direction.
  const isExact = (byId || !descending) && !hasAggregate(select);
  return ({ parameters, maxItemCount, continuation }) => {
    const limit = top ? constantOf(top.value, parameters) : undefined;
    const values = bounds.flatMap(({ isLeast, value }) => stretchOf(isLeast, constantOf(value, parameters)));
    const position = continuation !== undefined && !top ? stretchOf(!descending, positionIn(continuation)) : [];
    const stretch: Stretch = Object.assign({ descending }, ...values, ...position);
    if (!isExact || (top && (typeof limit !== 'number' || continuation !== undefined))) {
      return { order, stretch, needed: undefined, hasToGoOn: false };
    }
    const isPage = maxItemCount !== undefined && (limit === undefined || maxItemCount < (limit as number));
    return { order, stretch, needed: isPage ? maxItemCount : (limit as number | undefined), hasToGoOn: isPage };
  };
}

/** `path >= value` and the like, also the other way round. A strict bound counts as one that belongs to it. */
function boundIn(node: Node, root: string, path: readonly string[]): { isLeast: boolean; value: Node } | undefined {
  if (node.type !== 'scalar_binary_expression' || !/^[<>]=?$/.test(node.operator)) {
    return undefined;
  }
  const isPath = (side: Node) => pathOf(side, root)?.join('/') === path.join('/');
  const isGreater = node.operator.startsWith('>');
  if (isPath(node.left)) {
    return { isLeast: isGreater, value: node.right };
  }
  return isPath(node.right) ? { isLeast: !isGreater, value: node.left } : undefined;
}

/** Of several bounds on one side the last counts: each alone is right. */
function stretchOf(isLeast: boolean, value: unknown): Partial<Stretch>[] {
  const isBound = typeof value === 'string' || typeof value === 'number';
  return isBound ? [isLeast ? { least: value } : { most: value }] : [];
}

/** The value of the order's property with which the page begins. */
function positionIn(continuation: string): unknown {
  return decode(continuation).RTD?.[0];
}

/** One value out of all rows. */
function hasAggregate(select: Node): boolean {
  return /"name":"(?:COUNT|SUM|MIN|MAX|AVG)"/i.test(JSON.stringify(select));
}
