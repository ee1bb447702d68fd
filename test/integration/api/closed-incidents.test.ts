import { findChanges } from '../../../shared/fusion/fuse';
import { toFusionAlert } from '../../../shared/fusion/fusion-alert';
import { FusionConflict } from '../../../shared/fusion/fusion-store';
import { SUBSCRIPTION } from '../../support/sample-alerts';
import { ApiFixture, insights } from './api-fixture';
import { attack, fused } from './fused';
import { alert } from './stored-alerts';

const at = (rest: string) => insights(SUBSCRIPTION, `${rest}?api-version=2022-09-01-preview`);
const MINUTE = 60_000;

let api: ApiFixture;
beforeAll(async () => {
  api = await ApiFixture.start();
});
afterAll(() => api.stop());

const get = async (id: string) => (await api.ask(at(`incidents/${id}`))).body;
const history = async (id: string) => (await api.ask(at(`incidents/${id}/history`))).body.value;

/** A closed incident of an attack on that machine. */
async function closed(place: string, start: number): Promise<string> {
  const [id = ''] = await fused(api, attack(place, start));
  const { etag, properties } = await get(id);
  const verdict = { status: 'Closed', classification: 'FalsePositive', classificationReason: 'InaccurateData' };
  const { status } = await api.ask(at(`incidents/${id}`), { method: 'PUT', body: { etag, properties: { ...properties, ...verdict } } });
  expect(status).toBe(200);
  return id;
}

/** One more step of the attack on that machine, so many minutes after the first alert there can be. */
const step = (place: string, minute: number, name = 'late') =>
  alert(minute, {
    id: `${place}-${name}`,
    alertType: 'VM_Tunnel',
    severity: 'High',
    entities: [{ kind: 'host', key: `host:${place}`, name: place, properties: { type: 'host', hostName: place } }],
  });

test('a new alert within the window reopens a closed incident, and the verdict stands in its history', async () => {
  const id = await closed('reopened', 0);
  expect(await fused(api, [step('reopened', 20)])).toEqual([id]);
  const { properties } = await get(id);
  expect(properties).toMatchObject({ status: 'Active', additionalData: { alertsCount: 4 } });
  expect(properties.classification).toBeUndefined();
  const events = await history(id);
  expect(events.map(({ action }: { action: string }) => action)).toEqual(['reopen', 'update', 'found']);
  expect(events[1].changes).toEqual([
    { name: 'status', from: 'New', to: 'Closed' },
    { name: 'classification', to: 'FalsePositive' },
    { name: 'classificationReason', to: 'InaccurateData' },
  ]);
  expect(events[0]).toMatchObject({
    actor: { name: 'Sinter' },
    note: expect.stringMatching(/^A new alert within the reopen window\. 1 alert more\./),
    before: { status: 'Closed', classification: 'FalsePositive', classificationReason: 'InaccurateData' },
  });
});

test('a run of fusion that began before the closing begins again, and reopens', async () => {
  const [id = ''] = await fused(api, attack('raced', 15_000));
  const late = step('raced', 15_020);
  const store = api.stores.fusion(SUBSCRIPTION);
  const begun = await findChanges(SUBSCRIPTION, [toFusionAlert(late)], store, { now: Number.POSITIVE_INFINITY });
  const { etag, properties } = await get(id);
  const body = { etag, properties: { ...properties, status: 'Closed', classification: 'Undetermined' } };
  expect((await api.ask(at(`incidents/${id}`), { method: 'PUT', body })).status).toBe(200);
  await expect(store.save(begun)).rejects.toThrow(FusionConflict);
  expect((await get(id)).properties).toMatchObject({ status: 'Closed', additionalData: { alertsCount: 3 } });
  await fused(api, [late]);
  expect((await get(id)).properties).toMatchObject({ status: 'Active', additionalData: { alertsCount: 4 } });
});

test('the same alerts again do not reopen it', async () => {
  const id = await closed('repeated', 3_000);
  await fused(api, attack('repeated', 3_000));
  expect((await get(id)).properties).toMatchObject({ status: 'Closed', classification: 'FalsePositive' });
});

