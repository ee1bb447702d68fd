import { fuse } from '../../../shared/fusion/fuse';
import { toFusionAlert } from '../../../shared/fusion/fusion-alert';
import { IncidentActions } from '../../../shared/incidents/incident-actions';
import { merge } from '../../../shared/incidents/merge-action';
import { move, takeOut } from '../../../shared/incidents/move-action';
import { undo } from '../../../shared/incidents/undo-action';
import { SUBSCRIPTION } from '../../support/sample-alerts';
import { ApiFixture } from './api-fixture';
import { attack, fused } from './fused';
import { alert } from './stored-alerts';

const BY = { actor: { principalId: 'p1', name: 'Dana' } };

let api: ApiFixture;
let actions: IncidentActions;
let attacks = 0;
beforeAll(async () => {
  api = await ApiFixture.start();
  actions = new IncidentActions(api.stores.incidents, () => api.now);
});
afterAll(() => api.stop());

/** Attacks on so many machines of their own, far apart: an incident each. */
async function incidents(count: number): Promise<{ id: string; place: string; start: number }[]> {
  const made = [];
  for (let n = 0; n < count; n++) {
    attacks += 1;
    api.now += 1_000;
    const [place, start] = [`machine-${attacks}`, attacks * 5_000];
    const [id = ''] = await fused(api, attack(place, start));
    made.push({ id, place, start });
  }
  return made;
}

/** All that people and fusion see of an incident, without what only counts changes. */
async function stateOf(id: string) {
  const incident = await api.stores.incidents.incident(SUBSCRIPTION, id);
  const cluster = await api.stores.incidents.cluster(SUBSCRIPTION, id);
  if (!incident) return undefined;
  const { version: _version, modifiedTime: _modified, ...rest } = incident.value;
  return { incident: rest, cluster: cluster?.value };
}

const alertIds = async (id: string) => (await stateOf(id))?.incident.alertIds;
const alerts = async (...ids: string[]) => api.stores.alertQueries.byIds(SUBSCRIPTION, ids);

test('a merged incident has all alerts, the oldest id stays, and the others lead to it', async () => {
  const [a, b, c] = await incidents(3);
  const merged = await merge(actions, SUBSCRIPTION, [c?.id ?? '', a?.id ?? '', b?.id ?? ''], BY);
  expect(merged.id).toBe(a?.id);
  expect(merged.alertIds).toEqual([a, b, c].flatMap((each) => [0, 1, 2].map((step) => `${each?.place}-${step}`)));
  for (const other of [b, c]) expect((await stateOf(other?.id ?? ''))?.incident).toMatchObject({ status: 'Closed', mergedInto: a?.id });
  expect((await actions.existing(SUBSCRIPTION, c?.id ?? '')).value.id).toBe(a?.id);
  await expect(merge(actions, SUBSCRIPTION, [a?.id ?? '', b?.id ?? ''], BY)).rejects.toThrow('one incident already');
});

test('undoing a merge gives both back as they were', async () => {
  const [a, b] = await incidents(2);
  const before = [await stateOf(a?.id ?? ''), await stateOf(b?.id ?? '')];
  await merge(actions, SUBSCRIPTION, [a?.id ?? '', b?.id ?? ''], BY);
  await undo(actions, SUBSCRIPTION, b?.id ?? '', BY);
  expect([await stateOf(a?.id ?? ''), await stateOf(b?.id ?? '')]).toEqual(before);
});

test('alerts that come after a merge join the merged incident, and stay there when it is undone', async () => {
  const [a, b] = await incidents(2);
  if (!a || !b) throw new Error('no incidents');
  await merge(actions, SUBSCRIPTION, [a.id, b.id], BY);
  const later = attack(b.place, b.start + 20).map((alert) => ({ ...alert, id: `later-${alert.id}` }));
  await fused(api, later);
  expect(await alertIds(a.id)).toEqual(expect.arrayContaining([`${b.place}-0`, `later-${b.place}-0`]));
  await undo(actions, SUBSCRIPTION, a.id, BY);
  expect(await alertIds(b.id)).toEqual([0, 1, 2].map((step) => `${b.place}-${step}`));
  expect(await alertIds(a.id)).toEqual(expect.arrayContaining([`${a.place}-0`, `later-${b.place}-0`]));
});

