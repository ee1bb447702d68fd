import parse from '@zeit/cosmosdb-query';
import fc from 'fast-check';
import { idRestriction } from '../../../infra/local/cosmos/id-restriction';
import { runQuery } from '../../../infra/local/cosmos/query';
import type { Node } from '../../../infra/local/cosmos/syntax-tree';

describe('the ids that a query can find', () => {
  const idsOf = (query: string, parameters: Record<string, unknown> = {}) => {
    const ids = idRestriction(parse(query).ast as Node)(parameters);
    return ids && [...ids];
  };

  it.each<[string, string[]]>([
    ["SELECT * FROM c WHERE c.id = 'x'", ['x']],
    ['SELECT * FROM c WHERE @one = c.id', ['1']],
    ["SELECT * FROM c WHERE c.id IN ('x', @one)", ['x', '1']],
    ['SELECT * FROM c WHERE ARRAY_CONTAINS(@many, c.id)', ['1', '2']],
    ['SELECT a.n FROM alerts a WHERE a.n > 1 AND (array_contains(@many, a.id) AND a.n < 9)', ['1', '2']],
    ['SELECT * FROM c WHERE ARRAY_CONTAINS(@none, c.id)', []],
  ])('are known from %s', (query, ids) => {
    expect(idsOf(query, { one: '1', many: ['1', '2'], none: [] })).toEqual(ids);
  });

  it.each([
    'SELECT * FROM c',
    "SELECT * FROM c WHERE c.id = 'x' OR c.n = 1",
    "SELECT * FROM c WHERE NOT (c.id = 'x')",
    "SELECT * FROM c WHERE c.id > 'x'",
    'SELECT * FROM c WHERE c.id = c.other',
    'SELECT * FROM c WHERE c.id = @number',
    "SELECT * FROM c WHERE c.part.id = 'x'",
    "SELECT * FROM c WHERE c.name = 'x'",
    "SELECT * FROM c WHERE ARRAY_CONTAINS(c.id, 'x')",
    "SELECT * FROM e IN c.parts WHERE e.id = 'x'",
    "SELECT VALUE e FROM c JOIN e IN c.parts WHERE e.id = 'x'",
  ])('can be any for %s', (query) => {
    expect(idsOf(query, { number: 1 })).toBeUndefined();
  });

  it('lead to the same rows as looking at all of them', () => {
    const id = fc.constantFrom('a', 'b', 'c', 'd');
    const row = fc.record({ id, n: fc.nat(2) });
    const conditions = ['ARRAY_CONTAINS(@ids, c.id)', 'c.id = @one AND c.n > 0', 'c.n = 1 AND c.id IN (@one, @other)'];
    fc.assert(
      fc.property(fc.array(row), fc.array(id), id, id, fc.constantFrom(...conditions), (rows, ids, one, other, condition) => {
        const parameters = Object.entries({ ids, one, other }).map(([name, value]) => ({ name: `@${name}`, value }));
        const query = (text: string) => ({ query: `SELECT * FROM c WHERE ${text}`, parameters });
        const restricted = runQuery(query(condition), (only) => rows.filter((row) => !only || only.has(row.id)));
        const unrestricted = runQuery(query(`(${condition}) OR false`), () => rows);
        expect(restricted.result).toEqual(unrestricted.result);
      }),
    );
  });
});

describe('a condition', () => {
  const wanted = { id: '1', type: 'x', parts: [{ key: 'k' }] };
  const unwanted = {
    id: '2',
    type: 'y',
    get parts(): never {
      throw new Error('This was not to be looked at.');
    },
  };

  it('is not followed to its end on a row that it has ruled out', () => {
    const query = "SELECT VALUE c.id FROM c WHERE c.type = 'x' AND EXISTS(SELECT VALUE p FROM p IN c.parts WHERE p.key = 'k')";
    expect(runQuery({ query }, () => [wanted, unwanted]).result).toEqual(['1']);
  });

  it('that is undefined for a row does not hold, and neither does its opposite', () => {
    const find = (condition: string) => runQuery({ query: `SELECT VALUE c.id FROM c WHERE ${condition}` }, () => [wanted]).result;
    expect(find('c.missing = 1 AND c.id = "1"')).toEqual([]);
    expect(find('NOT (c.missing = 1 AND c.id = "1")')).toEqual([]);
    expect(find('c.id = "1" AND (c.missing = 1 OR c.type = "x")')).toEqual(['1']);
  });
});
