import { SUBSCRIPTION } from '../../support/sample-alerts';
import { ApiFixture, insights } from './api-fixture';
import { attack, fused } from './fused';
import { OTHER_SUBSCRIPTION } from './stored-alerts';

const VERSION = 'api-version=2022-09-01-preview';

let api: ApiFixture;
let attacks = 0;
beforeAll(async () => {
  api = await ApiFixture.start();
});
afterAll(() => api.stop());

/** An incident of three alerts on a machine of its own. */
async function incident(subscription = SUBSCRIPTION): Promise<{ id: string; place: string }> {
  attacks += 1;
  api.now += 1_000;
  const place = `relation-${attacks}`;
  const [id = ''] = await fused(api, attack(place, attacks * 5_000, subscription), subscription);
  return { id, place };
}

const relations = (id: string, name = '') => insights(SUBSCRIPTION, `incidents/${id}/relations${name && `/${name}`}?${VERSION}`);
const relationTo = (alertId: string) => ({ properties: { relatedResourceId: insights(SUBSCRIPTION, `entities/${alertId}`) } });

async function members(id: string): Promise<string[]> {
  const { items } = await api.all(relations(id));
  return items.map(({ properties }) => properties.relatedResourceName);
}

test('the relations of an incident are its alerts, page by page', async () => {
  const { id, place } = await incident();
  const { items, pages } = await api.all(`${relations(id)}&$top=2`);
  expect(items.map(({ name }) => name)).toEqual([`${place}-0`, `${place}-1`, `${place}-2`]);
  expect(pages).toBe(2);
  const one = await api.ask(relations(id, `${place}-1`));
  expect(one.body.properties).toMatchObject({ relatedResourceName: `${place}-1`, relatedResourceKind: 'SecurityAlert' });
  expect((await api.ask(relations(id, 'nothing'))).status).toBe(404);
});

test('relating an alert moves it, deleting the relation takes it out into an incident of its own', async () => {
  const [a, b] = [await incident(), await incident()];
  const alertId = `${a.place}-0`;
  const moved = await api.ask(relations(b.id, '5b1c'), { method: 'PUT', body: relationTo(alertId) });
  expect([moved.status, moved.body.name]).toEqual([201, '5b1c']);
  expect((await api.ask(relations(b.id, '5b1c'))).body.properties.relatedResourceName).toBe(alertId);
  expect(await members(a.id)).not.toContain(alertId);
  expect(await members(b.id)).toContain(alertId);
  expect((await api.all(relations(b.id))).items.map(({ name }) => name)).toContain('5b1c');
  expect((await api.ask(relations(b.id, alertId), { method: 'PUT', body: relationTo(alertId) })).status).toBe(200);
  expect((await api.ask(relations(b.id, alertId), { method: 'DELETE' })).status).toBe(200);
  expect(await members(b.id)).not.toContain(alertId);
  expect((await api.ask(relations(b.id, alertId), { method: 'DELETE' })).status).toBe(204);
  expect((await api.ask(relations(b.id, '5b1c'), { method: 'DELETE' })).status).toBe(204);
});

test('a name that stands for another relation of the incident is not given again', async () => {
  const { id, place } = await incident();
  expect((await api.ask(relations(id, 'taken'), { method: 'PUT', body: relationTo(`${place}-0`) })).status).toBe(200);
  for (const name of ['taken', `${place}-2`]) {
    const again = await api.ask(relations(id, name), { method: 'PUT', body: relationTo(`${place}-1`) });
    expect(again).toMatchObject({ status: 409, body: { error: { code: 'Conflict' } } });
  }
  expect((await api.ask(relations(id, 'taken'))).body.properties.relatedResourceName).toBe(`${place}-0`);
  expect((await api.ask(relations(id, `${place}-2`))).body.properties.relatedResourceName).toBe(`${place}-2`);
  expect((await api.ask(relations(id, 'taken'), { method: 'PUT', body: relationTo(`${place}-0`) })).status).toBe(200);
});

test('only alerts of the same subscription can be related', async () => {
  const { id } = await incident();
  const elsewhere = { properties: { relatedResourceId: insights(OTHER_SUBSCRIPTION, 'entities/x') } };
  expect((await api.ask(relations(id, 'x'), { method: 'PUT', body: elsewhere })).status).toBe(400);
  expect((await api.ask(relations(id, 'x'), { method: 'PUT', body: relationTo('no-such-alert') })).status).toBe(404);
});

test('tells what an incident is about, and what happened when', async () => {
  const { id, place } = await incident();
  const ask = (rest: string, body?: object) =>
    api.ask(insights(SUBSCRIPTION, `${rest}?${VERSION}`), { method: 'POST', ...(body ? { body } : {}) });
  const { body } = await ask(`incidents/${id}/entities`);
  expect(body.metaData).toEqual([{ entityKind: 'Host', count: 1 }]);
  expect(body.entities[0]).toMatchObject({ kind: 'Host', properties: { hostName: place, friendlyName: place } });
  const stretch = { startTime: '2026-01-01T00:00:00Z', endTime: '2027-01-01T00:00:00.0000000Z' };
  const expected = ['VM_Scan', 'VM_Shell', 'VM_Upload'];
  for (const path of [`incidents/${id}/getTimeline`, `entities/${body.entities[0].name}/getTimeline`, `entities/${place}-1/getTimeline`]) {
    const timeline = await ask(path, stretch);
    expect(timeline.body.value.map(({ alertType }: { alertType: string }) => alertType)).toEqual(expected);
    expect(timeline.body.metaData).toMatchObject({ totalCount: 3, aggregations: [{ kind: 'SecurityAlert', count: 3 }] });
  }
  expect((await ask(`incidents/${id}/getTimeline`, { startTime: 'yesterday', endTime: 'now' })).status).toBe(400);
});
