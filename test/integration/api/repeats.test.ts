import fc from 'fast-check';
import type { Alert } from '../../../shared/model/alert';
import { ApiFixture, PLACE, security } from './api-fixture';
import { fused } from './fused';
import { alert } from './stored-alerts';

const VERSION = 'api-version=2022-01-01';
const SECOND = 1_000;
/** More than one page looks at. */
const FLOOD = 2_300;

let api: ApiFixture;
beforeAll(async () => {
  api = await ApiFixture.start();
});
afterAll(() => api.stop());

/** `count` alerts of one type on one host, the first at the given minute, the others `gap` milliseconds apart. */
function repeated(subscriptionId: string, host: string, minute: number, count: number, gap = SECOND): Alert[] {
  const entity = { kind: 'host' as const, key: `host:${host}`, name: host, properties: { type: 'host', hostName: host } };
  const first = alert(minute, { subscriptionId, alertType: 'VM_Login', entities: [entity] });
  return Array.from({ length: count }, (_, n) => ({ ...first, id: `${host}-${minute}-${n}`, startTime: first.startTime + n * gap }));
}

const folded = (subscription: string, query = '') => security(subscription, `alerts?${VERSION}&repeats=folded${query}`);

function subscriptionOf(n: number): string {
  return `11112222-3333-4444-8555-${String(n).padStart(12, '0')}`;
}

test('alerts that repeat each other are listed once, with their number, the first and the last time; each is still there by its id', async () => {
  const own = subscriptionOf(1);
  await fused(api, [...repeated(own, 'web', 0, 40), ...repeated(own, 'db', 0, 1), ...repeated(own, 'web', 60, 3)], own);
  const { body } = await api.ask(folded(own));
  expect(body.value).toHaveLength(3);
  expect(body.value[0]).toMatchObject({ name: 'web-60-2', properties: { extendedProperties: { 'sinter.repeats': '3' } } });
  const [flood] = body.value.filter(({ name }: { name: string }) => name.startsWith('web-0-'));
  const times = { 'sinter.firstTimeUtc': '2026-03-02T09:00:00.000Z', 'sinter.lastTimeUtc': '2026-03-02T09:00:39.000Z' };
  expect(flood.properties.extendedProperties).toMatchObject({ 'sinter.repeats': '40', ...times });

  const one = await api.ask(security(own, `locations/${PLACE.location}/alerts/web-0-7?${VERSION}`));
  expect(one.body).toMatchObject({ name: 'web-0-7', properties: { extendedProperties: { 'sinter.repeats': '40', ...times } } });
  expect((await api.all(security(own, `alerts?${VERSION}`))).items).toHaveLength(44);
});

test('an alert which alone fulfils a filter is listed, though it is not the first of its repeats', async () => {
  const own = subscriptionOf(2);
  const [first, second, third] = repeated(own, 'web', 0, 3);
  if (!first || !second || !third) throw new Error('too few');
  await fused(api, [first, { ...second, status: 'Resolved' }, third], own);
  const { body } = await api.ask(folded(own, `&$filter=${encodeURIComponent("status eq 'Resolved'")}`));
  expect(body.value).toMatchObject([{ name: second.id }]);
});

test('a flood is one entry, however many pages look at it', async () => {
  const own = subscriptionOf(3);
  await api.stores.alerts.add([...repeated(own, 'web', 5, FLOOD, 1), ...repeated(own, 'db', 0, 1)], api.now);
  const { items } = await api.all(folded(own, '&$top=1'));
  expect(items.map(({ name }: { name: string }) => name)).toEqual([`web-5-${FLOOD - 1}`, 'db-0-0']);
});

test('pages of any size neither repeat nor skip, in both orders', async () => {
  let n = 10;
  const group = fc.record({
    host: fc.constantFrom('a', 'b', 'c'),
    minute: fc.integer({ min: 0, max: 12 }),
    count: fc.integer({ min: 1, max: 6 }),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(group, { minLength: 1, maxLength: 8 }),
      fc.integer({ min: 1, max: 4 }),
      fc.boolean(),
      async (groups, top, ascending) => {
        const own = subscriptionOf(n++);
        const alerts = new Map(groups.flatMap(({ host, minute, count }) => repeated(own, host, minute, count)).map((one) => [one.id, one]));
        await api.stores.alerts.add([...alerts.values()], api.now);
        const order = ascending ? '&$orderby=startTimeUtc asc' : '';
        const { items } = await api.all(folded(own, `&$top=${top}${order}`));
        const inOrder = [...alerts.values()].sort((a, b) => (ascending ? 1 : -1) * (a.startTime - b.startTime || (a.id < b.id ? -1 : 1)));
        // An activity: one host within five minutes of the clock.
        const firsts = new Map(
          [...inOrder]
            .reverse()
            .map((one) => [`${one.compromisedEntity} ${one.entities[0]?.key} ${Math.floor(one.startTime / 300_000)}`, one.id]),
        );
        const expected = inOrder.map(({ id }) => id).filter((id) => [...firsts.values()].includes(id));
        expect(items.map(({ name }: { name: string }) => name)).toEqual(expected);
      },
    ),
    { numRuns: 25 },
  );
});

test('anything else than folding is refused', async () => {
  expect(await api.ask(security(subscriptionOf(1), `alerts?${VERSION}&repeats=none`))).toMatchObject({
    status: 400,
    body: { error: { code: 'BadRequest' } },
  });
});
