import { MEMBER_ALERTS } from '../../../shared/fusion/cluster';
import type { Alert } from '../../../shared/model/alert';
import { SUBSCRIPTION } from '../../support/sample-alerts';
import { ApiFixture, insights } from './api-fixture';
import { attack, fused } from './fused';

/** More than an incident names of one activity. */
const FLOOD = MEMBER_ALERTS + 5;
const VERSION = 'api-version=2022-09-01-preview';

let api: ApiFixture;
let attacks = 0;
beforeAll(async () => {
  api = await ApiFixture.start();
});
afterAll(() => api.stop());

/** An incident that has more alerts than it names; `unnamed` is one of these. */
async function flooded(): Promise<{ id: string; all: string[]; unnamed: string }> {
  attacks += 1;
  api.now += 1_000;
  const place = `flooded-${attacks}`;
  const [scan, shell, upload] = attack(place, attacks * 5_000) as [Alert, Alert, Alert];
  const flood = Array.from({ length: FLOOD }, (_, n) => ({ ...shell, id: `${place}-shell-${String(n).padStart(2, '0')}` }));
  const alerts = [scan, ...flood, upload];
  const [id = ''] = await fused(api, alerts);
  const unnamed = flood.at(-1)?.id ?? '';
  expect((await api.stores.incidentQueries.get(SUBSCRIPTION, id))?.alertIds).not.toContain(unnamed);
  return { id, all: alerts.map((alert) => alert.id), unnamed };
}

const relation = (id: string, name = '') => insights(SUBSCRIPTION, `incidents/${id}/relations${name && `/${name}`}?${VERSION}`);
const to = (kind: 'entities' | 'bookmarks', id: string) => ({
  method: 'PUT',
  body: { properties: { relatedResourceId: insights(SUBSCRIPTION, `${kind}/${id}`) } },
});
const relate = (id: string, name: string, alertId: string) => api.ask(relation(id, name), to('entities', alertId));
const related = async (id: string, top: number): Promise<string[]> =>
  (await api.all(`${relation(id)}&$top=${top}`)).items.map(({ properties }) => properties.relatedResourceName);

test('all alerts of an incident are listed page by page, and behind them its bookmarks, wherever a page ends', async () => {
  const { id, all } = await flooded();
  const bookmarks = ['found-1', 'found-2', 'found-3'];
  for (const name of bookmarks) {
    const written = { method: 'PUT', body: { properties: { displayName: name, query: 'Heartbeat' } } };
    expect((await api.ask(insights(SUBSCRIPTION, `bookmarks/${name}?${VERSION}`), written)).status).toBe(201);
    expect((await api.ask(relation(id, name), to('bookmarks', name))).status).toBe(201);
  }
  const once = await related(id, 1_000);
  expect(once.slice(0, all.length)).toEqual(all);
  expect(once.slice(all.length).sort()).toEqual(bookmarks);
  // The last page of alerts is full with the first of these, and has place for bookmarks with the others.
  for (const top of [all.length, all.length - 5, all.length + 1, 2]) expect(await related(id, top)).toEqual(once);
});

test('the relation of an alert that the incident does not name is found, by its name too', async () => {
  const [{ id, unnamed }, other] = [await flooded(), await flooded()];
  expect((await api.ask(relation(id, unnamed))).body.properties.relatedResourceName).toBe(unnamed);
  expect((await relate(id, 'mine', unnamed)).status).toBe(200);
  expect((await api.ask(relation(id, 'mine'))).body.properties.relatedResourceName).toBe(unnamed);
  expect((await api.ask(relation(other.id, unnamed))).status).toBe(404);
});

test('relating an alert that another incident has without naming it moves it', async () => {
  const [a, b] = [await flooded(), await flooded()];
  expect((await relate(b.id, 'moved', a.unnamed)).status).toBe(201);
  expect(await related(b.id, 1_000)).toContain(a.unnamed);
  expect(await related(a.id, 1_000)).not.toContain(a.unnamed);
  expect((await api.ask(relation(a.id, a.unnamed))).status).toBe(404);
  expect((await relate(b.id, 'moved', a.unnamed)).status).toBe(200);
});

test('deleting the relation of an alert that the incident does not name takes it out', async () => {
  const { id, unnamed } = await flooded();
  expect((await api.ask(relation(id, unnamed), { method: 'DELETE' })).status).toBe(200);
  expect(await related(id, 1_000)).not.toContain(unnamed);
  expect((await api.ask(relation(id, unnamed), { method: 'DELETE' })).status).toBe(204);
});
