import { SUBSCRIPTION } from '../../support/sample-alerts';
import { ApiFixture, insights, security } from './api-fixture';
import { attack, fused } from './fused';
import { OTHER_SUBSCRIPTION } from './stored-alerts';

const VERSION = 'api-version=2022-09-01-preview';
const at = (rest: string) => insights(SUBSCRIPTION, `${rest}${rest.includes('?') ? '&' : '?'}${VERSION}`);

let api: ApiFixture;
let ids: string[];
beforeAll(async () => {
  api = await ApiFixture.start();
  ids = [];
  for (const [index, place] of ['alpha', 'beta', 'gamma'].entries()) {
    api.now += 1000;
    ids.push(...(await fused(api, attack(place, index * 3000))));
  }
  await fused(api, attack('foreign', 0, OTHER_SUBSCRIPTION), OTHER_SUBSCRIPTION);
});
afterAll(() => api.stop());

const get = async (id: string) => (await api.ask(at(`incidents/${id}`))).body;
const bodyOf = ({ etag, properties }: { etag: string; properties: object }, changes: object = {}) => ({
  etag,
  properties: { ...properties, additionalData: {}, ...changes },
});

test('three attacks are three incidents, the newest first, with what an analyst needs', async () => {
  const { items } = await api.all(at('incidents'));
  expect(items.map(({ name }) => name)).toEqual([...ids].reverse());
  expect(items[0]).toMatchObject({
    type: 'Microsoft.SecurityInsights/Incidents',
    properties: {
      status: 'New',
      severity: 'High',
      additionalData: { alertsCount: 3, tactics: ['Discovery', 'Execution', 'Exfiltration'] },
    },
  });
});

test('pages and orders as asked, and the link carries the query', async () => {
  const path = at(
    `incidents?$orderby=${encodeURIComponent('properties/createdTimeUtc asc')}&$top=2&$filter=${encodeURIComponent("properties/severity ne 'Low'")}`,
  );
  const first = await api.ask(path);
  expect(first.body.value.map(({ name }: { name: string }) => name)).toEqual(ids.slice(0, 2));
  const next = new URL(first.body.nextLink);
  for (const name of ['api-version', '$filter', '$orderby', '$top', '$skipToken']) expect(next.searchParams.has(name)).toBe(true);
  const { items } = await api.all(path);
  expect(items.map(({ name }) => name)).toEqual(ids);
});

test.each([
  'properties/title',
  'properties/severity desc',
  'properties/lastModifiedTimeUtc',
  'properties/incidentNumber asc',
  'properties/status',
])('orders by %s', async (orderby) => {
  const { items } = await api.all(at(`incidents?$top=1&$orderby=${encodeURIComponent(orderby)}`));
  expect(items.map(({ name }) => name).sort()).toEqual([...ids].sort());
});

test('shows the alerts of an incident as entities, by POST and by GET', async () => {
  for (const method of ['POST', 'GET']) {
    const { status, body } = await api.ask(at(`incidents/${ids[0]}/alerts`), { method });
    expect(status).toBe(200);
    expect(body.value.map(({ name }: { name: string }) => name)).toEqual(['alpha-0', 'alpha-1', 'alpha-2']);
    expect(body.value[0]).toMatchObject({ kind: 'SecurityAlert', properties: { systemAlertId: 'alpha-0', tactics: ['Discovery'] } });
  }
});

test('an update needs the present etag, and the counts stay', async () => {
  const before = await get(ids[0] as string);
  const change = { status: 'Active', severity: 'Low', owner: { userPrincipalName: 'dana@example.com' }, labels: [{ labelName: 'vip' }] };
  const updated = await api.ask(at(`incidents/${ids[0]}`), { method: 'PUT', body: bodyOf(before, change) });
  expect(updated).toMatchObject({ status: 200, body: { properties: { ...change, additionalData: { alertsCount: 3 } } } });
  expect(updated.body.etag).not.toBe(before.etag);
  const stale = await api.ask(at(`incidents/${ids[0]}`), { method: 'PUT', body: bodyOf(before, { status: 'New' }) });
  expect(stale).toMatchObject({
    status: 409,
    body: { error: { code: 'Conflict', message: `Newer version of resource '${ids[0]}' exists. Data was not saved.` } },
  });
  const found = await api.all(
    at(
      `incidents?$filter=${encodeURIComponent("properties/owner/userPrincipalName eq 'Dana@Example.com' and properties/labels/any(l: l/labelName eq 'VIP')")}`,
    ),
  );
  expect(found.items.map(({ name }) => name)).toEqual([ids[0]]);
});

