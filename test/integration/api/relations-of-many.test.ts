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

describe('an incident that names no alert of some of its activities', () => {
  /** Activities of this many named alerts each are more than an incident names in all. */
  const ACTIVITIES = 26;

  /** Its last activity has one alert, and all names are given away before that. */
  async function wide(): Promise<{ id: string; unnamed: string }> {
    attacks += 1;
    api.now += 1_000;
    const place = `wide-${attacks}`;
    const [scan, shell, upload] = attack(place, attacks * 5_000) as [Alert, Alert, Alert];
    const many = Array.from({ length: ACTIVITIES * MEMBER_ALERTS }, (_, n) => ({
      ...shell,
      id: `${place}-${String(n).padStart(3, '0')}`,
      alertType: `VM_Shell_${n % ACTIVITIES}`,
    }));
    const [id = ''] = await fused(api, [scan, ...many, upload]);
    const incident = await api.stores.incidentQueries.get(SUBSCRIPTION, id);
    expect([incident?.alertCount, incident?.alertIds.includes(upload.id)]).toEqual([many.length + 2, false]);
    return { id, unnamed: upload.id };
  }

  test('has them moved there and back again, each time out of where they were', async () => {
    // The alert of the later incident is the last one in the earlier too, which names it as little.
    const [earlier, later] = [await wide(), await wide()];
    for (const [from, to] of [
      [later, earlier],
      [earlier, later],
    ] as const) {
      api.now += 1_000;
      expect((await relate(to.id, 'moved', later.unnamed)).status).toBe(201);
      expect(await related(to.id, 1_000)).toContain(later.unnamed);
      expect(await related(from.id, 1_000)).not.toContain(later.unnamed);
    }
  });
});
