import parse from '@zeit/cosmosdb-query';
import fc from 'fast-check';
import type { StoredDocument } from '../../../infra/local/cosmos/documents';
import { Partition } from '../../../infra/local/cosmos/partition';
import { type Page, type QueryOptions, runQuery } from '../../../infra/local/cosmos/query';
import { queryOrder } from '../../../infra/local/cosmos/query-order';
import type { Node } from '../../../infra/local/cosmos/syntax-tree';

const compositeIndexes = [
  [
    { path: '/n', order: 'ascending' },
    { path: '/id', order: 'ascending' },
  ],
];

describe('the rows that a query in order is given', () => {
  const orderOf = (query: string, parameters: Record<string, unknown> = {}, maxItemCount?: number) =>
    queryOrder(parse(query).ast as Node)?.({ parameters, maxItemCount, continuation: undefined });

  it('begin and end where its condition does, and are as many as it needs', () => {
    const query = 'SELECT TOP 11 * FROM c WHERE c.kind = @k AND c["n"] <= @to AND c.n > 3 ORDER BY c["n"] DESC, c.id DESC';
    expect(orderOf(query, { k: 'x', to: 9 })).toEqual({
      order: { path: ['n'], tie: 'id' },
      stretch: { descending: true, least: 3, most: 9 },
      needed: 11,
      hasToGoOn: false,
    });
    expect(orderOf('SELECT * FROM c WHERE @from <= c._ts ORDER BY c._ts', { from: 5 }, 20)).toEqual({
      order: { path: ['_ts'], tie: '_rid' },
      stretch: { descending: false, least: 5 },
      needed: 20,
      hasToGoOn: true,
    });
  });

  it.each([
    'SELECT * FROM c WHERE c.n > 1',
    'SELECT * FROM c ORDER BY c.n DESC, c.id ASC',
    'SELECT * FROM c ORDER BY c.n, c.m',
    'SELECT * FROM c JOIN e IN c.list ORDER BY c.n',
    'SELECT * FROM e IN c.list ORDER BY e.n',
  ])('are all, in no order, for %s', (query) => {
    expect(orderOf(query)).toBeUndefined();
  });

  it.each(['SELECT TOP 1 VALUE COUNT(1) FROM c ORDER BY c.n', 'SELECT TOP 1 * FROM c ORDER BY c.n DESC', 'SELECT * FROM c ORDER BY c.n'])(
    'are all, in order, for %s',
    (query) => {
      expect(orderOf(query)).toMatchObject({ order: { path: ['n'] }, needed: undefined });
    },
  );
});

const value = fc.option(fc.oneof(fc.integer({ min: 0, max: 6 }), fc.constantFrom<unknown>('a', 'b', null, true)), {
  nil: undefined,
  freq: 6,
});
const write = fc.record({ id: fc.constantFrom(...'abcdefghijklmnop'), n: value, kind: fc.constantFrom('x', 'y'), isGone: fc.boolean() });
const bound = fc.oneof(fc.integer({ min: 0, max: 6 }), fc.constantFrom('a', 'b'));
const query = fc
  .record({
    top: fc.option(fc.integer({ min: 0, max: 8 })),
    bounds: fc.array(fc.record({ operator: fc.constantFrom('<', '<=', '>', '>='), value: bound, turned: fc.boolean() }), { maxLength: 2 }),
    kind: fc.boolean(),
    direction: fc.constantFrom('ASC', 'DESC'),
    byId: fc.boolean(),
    select: fc.constantFrom('c.id, c.n', 'VALUE c.n', 'VALUE COUNT(1)'),
  })
  .map(({ top, bounds, kind, direction, byId, select }) => ({
    direction,
    query: [
      `SELECT ${top === null ? '' : `TOP ${top} `}${select} FROM c WHERE true`,
      ...(kind ? [`c.kind = 'x'`] : []),
      ...bounds.map(({ operator, turned }, index) => (turned ? `@b${index} ${operator} c.n` : `c.n ${operator} @b${index}`)),
    ]
      .join(' AND ')
      .concat(` ORDER BY c.n ${direction}${byId ? `, c.id ${direction}` : ''}`),
    parameters: bounds.map(({ value: each }, index) => ({ name: `@b${index}`, value: each })),
  }));

test('in order or not, a query gives the same, page by page, whatever was written before and in between', () => {
  const inputs = fc.tuple(
    fc.array(write, { maxLength: 40 }),
    fc.array(write, { maxLength: 10 }),
    query,
    fc.option(fc.integer({ min: 1, max: 5 })),
  );
  fc.assert(
    fc.property(inputs, ([before, between, asked, page]) => {
      const partition = new Partition();
      let rid = 0;
      const missing = page !== null && asked.query.endsWith(`, c.id ${asked.direction}`) ? { n: null } : {};
      const store = (writes: typeof before) => {
        for (const { id, n, kind, isGone } of writes) {
          const _rid = partition.get(id)?._rid ?? `rid${String(rid++).padStart(4, '0')}`;
          if (isGone) partition.delete(id);
          // The stock server's token of a page in two orders cannot say that a value is missing.
          else partition.set({ id, kind, _rid, ...(n === undefined ? missing : { n }) } as unknown as StoredDocument);
        }
      };
      store(before);
      const pages = (inOrder: QueryOptions['inOrder']) => pagesOf(asked, partition, page ?? undefined, inOrder);
      const ordered: QueryOptions['inOrder'] = (order, stretch) => partition.inOrder(order, stretch);
      expect(pages(ordered)).toEqual(pages(undefined));
      store(between);
      expect(pages(ordered)).toEqual(pages(undefined));
    }),
    { numRuns: 300 },
  );
});

function pagesOf(
  asked: Parameters<typeof runQuery>[0],
  partition: Partition,
  maxItemCount: number | undefined,
  inOrder: QueryOptions['inOrder'],
) {
  const found: unknown[][] = [];
  for (let continuation: Page['continuation'] | undefined; continuation !== null; ) {
    const options: QueryOptions = { maxItemCount, inOrder, compositeIndexes, continuation: continuation ?? undefined };
    const page = runQuery(asked, () => partition.all(), options);
    found.push(page.result);
    if (found.length > 200) throw new Error('the pages do not end');
    continuation = page.continuation;
  }
  return found;
}