test('what a person says stays when fusion says otherwise', async () => {
  const before = await get(ids[1] as string);
  await api.ask(at(`incidents/${ids[1]}`), { method: 'PUT', body: bodyOf(before, { title: 'Mine', severity: 'Low', status: 'Active' }) });
  await fused(
    api,
    attack('beta', 3021).map((alert) => ({ ...alert, id: `later-${alert.id}` })),
  );
  const after = await get(ids[1] as string);
  expect(after.properties).toMatchObject({ title: 'Mine', severity: 'Low', status: 'Active' });
  expect(after.properties.additionalData.alertsCount).toBeGreaterThan(3);
});

test('closing needs a verdict whose reason fits', async () => {
  const before = await get(ids[2] as string);
  const put = (changes: object) => api.ask(at(`incidents/${ids[2]}`), { method: 'PUT', body: bodyOf(before, changes) });
  expect(await put({ status: 'Closed' })).toMatchObject({ status: 400, body: { error: { code: 'InvalidRequestContent' } } });
  expect((await put({ status: 'Closed', classification: 'TruePositive', classificationReason: 'InaccurateData' })).status).toBe(400);
  expect((await put({ status: 'Closed', classification: 'FalsePositive', classificationReason: 'InaccurateData' })).status).toBe(200);
});

test('a person makes, deletes and gets back an incident; its id is never used again', async () => {
  const path = at('incidents/hand-made');
  const body = { properties: { title: 'Suspicion', severity: 'Medium', status: 'New' } };
  expect(await api.ask(path, { method: 'PUT', body })).toMatchObject({
    status: 201,
    body: { name: 'hand-made', properties: { title: 'Suspicion', severity: 'Medium' } },
  });
  expect((await api.ask(path, { method: 'DELETE' })).status).toBe(200);
  expect((await api.ask(path, { method: 'DELETE' })).status).toBe(204);
  expect((await api.ask(path)).status).toBe(404);
  expect((await api.ask(path, { method: 'PUT', body })).status).toBe(409);
  expect(await api.ask(at('incidents/hand-made/undo'), { method: 'POST' })).toMatchObject({ status: 200, body: { action: 'delete' } });
  expect((await get('hand-made')).properties.title).toBe('Suspicion');
});

test('comments have the author of the token and survive as they were', async () => {
  const path = at(`incidents/${ids[0]}/comments/4a21e485-75ae-48b3-a7b9-e6a92bcfe434`);
  const token = await api.token({ name: 'Dana', scopes: ['Security.Manage'] });
  const body = { properties: { message: 'Looks real.' } };
  expect(await api.ask(path, { method: 'PUT', body, token })).toMatchObject({
    status: 201,
    body: { properties: { message: 'Looks real.', author: { name: 'Dana', userPrincipalName: 'Dana@example.com' } } },
  });
  expect((await api.ask(path, { method: 'PUT', body: { properties: { message: 'Is real.' } }, token })).status).toBe(200);
  expect((await api.all(at(`incidents/${ids[0]}/comments`))).items).toMatchObject([{ properties: { message: 'Is real.' } }]);
  expect((await get(ids[0] as string)).properties.additionalData.commentsCount).toBe(1);
  expect((await api.ask(path, { method: 'DELETE' })).status).toBe(200);
  expect((await api.ask(path)).status).toBe(404);
});

