import { SUBSCRIPTION } from '../../support/sample-alerts';
import { ApiFixture, insights } from './api-fixture';
import { attack, fused } from './fused';
import { OTHER_SUBSCRIPTION } from './stored-alerts';

const at = (rest: string, subscription = SUBSCRIPTION) => insights(subscription, `${rest}?api-version=2022-09-01-preview`);

let api: ApiFixture;
let ids: string[];
beforeAll(async () => {
  api = await ApiFixture.start();
  ids = [];
  for (const [n, place] of ['alpha', 'beta', 'gamma'].entries()) {
    api.now += 1_000;
    ids.push(...(await fused(api, attack(place, n * 3_000))));
  }
});
afterAll(() => api.stop());

const write = (id: string, changes: object = {}, etag?: string) =>
  api.ask(at(`bookmarks/${id}`), { method: 'PUT', body: { etag, properties: { displayName: id, query: 'Events | take 1', ...changes } } });
const relate = (incidentId: string | undefined, bookmarkId: string) =>
  api.ask(at(`incidents/${incidentId}/relations/of-${bookmarkId}`), {
    method: 'PUT',
    body: { properties: { relatedResourceId: insights(SUBSCRIPTION, `bookmarks/${bookmarkId}`) } },
  });
const bookmarksOf = async (incidentId: string | undefined) =>
  (await api.ask(at(`incidents/${incidentId}/bookmarks`), { method: 'POST' })).body.value.map(({ name }: { name: string }) => name);
const countOf = async (incidentId: string | undefined) =>
  (await api.ask(at(`incidents/${incidentId}`))).body.properties.additionalData.bookmarksCount;

test('a bookmark is of one subscription, and a change needs the present etag', async () => {
  const created = await write('one', { tactics: ['PreAttack'], eventTime: '2026-03-02T09:00:00.1234567Z' });
  expect(created).toMatchObject({ status: 201, body: { name: 'one', properties: { eventTime: '2026-03-02T09:00:00.123Z' } } });
  expect((await api.ask(at('bookmarks/one', OTHER_SUBSCRIPTION))).status).toBe(404);
  api.now += 1_000;
  expect(await write('one', { notes: 'Look' }, created.body.etag)).toMatchObject({ status: 200, body: { properties: { notes: 'Look' } } });
  expect(await write('one', {}, created.body.etag)).toMatchObject({ status: 409, body: { error: { code: 'Conflict' } } });
  expect((await write('one', { tactics: ['Cooking'] })).status).toBe(400);
  expect((await write('one', { query: '' })).status).toBe(400);
});

test('a bookmark moves with its relation, and a change of its text leaves it there', async () => {
  await write('two');
  expect((await relate(ids[0], 'two')).status).toBe(201);
  expect((await relate(ids[0], 'two')).status).toBe(200);
  expect((await relate(ids[1], 'two')).status).toBe(201);
  expect([await bookmarksOf(ids[0]), await bookmarksOf(ids[1])]).toEqual([[], ['two']]);
  const lines = await api.ask(at(`incidents/${ids[1]}/bookmarks`), { method: 'POST', headers: { accept: 'application/x-ndjson' } });
  expect(JSON.parse(lines.text)).toMatchObject({ name: 'two' });
  expect(await write('two', { notes: 'More' })).toMatchObject({ body: { properties: { incidentInfo: { incidentId: ids[1] } } } });
  expect((await relate(ids[1], 'absent')).status).toBe(404);
});

test('bookmarks and comments of a merged incident show and count at the one that took it in, until the merge is undone', async () => {
  api.now += 1_000;
  await write('three');
  await relate(ids[2], 'three');
  await api.ask(at(`incidents/${ids[2]}/comments/c-1`), { method: 'PUT', body: { properties: { message: 'Look.' } } });
  await api.ask('/v1.0/security/incidents/mergeIncidents', { method: 'POST', body: { incidentIds: [ids[1], ids[2]] } });
  expect(await bookmarksOf(ids[1])).toEqual(['three', 'two']);
  expect((await api.ask(at(`incidents/${ids[1]}`))).body.properties.additionalData).toMatchObject({ bookmarksCount: 2, commentsCount: 1 });
  expect((await api.ask(at(`incidents/${ids[1]}/comments/c-1`))).body.properties.message).toBe('Look.');
  const list = await api.all(at('incidents'));
  expect(list.items.find(({ name }) => name === ids[1]).properties.additionalData).toMatchObject({ bookmarksCount: 2, commentsCount: 1 });
  await api.ask(at(`incidents/${ids[1]}/undo`), { method: 'POST' });
  expect([await countOf(ids[1]), await countOf(ids[2])]).toEqual([1, 1]);
});

test('a bookmark outlives its incident', async () => {
  await api.ask(at(`incidents/${ids[1]}`), { method: 'DELETE' });
  const { status, body } = await api.ask(at('bookmarks/two'));
  expect([status, body.properties.incidentInfo]).toEqual([200, undefined]);
});