test('an alert moves into another incident, or a new one, and fusion leaves it there', async () => {
  const [a, b] = await incidents(2);
  if (!a || !b) throw new Error('no incidents');
  const before = [await stateOf(a.id), await stateOf(b.id)];
  await move(actions, SUBSCRIPTION, await alerts(`${a.place}-0`), b.id, BY);
  expect(await alertIds(a.id)).toEqual([`${a.place}-1`, `${a.place}-2`]);
  expect(await alertIds(b.id)).toContain(`${a.place}-0`);
  const made = await move(actions, SUBSCRIPTION, await alerts(`${a.place}-0`), null, BY);
  expect(made.alertIds).toEqual([`${a.place}-0`]);
  const again = attack(a.place, a.start);
  await fuse(SUBSCRIPTION, again.map(toFusionAlert), api.stores.fusion(SUBSCRIPTION), { now: Number.POSITIVE_INFINITY });
  expect(await alertIds(a.id)).toEqual([`${a.place}-1`, `${a.place}-2`]);
  expect(await alertIds(made.id)).toEqual([`${a.place}-0`]);
  await undo(actions, SUBSCRIPTION, made.id, BY);
  await undo(actions, SUBSCRIPTION, b.id, BY);
  expect([await stateOf(a.id), await stateOf(b.id)]).toEqual(before);
  expect((await stateOf(made.id))?.incident.deletedTime).toBeDefined();
});

test('an incident all of whose alerts are moved leads to where they are, and undoing it gives both back', async () => {
  const [a, b] = await incidents(2);
  if (!a || !b) throw new Error('no incidents');
  const before = [await stateOf(a.id), await stateOf(b.id)];
  const all = await alerts(...[0, 1, 2].map((step) => `${a.place}-${step}`));
  await move(actions, SUBSCRIPTION, all, b.id, BY);
  expect((await stateOf(a.id))?.incident).toMatchObject({ status: 'Closed', mergedInto: b.id });
  expect(await alertIds(b.id)).toHaveLength(6);
  await undo(actions, SUBSCRIPTION, a.id, BY);
  expect([await stateOf(a.id), await stateOf(b.id)]).toEqual(before);
});

test('what is all of an incident is not taken out of it, however often', async () => {
  const [a] = await incidents(1);
  if (!a) throw new Error('no incident');
  const only = await alerts(`${a.place}-0`);
  const { id } = await move(actions, SUBSCRIPTION, only, null, BY);
  const before = await stateOf(id);
  api.now += 1_000;
  expect((await move(actions, SUBSCRIPTION, only, null, BY)).id).toBe(id);
  expect(await stateOf(id)).toEqual(before);
});

test('an incident whose last alert is taken out stays, empty, and undoing it gives the alert back', async () => {
  const [a] = await incidents(1);
  if (!a) throw new Error('no incident');
  const only = await alerts(`${a.place}-0`);
  const { id } = await move(actions, SUBSCRIPTION, only, null, BY);
  const before = await stateOf(id);
  api.now += 1_000;
  const made = await takeOut(actions, SUBSCRIPTION, only, BY);
  expect([await alertIds(id), await alertIds(made.id)]).toEqual([[], [`${a.place}-0`]]);
  await undo(actions, SUBSCRIPTION, id, BY);
  expect(await stateOf(id)).toEqual(before);
});

test('incidents all of whose alerts go into a new one lead there alike, and undoing it gives them back', async () => {
  const [a, b] = await incidents(2);
  if (!a || !b) throw new Error('no incidents');
  const singles = [];
  for (const { place } of [a, b]) singles.push((await move(actions, SUBSCRIPTION, await alerts(`${place}-0`), null, BY)).id);
  const before = await Promise.all(singles.map(stateOf));
  const both = await alerts(`${a.place}-0`, `${b.place}-0`);
  const made = await move(actions, SUBSCRIPTION, both, null, BY);
  for (const id of singles) expect((await stateOf(id))?.incident).toMatchObject({ status: 'Closed', mergedInto: made.id });
  expect((await move(actions, SUBSCRIPTION, both, null, BY)).id).toBe(made.id);
  while (await undo(actions, SUBSCRIPTION, made.id, BY).catch(() => undefined)) api.now += 1;
  expect(await Promise.all(singles.map(stateOf))).toEqual(before);
});

test('alerts of several incidents, and of none, move together', async () => {
  const [a, b, c] = await incidents(3);
  if (!a || !b || !c) throw new Error('no incidents');
  const before = [await stateOf(a.id), await stateOf(b.id)];
  const lone = [0, 1].map((n) => alert(900_000 + n * 500, { id: `lone-${n}`, alertType: `Lone_${n}`, entities: [], resourceIds: [] }));
  await api.stores.alerts.add(lone, api.now);
  const named = [`${a.place}-0`, `${b.place}-1`, 'lone-0', 'lone-1'];
  const made = await move(actions, SUBSCRIPTION, await alerts(...named), null, BY);
  expect([...made.alertIds].sort()).toEqual([...named].sort());
  expect(await alertIds(a.id)).toEqual([`${a.place}-1`, `${a.place}-2`]);
  expect(await alertIds(b.id)).toEqual([`${b.place}-0`, `${b.place}-2`]);
  while (await undo(actions, SUBSCRIPTION, made.id, BY).catch(() => undefined)) api.now += 1;
  expect([await stateOf(a.id), await stateOf(b.id)]).toEqual(before);
});
