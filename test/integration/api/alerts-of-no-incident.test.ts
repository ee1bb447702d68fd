import { SUBSCRIPTION } from '../../support/sample-alerts';
import { ApiFixture, insights, security } from './api-fixture';
import { attack, fused } from './fused';
import { alert } from './stored-alerts';

const FILTER = (filter: string) => security(SUBSCRIPTION, `alerts?api-version=2022-01-01&$filter=${encodeURIComponent(filter)}`);
const NONE = 'properties/incidentId eq null';
const SOME = 'incidentId ne null';
const INSIGHTS = 'api-version=2022-09-01-preview';
/** More than one page looks at. */
const FLOOD = 2_300;

let api: ApiFixture;
let flooded: string;
let other: string;
beforeAll(async () => {
  api = await ApiFixture.start();
  const [shell] = attack('flooded', 0).slice(1);
  if (!shell) throw new Error('no attack');
  // One activity: an incident names the first of its alerts, and counts the others.
  const flood = Array.from({ length: FLOOD }, (_, n) => ({ ...shell, id: `flood-${n}`, startTime: shell.startTime + n }));
  [flooded = ''] = await fused(api, [...attack('flooded', 0), ...flood]);
  [other = ''] = await fused(api, attack('other', 5_000));
  await api.stores.alerts.add([alert(1), alert(9_000), alert(20_000, { severity: 'High' })], api.now);
  await api.stores.alerts.add([alert(3, { id: 'quiet', severity: 'Informational' })], api.now);
});
afterAll(() => api.stop());

async function named(filter: string, top = 1_000) {
  const { items, pages } = await api.all(`${FILTER(filter)}&$top=${top}`);
  return { names: items.map(({ name }: { name: string }) => name) as string[], pages };
}

/** After the flood. */
const LATE = 'startTimeUtc ge 2026-03-04T00:00:00Z';

/** Names of alerts: of no incident, and of one. */
async function divided(which = LATE): Promise<{ none: string[]; some: Set<string> }> {
  const [none, some] = [(await named(`${NONE} and ${which}`)).names, (await named(`${SOME} and ${which}`)).names];
  expect(new Set([...none, ...some]).size).toBe(none.length + some.length);
  return { none, some: new Set(some) };
}

test('an alert is in an incident also where the incident only counts it', async () => {
  const { none, some } = await divided('startTimeUtc ge 2026-01-01');
  expect(none).toEqual(['alert-20000', 'alert-9000', 'alert-0001']);
  expect(some.size).toBe(FLOOD + 6);
  expect([some.has('flood-0'), some.has(`flood-${FLOOD - 1}`), some.has('other-2')]).toEqual([true, true, true]);
});

test('a page ends after so many alerts, be it empty, and the next goes on from there', async () => {
  const first = await api.ask(`${FILTER(`${NONE} and startTimeUtc lt 2026-03-04`)}&$top=5`);
  expect(first.body).toMatchObject({ value: [], nextLink: expect.any(String) });
  const { items } = await api.all(first.body.nextLink);
  expect(items.map(({ name }: { name: string }) => name)).toEqual(['alert-0001']);
});

test('pages of one neither repeat nor skip', async () => {
  expect((await named(`${NONE} and ${LATE}`, 1)).names).toEqual(['alert-20000', 'alert-9000']);
  expect((await named(`${SOME} and ${LATE}`, 1)).names).toEqual(['other-2', 'other-1', 'other-0']);
});

test('it joins other conditions by and, also twice; or and not are refused', async () => {
  expect((await named(`severity eq 'High' and (${NONE} and ${LATE})`)).names).toEqual(['alert-20000']);
  expect((await named(`${NONE} and ${NONE} and ${LATE}`)).names).toHaveLength(2);
  expect((await named(`${NONE} and ${SOME}`)).names).toEqual([]);
  for (const filter of [`${NONE} or severity eq 'High'`, `not (${NONE})`, `incidentId eq '${other}'`, 'incidentId gt 1']) {
    expect(await api.ask(FILTER(filter))).toMatchObject({ status: 400, body: { error: { code: 'BadRequest' } } });
  }
});

test('the report and the lines ask it too', async () => {
  const filter = `${NONE} and ${LATE}`;
  const path = security(SUBSCRIPTION, `alerts.csv?$filter=${encodeURIComponent(filter)}`);
  expect((await api.ask(path)).text.trim().split('\r\n')).toHaveLength(3);
  const lines = await api.ask(FILTER(filter), { headers: { accept: 'application/x-ndjson' } });
  expect(
    lines.text
      .trim()
      .split('\n')
      .map((text) => JSON.parse(text).name),
  ).toEqual(['alert-20000', 'alert-9000']);
});

test('the counts ask it too, over many pages', async () => {
  const counted = async (filter: string) => {
    const query = `startTime=2026-03-01&endTime=2026-03-20&bucket=P1D&$filter=${encodeURIComponent(filter)}`;
    return (await api.ask(security(SUBSCRIPTION, `alertCounts?api-version=2022-01-01&${query}`))).body.count;
  };
  expect([await counted(NONE), await counted(SOME), await counted('isIncident eq false')]).toEqual([3, FLOOD + 6, FLOOD + 9]);
});

test('it holds the moment after a move, a merger, their undoing and a deletion', async () => {
  const put = { method: 'PUT', body: { properties: { relatedResourceId: 'alert-9000' } } };
  expect((await api.ask(insights(SUBSCRIPTION, `incidents/${other}/relations/one?${INSIGHTS}`), put)).status).toBe(201);
  expect((await divided()).none).toEqual(['alert-20000']);

  const merge = { method: 'POST', body: { incidentIds: [flooded, other] } };
  const { body } = await api.ask('/v1.0/security/incidents/mergeIncidents', merge);
  const merged = await divided();
  expect([merged.none, merged.some.size]).toEqual([['alert-20000'], 4]);

  const undo = () => api.ask(insights(SUBSCRIPTION, `incidents/${other}/undo?${INSIGHTS}`), { method: 'POST' });
  expect([body.targetIncidentId, (await undo()).status]).toEqual([flooded, 200]);
  expect((await divided()).none).toEqual(['alert-20000']);
  expect((await undo()).status).toBe(200);
  expect((await divided()).none).toEqual(['alert-20000', 'alert-9000']);

  expect((await api.ask(insights(SUBSCRIPTION, `incidents/${other}?${INSIGHTS}`), { method: 'DELETE' })).status).toBe(200);
  expect((await divided()).none).toEqual(['alert-20000', 'alert-9000', 'other-2', 'other-1', 'other-0']);
});