test('people bring alerts into states, and the source does not bring them back', async () => {
  const path = (verb: string, version: string) =>
    security(SUBSCRIPTION, `locations/centralus/alerts/alpha-0/${verb}?api-version=${version}`);
  const status = async () =>
    (await api.ask(security(SUBSCRIPTION, 'locations/centralus/alerts/alpha-0?api-version=2022-01-01'))).body.properties.status;
  for (const [verb, expected] of [
    ['dismiss', 'Dismissed'],
    ['resolve', 'Resolved'],
    ['activate', 'Active'],
    ['inProgress', 'InProgress'],
  ] as const) {
    expect((await api.ask(path(verb, '2022-01-01'), { method: 'POST' })).status).toBe(204);
    expect(await status()).toBe(expected);
  }
  expect((await api.ask(path('inProgress', '2021-11-01'), { method: 'POST' })).status).toBe(400);
});

test('an incident takes the states of the alert that stands for it, and its verdict follows', async () => {
  const id = 'aa00bb11';
  const put = { method: 'PUT', body: { properties: { title: 'By hand', severity: 'Low', status: 'New' } } };
  await api.ask(insights(SUBSCRIPTION, `incidents/${id}?api-version=2022-09-01-preview`), put);
  const bring = (verb: string) =>
    api.ask(security(SUBSCRIPTION, `locations/centralus/alerts/${id}/${verb}?api-version=2022-01-01`), { method: 'POST' });
  const shown = async () => {
    const asAlert = await api.ask(security(SUBSCRIPTION, `locations/centralus/alerts/${id}?api-version=2022-01-01`));
    const incident = await api.ask(insights(SUBSCRIPTION, `incidents/${id}?api-version=2022-09-01-preview`));
    return [asAlert.body.properties.status, incident.body.properties.classification];
  };
  for (const [verb, status, verdict] of [
    ['dismiss', 'Dismissed', 'FalsePositive'],
    ['activate', 'Active', undefined],
    ['resolve', 'Resolved', 'TruePositive'],
    ['dismiss', 'Dismissed', 'FalsePositive'],
    ['inProgress', 'InProgress', undefined],
    ['dismiss', 'Dismissed', 'FalsePositive'],
    ['resolve', 'Resolved', 'TruePositive'],
    ['activate', 'Active', undefined],
  ] as const) {
    expect((await bring(verb)).status).toBe(204);
    expect(await shown()).toEqual([status, verdict]);
    for (const each of ['Active', 'InProgress', 'Resolved', 'Dismissed']) {
      const filter = encodeURIComponent(`properties/isIncident eq true and properties/status eq '${each}'`);
      const { items } = await api.all(security(SUBSCRIPTION, `alerts?api-version=2022-01-01&$filter=${filter}`));
      expect([each, items.some(({ name }) => name === id)]).toEqual([each, each === status]);
    }
  }
});

test('an incident shows among the alerts, once, page by page and by filter', async () => {
  const list = security(SUBSCRIPTION, 'alerts?api-version=2022-01-01');
  const { items } = await api.all(list, { headers: { prefer: 'odata.maxpagesize=2' } });
  const names = items.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names).toEqual(expect.arrayContaining([...ids, 'alpha-0', 'gamma-2']));
  expect(items.filter(({ properties }) => properties.isIncident).every(({ name }) => !name.includes('alpha'))).toBe(true);
  const filtered = await api.all(`${list}&$filter=${encodeURIComponent('properties/isIncident eq true')}`);
  expect(filtered.items.map(({ name }) => name)).toEqual(expect.arrayContaining(ids));
  expect(filtered.items.every(({ properties }) => properties.isIncident && properties.productName === 'Sinter')).toBe(true);
  const alone = await api.all(
    `${list}&$filter=${encodeURIComponent("properties/isIncident eq false and properties/compromisedEntity eq 'alpha'")}`,
  );
  expect(alone.items.map(({ name }) => name).sort()).toEqual(['alpha-0', 'alpha-1', 'alpha-2']);
  const one = await api.ask(security(SUBSCRIPTION, `locations/centralus/alerts/${ids[1]}?api-version=2021-11-01`));
  expect(one.body.properties).toMatchObject({ isIncident: true, alertType: 'SecurityIncident' });
});

test('the routes of another workspace are not found', async () => {
  const path = insights(SUBSCRIPTION, `incidents?${VERSION}`).replace('/fusion/', '/other/');
  expect(await api.ask(path)).toMatchObject({ status: 404, body: { error: { code: 'ResourceNotFound' } } });
});
