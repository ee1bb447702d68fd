import parse, { SyntaxError as QuerySyntaxError } from '@zeit/cosmosdb-query';
import * as aggregates from '@zeit/cosmosdb-query/lib/aggregate-functions';
import * as functions from '@zeit/cosmosdb-query/lib/builtin-functions';
import { idRestriction, type Restriction } from './id-restriction';
import { linear, linearHelpers } from './linear-query';
import './memoized-parser';
import type { IndexedOrder, Stretch } from './ordered-index';
import { type OrderedRows, queryOrder } from './query-order';
import { ServiceError } from './service-error';
import { shortCircuit } from './short-circuit';
import type { Node } from './syntax-tree';

export interface Query {
  query: string;
  parameters?: readonly { name: string; value: unknown }[];
}

export interface QueryOptions {
  /** Rows per page; all when undefined. */
  maxItemCount?: number | undefined;
  continuation?: { token: string } | undefined;
  /** Rows in an order, where they can be had so. */
  inOrder?: ((order: IndexedOrder, stretch: Stretch) => Iterable<object>) | undefined;
  /** Of the container. Ordering by several fields needs one, as in the service. */
  compositeIndexes?: readonly unknown[];
}

export interface Page {
  result: unknown[];
  continuation: { token: string } | null;
}

interface Compiled {
  parameters: ReadonlySet<string>;
  restriction: Restriction;
  order: ReturnType<typeof queryOrder>;
  // The function is generated code with a list of eleven parameters: only the call below has to get it right.
  execute: (...scope: unknown[]) => Page;
}

/** Rows, or only those with one of these ids when the query looks at no others. */
export type Source = (ids: ReadonlySet<string> | undefined) => Iterable<object>;

/** Queries by their text. A service repeats few texts, with other parameters. */
const cache = new Map<string, Compiled>();
const CACHE_SIZE = 500;

/**
 * Runs a query of the service's SQL over the rows that `source` gives, by the stock parser and functions. The stock server compiles
 * each query anew and hands it all documents of a container, whatever partition was asked for.
 * Throws `ServiceError` 400 for a query that is wrong, or that names a parameter without a value.
 */
export function runQuery({ query, parameters = [] }: Query, source: Source, options: QueryOptions = {}): Page {
  try {
    const { parameters: names, restriction, order, execute } = compiled(query);
    const values = Object.fromEntries(parameters.map(({ name, value }) => [name.slice(1), value]));
    for (const name of names) {
      if (!(name in values)) {
        throw new ServiceError(400, 'BadRequest', `The parameter @${name} has no value.`);
      }
    }
    const { maxItemCount, continuation, inOrder, compositeIndexes = [] } = options;
    const run = (rows: object[]) =>
      execute(aggregates, functions, rows, linearHelpers, {}, values, maxItemCount, continuation, compositeIndexes);
    const ids = restriction(values);
    const ordered = ids || !inOrder ? undefined : order?.({ parameters: values, maxItemCount, continuation: continuation?.token });
    return ordered && inOrder ? runInOrder(inOrder(ordered.order, ordered.stretch), ordered, run) : run([...source(ids)]);
  } catch (error) {
    if (error instanceof ServiceError) {
      throw error;
    }
    const code = error instanceof QuerySyntaxError ? 'SC1001' : 'BadRequest';
    throw new ServiceError(400, code, error instanceof Error ? error.message : String(error));
  }
}

/** How many rows a query in order is given at first for each that is needed, and how many times as many when they were too few. */
const FIRST_ROWS = 2;
const GROWTH = 8;

/** What the first of the rows in order give is what all of them would give, as soon as it is enough. */
function runInOrder(source: Iterable<object>, { needed, hasToGoOn }: OrderedRows, run: (rows: object[]) => Page): Page {
  if (needed === undefined) {
    return run([...source]);
  }
  const rows: object[] = [];
  let enough = needed * FIRST_ROWS + 1;
  for (const row of source) {
    if (rows.length === enough) {
      const page = run(rows);
      if (page.result.length >= needed && (page.continuation || !hasToGoOn)) {
        return page;
      }
      enough *= GROWTH;
    }
    rows.push(row);
  }
  return run(rows);
}

function compiled(text: string): Compiled {
  const known = cache.get(text);
  if (known) {
    return known;
  }
  if (cache.size >= CACHE_SIZE) {
    cache.clear();
  }
  const parsed = parse(text);
  const parameters = parameterNames(parsed.ast);
  const restriction = idRestriction(parsed.ast as Node);
  const order = queryOrder(parsed.ast as Node);
  shortCircuit(parsed.ast);
  const execute = new Function(`"use strict";return (${linear(parsed.code)})`)() as Compiled['execute'];
  const result = { parameters, restriction, order, execute };
  cache.set(text, result);
  return result;
}

function parameterNames(ast: object): Set<string> {
  const names = new Set<string>();
  JSON.stringify(ast, (_, node) => {
    if (node?.type === 'parameter_name') {
      names.add(node.name.slice(1));
    }
    return node;
  });
  return names;
}