test('undone, a reopening leaves the incident closed until there is another new alert', async () => {
  const id = await closed('undone', 6_000);
  await fused(api, [step('undone', 6_020)]);
  expect((await api.ask(at(`incidents/${id}/undo`), { method: 'POST' })).body).toMatchObject({ action: 'reopen' });
  expect((await get(id)).properties).toMatchObject({ status: 'Closed', classification: 'FalsePositive' });
  await fused(api, [step('undone', 6_020)]);
  expect((await get(id)).properties.status).toBe('Closed');
  await fused(api, [step('undone', 6_030, 'later')]);
  expect((await get(id)).properties.status).toBe('Active');
});

test('after the window an incident about the same machine names the closed one, which stays as it was', async () => {
  const id = await closed('followed', 9_000);
  const before = await get(id);
  const days = Math.ceil((api.now - alert(0).startTime) / MINUTE) + 2 * 24 * 60;
  const again = attack('followed', days).map((one) => ({ ...one, id: `${one.id}-again` }));
  const [successor = ''] = await fused(api, again);
  expect(successor).not.toBe(id);
  expect((await get(successor)).properties).toMatchObject({
    predecessorIncidentId: expect.stringMatching(new RegExp(`/incidents/${id}$`)),
    description: expect.stringContaining(`It follows incident ${before.properties.incidentNumber}, also about followed`),
  });
  expect(await get(id)).toEqual(before);
});

test('what fusion does to an incident that stays open is in its history too', async () => {
  const [id = ''] = await fused(api, attack('grown', 12_000));
  await fused(api, [step('grown', 12_020)]);
  expect((await history(id)).map(({ action, note }: { action: string; note: string }) => [action, note])).toEqual([
    ['change', expect.stringMatching(/^1 alert more\./)],
    ['found', 'It has 3 alerts and is High.'],
  ]);
});

test('what a person puts into a closed incident does not reopen it, what comes after does', async () => {
  const id = await closed('mine', 18_000);
  const [other = ''] = await fused(api, attack('theirs', 21_000));
  const relation = at(`incidents/${id}/relations/theirs-0`);
  const related = insights(SUBSCRIPTION, 'entities/theirs-0');
  expect((await api.ask(relation, { method: 'PUT', body: { properties: { relatedResourceId: related } } })).status).toBe(201);
  await fused(api, [...attack('mine', 18_000), ...attack('theirs', 21_000)]);
  expect((await get(id)).properties).toMatchObject({ status: 'Closed', additionalData: { alertsCount: 4 } });

  const merged = await api.ask('/v1.0/security/incidents/mergeIncidents', { method: 'POST', body: { incidentIds: [id, other] } });
  expect(merged.status).toBe(200);
  const target = merged.body.targetIncidentId.split('/').at(-1);
  await fused(api, [...attack('mine', 18_000), ...attack('theirs', 21_000)]);
  expect((await get(target)).properties).toMatchObject({ status: 'Closed', additionalData: { alertsCount: 6 } });
  await fused(api, [step('theirs', 21_020)]);
  expect((await get(target)).properties).toMatchObject({ status: 'Active', additionalData: { alertsCount: 7 } });
});

test('an alert that ties two incidents together makes one of them, and the history of both says so', async () => {
  const [left = ''] = await fused(api, attack('left', 24_000));
  const [right = ''] = await fused(api, attack('right', 24_005));
  const bridge = step('left', 24_010);
  const hosts = ['left', 'right'].flatMap((place) => step(place, 24_010).entities);
  const [kept = ''] = await fused(api, [{ ...bridge, entities: hosts }]);
  expect(kept).toBe(left);
  const [event] = await history(left);
  expect(event).toMatchObject({
    action: 'absorb',
    incidentIds: [left, right],
    note: expect.stringMatching(/^It took in incident \d+\. 4 alerts more\./),
  });
  expect((await history(right))[0]).toEqual(event);
});

test('what goes on after an incident was deleted is a new incident, which shows', async () => {
  const [id = ''] = await fused(api, attack('deleted', 27_000));
  expect((await api.ask(at(`incidents/${id}`), { method: 'DELETE' })).status).toBe(200);
  const again = attack('deleted', 27_020).map((one) => ({ ...one, id: `${one.id}-again` }));
  const [successor = ''] = await fused(api, again);
  expect(successor).not.toBe(id);
  expect((await get(successor)).properties).toMatchObject({ status: 'New', additionalData: { alertsCount: 3 } });
  expect((await api.ask(at(`incidents/${id}`))).status).toBe(404);
});
