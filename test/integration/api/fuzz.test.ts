import fc from 'fast-check';
import { routes } from '../../../shared/api/routes';
import type { Services } from '../../../shared/api/services';
import { SUBSCRIPTION } from '../../support/sample-alerts';
import { ApiFixture, PLACE, security } from './api-fixture';
import { alert, OTHER_SUBSCRIPTION } from './stored-alerts';

const OWNER_HERE = '5eed0000-0000-4000-8000-00000000000a';
const SECRET = 'belongs-to-others';

const all = routes({} as Services).filter(({ access }) => access.scope === 'subscription');

let api: ApiFixture;
let token: string;
beforeAll(async () => {
  api = await ApiFixture.start({
    AUTH_ASSIGNMENTS: JSON.stringify([{ principalId: OWNER_HERE, role: 'Owner', scope: `/subscriptions/${SUBSCRIPTION}` }]),
  });
  token = await api.token({ principalId: OWNER_HERE });
  const theirs = { subscriptionId: OTHER_SUBSCRIPTION, displayName: SECRET, description: SECRET };
  await api.stores.alerts.add([alert(1), alert(1, theirs), alert(2, { ...theirs, id: 'theirs' })], api.now);
});
afterAll(() => api.stop());
afterEach(() => {
  expect(api.errors.splice(0)).toEqual([]);
});

const route = fc.constantFrom(...all);
/** Names that attackers try, and anything. */
const name = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom('..', '.', '%2e%2e', "' or 1=1 --", '"] OR true', '\u0000', 'a/b', '__proto__', 'constructor', 'alert-0001', 'theirs'),
  fc.constantFrom(OTHER_SUBSCRIPTION, `${SUBSCRIPTION}/../${OTHER_SUBSCRIPTION}`, '%ff', 'x'.repeat(300)),
);

test('any name in a path gets an answer, and nothing of another subscription', async () => {
  const asked = fc.asyncProperty(route, fc.array(name, { minLength: 4, maxLength: 4 }), fc.boolean(), async (each, names, raw) => {
    let used = 0;
    const usual: Record<string, string> = { subscriptionId: SUBSCRIPTION, ...PLACE };
    const path = each.path.replace(/\{(\w+)\}/g, (_, key) => usual[key] ?? written(names[used++ % names.length] as string, raw));
    const ask = { method: each.method, token, ...(each.body ? { body: {} } : {}) };
    const { status, text } = await api.ask(`${path}?api-version=${each.versions?.[0] ?? ''}`, ask);
    expect(status).toBeLessThan(500);
    expect(text).not.toContain(SECRET);
  });
  await fc.assert(asked, { numRuns: 250 });
});

function written(text: string, raw: boolean): string {
  return raw ? text : encodeURIComponent(text);
}

const word = fc.constantFrom(
  ...[
    "'High'",
    'null',
    '5',
    'true',
    "'it''s'",
    "'%_[]'",
    "'\"] OR true'",
    '2026-03-02T09:00:00Z',
    "'",
    '(',
    ')',
    ',',
    '/',
    ':',
    'eq',
    'ne',
  ],
  ...['gt', 'in', 'and', 'or', 'not', 'contains', 'startswith', 'any', 'x', 'x/name', 'properties/severity', 'severity', 'startTimeUtc'],
  ...['entities/any(x: x/name', 'tactics/any(x: x', 'constructor', '__proto__', 'subscriptionId', `'${OTHER_SUBSCRIPTION}'`, '*', 'c.id'],
);
const expression = fc.oneof(
  { weight: 3, arbitrary: fc.array(word, { maxLength: 12 }).map((words) => words.join(' ')) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  { weight: 2, arbitrary: fc.string({ maxLength: 30 }).map((text) => `properties/alertDisplayName ne '${text.replaceAll("'", "''")}'`) },
);

test('any filter, page size and token get an answer, and nothing of another subscription', async () => {
  const parameter = fc.record(
    { $filter: expression, $top: fc.string(), $skipToken: fc.string(), $orderby: expression },
    { requiredKeys: [] },
  );
  const lists = all.filter(({ method, query }) => method === 'GET' && query?.$filter !== undefined);
  expect(lists.length).toBeGreaterThan(3);
  const asked = fc.asyncProperty(fc.constantFrom(...lists), parameter, async (each, parameters) => {
    const usual: Record<string, string> = { subscriptionId: SUBSCRIPTION, ...PLACE };
    const path = each.path.replace(/\{(\w+)\}/g, (_, key) => usual[key] ?? 'x');
    const query = new URLSearchParams({ 'api-version': each.versions?.[0] ?? '', ...parameters });
    const { status, text } = await api.ask(`${path}?${query}`, { token });
    expect([200, 400, 404]).toContain(status);
    expect(text).not.toContain(SECRET);
  });
  await fc.assert(asked, { numRuns: 400 });
});

test('any body gets an answer', async () => {
  const bodied = all.filter(({ body }) => body !== undefined);
  const anything = fc.oneof(
    fc.json(),
    fc.string(),
    fc.object({ key: fc.constantFrom('properties', 'title', 'etag', '__proto__', 'x') }).map((o) => JSON.stringify(o)),
    fc.anything().map((value) => JSON.stringify({ properties: fc.stringify(value) })),
    fc.nat({ max: 3_000 }).map((depth) => `{"properties":${'['.repeat(depth)}${']'.repeat(depth)}}`),
  );
  const asked = fc.asyncProperty(fc.constantFrom(...bodied), anything, async (each, body) => {
    const usual: Record<string, string> = { subscriptionId: SUBSCRIPTION, ...PLACE };
    const path = each.path.replace(/\{(\w+)\}/g, (_, key) => usual[key] ?? 'fuzzed');
    const { status } = await api.ask(`${path}?api-version=${each.versions?.[0] ?? ''}`, { method: each.method, body, token });
    expect(status).toBeLessThan(500);
  });
  await fc.assert(asked, { numRuns: 250 });
});

test('what belongs to others is refused, whether it exists or not', async () => {
  const path = (subscription: string, id: string) => security(subscription, `locations/centralus/alerts/${id}?api-version=2022-01-01`);
  expect((await api.ask(path(OTHER_SUBSCRIPTION, 'theirs'), { token })).status).toBe(403);
  expect((await api.ask(path(OTHER_SUBSCRIPTION, 'absent'), { token })).status).toBe(403);
  expect((await api.ask(path(SUBSCRIPTION, 'theirs'), { token })).status).toBe(404);
});
