import type { Container } from '@azure/cosmos';
import fc from 'fast-check';
import type { Comparison, Condition, Scalar } from '../../../shared/storage/condition';
import { SqlWriter } from '../../../shared/storage/condition-sql';
import { type Storage, startStorage, subscription } from './fixture';

const SUBSCRIPTION = subscription(1);
/** With properties that are not there, or null, on each level. */
const DOCUMENTS: Record<string, unknown>[] = [
  {},
  { title: null, owner: null, list: [] },
  { title: '', owner: {}, score: -1, list: ['Web'] },
  { title: 'web', owner: { email: 'Dana' }, score: 0, list: ['a', 'web'], entities: [{}, { name: null }] },
  { title: 'Web', owner: { email: null }, score: 7, entities: [{ name: 'Web' }] },
  { title: 'a web', owner: { email: 'web' }, score: 7.5, list: ['a'], entities: [{ name: 'b' }, { name: 'a' }] },
].map((document, index) => ({ ...document, id: `document-${index}`, subscriptionId: SUBSCRIPTION }));

let storage: Storage;
let container: Container;
beforeAll(async () => {
  storage = await startStorage();
  container = storage.containers.incidents;
  for (const document of DOCUMENTS) await container.items.create(document);
});
afterAll(() => storage.close());

/** What a condition means, by itself. */
function fulfils(document: unknown, condition: Condition): boolean {
  switch (condition.op) {
    case 'constant':
      return condition.value;
    case 'and':
      return condition.of.every((each) => fulfils(document, each));
    case 'or':
      return condition.of.some((each) => fulfils(document, each));
    case 'not':
      return !fulfils(document, condition.condition);
    case 'in':
      return condition.values.some((value) => value !== null && at(document, condition.path) === value);
    case 'any': {
      const list = at(document, condition.path);
      return Array.isArray(list) && list.some((element) => fulfils(element, condition.condition));
    }
    case 'compare':
      return compares(at(document, condition.path) ?? null, condition.how, condition.value);
  }
}

function at(document: unknown, path: string): unknown {
  return path === '' ? document : path.split('/').reduce<unknown>((value, name) => (value as Record<string, unknown>)?.[name], document);
}

function compares(stored: unknown, how: Comparison, value: Scalar): boolean {
  if (how === 'ne' || how === 'text-ne') return !compares(stored, how === 'ne' ? 'eq' : 'text-eq', value);
  if (stored === null || value === null) return (how === 'eq' || how === 'text-eq') && stored === value;
  const [a, b] = how.startsWith('text-')
    ? [String(stored).toLowerCase(), String(value).toLowerCase()]
    : [stored as string, value as string];
  if (how === 'lt') return a < b;
  if (how === 'le') return a <= b;
  if (how === 'gt') return a > b;
  if (how === 'ge') return a >= b;
  if (how === 'text-contains') return a.includes(b);
  if (how === 'text-startswith') return a.startsWith(b);
  return how === 'text-endswith' ? a.endsWith(b) : a === b;
}

async function found(condition: Condition): Promise<unknown[]> {
  const sql = new SqlWriter();
  const query = `SELECT VALUE c.id FROM c WHERE c.subscriptionId = ${sql.parameter(SUBSCRIPTION)} AND ${sql.condition(condition)} ORDER BY c.id`;
  const { resources } = await container.items.query({ query, parameters: sql.parameters }, { partitionKey: SUBSCRIPTION }).fetchAll();
  return resources;
}

const text = fc.constantFrom('', 'a', 'web', 'Web', 'Dana');
const number = fc.constantFrom(-1, 0, 7, 8);
const numeric = fc.constantFrom<Comparison>('eq', 'ne', 'lt', 'le', 'gt', 'ge');
const textual = fc.constantFrom<Comparison>(
  ...(['eq', 'ne', 'lt', 'le', 'gt', 'ge', 'text-eq', 'text-ne', 'text-contains', 'text-startswith', 'text-endswith'] as const),
);

/** Conditions over texts at the paths, and what is made of them. */
function conditions(paths: readonly string[], ...others: fc.Arbitrary<Condition>[]): fc.Arbitrary<Condition> {
  const path = fc.constantFrom(...paths);
  return fc.letrec<{ condition: Condition }>((tie) => ({
    condition: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.record({ op: fc.constant('compare' as const), path, how: textual, value: fc.option(text) }),
      fc.record({ op: fc.constant('in' as const), path, values: fc.array(text, { maxLength: 2 }) }),
      fc.record({ op: fc.constant('constant' as const), value: fc.boolean() }),
      ...others,
      fc.record({ op: fc.constant('not' as const), condition: tie('condition') }),
      fc.record({ op: fc.constantFrom('and' as const, 'or' as const), of: fc.array(tie('condition'), { maxLength: 3 }) }),
    ),
  })).condition;
}

const anyOf = (path: string, condition: fc.Arbitrary<Condition>) =>
  fc.record({ op: fc.constant('any' as const), path: fc.constant(path), condition });

test('the store finds what a condition means, whatever is absent', async () => {
  const condition = conditions(
    ['title', 'owner/email', 'absent'],
    fc.record({ op: fc.constant('compare' as const), path: fc.constant('score'), how: numeric, value: number }),
    anyOf('list', conditions([''])),
    anyOf('entities', conditions(['name'])),
  );
  await fc.assert(
    fc.asyncProperty(condition, async (each) => {
      expect(await found(each)).toEqual(DOCUMENTS.filter((document) => fulfils(document, each)).map(({ id }) => id));
    }),
    { numRuns: 500 },
  );
});
