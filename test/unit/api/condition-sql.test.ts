import fc from 'fast-check';
import type { Comparison, Condition, Scalar } from '../../../shared/storage/condition';
import { SqlWriter } from '../../../shared/storage/condition-sql';

function write(condition: Condition) {
  const sql = new SqlWriter();
  return { text: sql.condition(condition), parameters: sql.parameters };
}

test('a value that no other sees becomes a parameter', () => {
  expect(write({ op: 'compare', path: 'owner/email', how: 'eq', value: '"] OR true' })).toEqual({
    text: 'c["owner"]["email"] = @p0',
    parameters: [{ name: '@p0', value: '"] OR true' }],
  });
});

test('a list is asked in the form which an index serves, and otherwise element by element', () => {
  const element = (path: string): Condition => ({
    op: 'any',
    path: 'tactics',
    condition: { op: 'compare', path, how: 'eq', value: 'TA0002' },
  });
  expect(write(element('')).text).toBe('ARRAY_CONTAINS(c["tactics"], @p0)');
  expect(write(element('id')).text).toBe('EXISTS(SELECT VALUE e0 FROM e0 IN c["tactics"] WHERE e0.id = @p0)');
});

test('empty lists and groups have the meaning that logic gives them', () => {
  expect(write({ op: 'in', path: 'id', values: [] }).text).toBe('false');
  expect(write({ op: 'and', of: [] }).text).toBe('true');
  expect(write({ op: 'or', of: [] }).text).toBe('false');
});

const title = (how: Comparison, value: Scalar): Condition => ({ op: 'compare', path: 'title', how, value });

test('a negation is one of single comparisons, each of which an absent property fulfils', () => {
  const negated = (condition: Condition) => write({ op: 'not', condition }).text;
  expect(negated(title('eq', 1))).toBe(write(title('ne', 1)).text);
  expect(negated(title('text-ne', 'a'))).toBe(write(title('text-eq', 'a')).text);
  expect(negated(title('eq', null))).toBe(write(title('ne', null)).text);
  expect(negated({ op: 'not', condition: title('lt', 1) })).toBe('c["title"] < @p0');
  expect(negated({ op: 'and', of: [title('lt', 1), { op: 'constant', value: true }] })).toBe(
    '((NOT IS_DEFINED(c["title"]) OR IS_NULL(c["title"]) OR NOT (c["title"] < @p0)) OR false)',
  );
});

test.each(['', ' ', 'a b', 'a"]', "a'", '1a', 'a.b', '..'])('refuses %p as the name of a property', (name) => {
  expect(() => write({ op: 'compare', path: `owner/${name}`, how: 'eq', value: 1 })).toThrow('no name of a stored property');
});

const scalar: fc.Arbitrary<Scalar> = fc.oneof(fc.string({ unit: 'binary' }), fc.double({ noNaN: true }), fc.boolean(), fc.constant(null));
const how = fc.constantFrom<Comparison>('eq', 'ne', 'lt', 'le', 'gt', 'ge', 'text-eq', 'text-ne', 'text-contains', 'text-startswith');
const path = fc.constantFrom('title', 'owner/email', 'value');
const { condition } = fc.letrec<{ condition: Condition; many: Condition[] }>((tie) => ({
  many: fc.array(tie('condition'), { maxLength: 3 }),
  condition: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.record({ op: fc.constant('compare' as const), path, how, value: scalar }),
    fc.record({ op: fc.constant('in' as const), path, values: fc.array(scalar, { maxLength: 3 }) }),
    fc.record({ op: fc.constant('not' as const), condition: tie('condition') }),
    fc.record({ op: fc.constant('any' as const), path, condition: tie('condition') }),
    fc.record({ op: fc.constantFrom('and' as const, 'or' as const), of: tie('many') }),
  ),
}));

test('whatever the values are, the text is made of the same few words', () => {
  const WORDS =
    /^(?:[()\s,]|c|e\d+|\["\w+"\]|\.\w+|@p\d+|=|!=|<=?|>=?|AND|OR|NOT|IN|FROM|WHERE|SELECT VALUE|EXISTS|ARRAY_CONTAINS|IS_DEFINED|IS_NULL|LOWER|CONTAINS|STARTSWITH|true|false)*$/;
  fc.assert(
    fc.property(condition, (each) => {
      expect(write(each).text).toMatch(WORDS);
    }),
  );
});

test('parameters are named once, each is used, and parentheses are in balance', () => {
  fc.assert(
    fc.property(condition, (each) => {
      const { text, parameters } = write(each);
      const used = text.match(/@p\d+/g) ?? [];
      expect([...new Set(used)].sort()).toEqual(parameters.map(({ name }) => name).sort());
      let depth = 0;
      for (const sign of text.match(/[()]/g) ?? []) {
        depth += sign === '(' ? 1 : -1;
        expect(depth).toBeGreaterThanOrEqual(0);
      }
      expect(depth).toBe(0);
    }),
  );
});
