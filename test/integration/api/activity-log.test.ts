import { SUBSCRIPTION } from '../../support/sample-alerts';
import { ApiFixture, insights, security } from './api-fixture';
import { attack, fused } from './fused';
import { alert, OTHER_SUBSCRIPTION } from './stored-alerts';

const ALERT = 'locations/centralus/alerts/alert-0001';
const values = (filter?: string, rest = '') =>
  `/subscriptions/${SUBSCRIPTION}/providers/Microsoft.Insights/eventtypes/management/values?api-version=2015-04-01${
    filter === undefined ? '' : `&$filter=${encodeURIComponent(filter)}`
  }${rest}`;

let api: ApiFixture;
let started: string;
beforeAll(async () => {
  api = await ApiFixture.start();
  started = new Date(api.now).toISOString();
  await api.stores.alerts.add([alert(1), alert(1, { subscriptionId: OTHER_SUBSCRIPTION })], api.now);
  const changes = [
    [SUBSCRIPTION, 'alert-0001', 'dismiss', 'correlation-1'],
    [SUBSCRIPTION, 'absent', 'resolve', 'correlation-2'],
    [OTHER_SUBSCRIPTION, 'alert-0001', 'resolve', 'correlation-3'],
  ] as const;
  for (const [subscription, name, verb, correlation] of changes) {
    api.now += 60_000;
    const path = security(subscription, `locations/centralus/alerts/${name}/${verb}?api-version=2022-01-01`);
    await api.ask(path, { method: 'POST', headers: { 'x-ms-correlation-request-id': correlation } });
  }
});
afterAll(() => api.stop());

test('tells who changed what, the latest first', async () => {
  const { items: events } = await api.all(values(`eventTimestamp ge '${started}'`));
  expect(events.map(({ correlationId, status }) => [correlationId, status?.value])).toEqual(
    expect.arrayContaining([
      ['correlation-2', 'Failed'],
      ['correlation-2', 'Started'],
      ['correlation-1', 'Succeeded'],
      ['correlation-1', 'Started'],
    ]),
  );
  expect(events).toHaveLength(5);
  expect(events.slice(0, 2).every(({ correlationId }) => correlationId === 'correlation-2')).toBe(true);
  expect(events.find(({ status }) => status?.value === 'Succeeded')).toMatchObject({
    subscriptionId: SUBSCRIPTION,
    resourceId: security(SUBSCRIPTION, ALERT).toLowerCase(),
    resourceType: { value: 'microsoft.security/locations/alerts' },
    operationName: { value: 'Microsoft.Security/locations/alerts/dismiss/action' },
    resourceProviderName: { value: 'microsoft.security' },
    category: { value: 'Administrative' },
    level: 'Informational',
    caller: 'Local administrator',
    eventTimestamp: new Date(Date.parse(started) + 60_000).toISOString(),
    httpRequest: { method: 'POST' },
    properties: { from: 'Active', to: 'Dismissed' },
  });
  expect(events.find(({ status }) => status?.value === 'Failed')?.subStatus?.value).toBe('ResourceNotFound');
});

test('tells of each alert that was raised, among the changes by the time of its arrival', async () => {
  const { items } = await api.all(values(`eventTimestamp ge '${started}'`, '&$top=2'));
  expect(items.map(({ category }) => category.value)).toEqual([...Array(4).fill('Administrative'), 'Security']);
  expect(items.at(-1)).toMatchObject({
    resourceId: security(SUBSCRIPTION, ALERT).replace('/providers', '/resourcegroups/web/providers').toLowerCase(),
    operationName: { value: 'Microsoft.Security/locations/alerts/activate/action' },
    eventName: { value: 'VM_Example' },
    status: { value: 'Active' },
    caller: 'Sinter',
    eventTimestamp: started,
    properties: { severity: 'Medium', compromisedEntity: 'WEB01' },
  });
});

test.each([
  ["category eq 'Security' and resourceGroupName eq 'Web' and status eq 'Active' and caller ne 'Dana'", 1],
  [`resourceUri eq '${security(SUBSCRIPTION, ALERT.toUpperCase())}'`, 1],
  ["correlationId eq 'alert-0001' and operationName eq 'Microsoft.Security/locations/alerts/activate/action'", 1],
  ["levels eq 'Critical, informational' and eventChannels eq 'Admin, Operation'", 1],
  ["levels eq 'Error'", 0],
  ["resourceGroupName eq 'other'", 0],
  ["contains(caller, 'Sinter')", 1],
  ["startswith(operationName, 'Microsoft.Security')", 1],
  ["contains(operationName, 'dismiss') or category eq 'Security'", 1],
  ["contains(resourceGroupName, 'WE') and not contains(resourceGroupName, 'prod')", 1],
  ["resourceGroupName ne 'web'", 0],
  ["not contains(caller, 'Sinter')", 0],
])('finds a raised alert by %s: %d', async (filter, count) => {
  const { items } = await api.all(values(`eventTimestamp le '${started}' and ${filter}`));
  expect(items.map(({ eventDataId }) => eventDataId)).toEqual(Array(count).fill('alert-0001'));
});

test('tells nothing of alerts that were not raised', async () => {
  const quiet = { severity: 'Informational' as const, id: 'quiet' };
  await api.stores.alerts.add([alert(2, quiet), alert(3, { id: 'silenced', status: 'Dismissed', isSilenced: true })], api.now);
  expect((await api.all(values("category eq 'Security'"))).items).toHaveLength(1);
});

test('filters by the patterns of Azure, with times of seven digits, and selects properties', async () => {
  const range = `eventTimestamp ge '${started.replace('Z', '0000Z')}' and eventTimestamp le '2090-01-01T00:00:00.0000000Z'`;
  const found = async (filter: string) => (await api.all(values(`${range} and ${filter}`, '&$top=1'))).items;
  expect(await found("correlationId eq 'correlation-1'")).toHaveLength(2);
  expect(await found("resourceProvider eq 'Microsoft.Security' and category eq 'Administrative'")).toHaveLength(4);
  expect(await found("resourceProvider eq 'Microsoft.Sec'")).toHaveLength(0);
  expect(await found("resourceGroupName eq 'soc'")).toHaveLength(0);
  expect(await found(`resourceUri eq '${security(SUBSCRIPTION, ALERT)}' and category eq 'Administrative'`)).toHaveLength(2);
  const selected = await api.all(values(`${range} and status eq 'failed'`, '&$select=correlationId,status'));
  expect(selected.items).toEqual([{ correlationId: 'correlation-2', status: { value: 'Failed', localizedValue: 'Failed' } }]);
});

test.each([undefined, '', "severity eq 'High'", "eventTimestamp ge 'yesterday'", "resourceProvider ne 'Microsoft.Security'"])(
  'answers 400 to the filter %p',
  async (filter) => {
    expect(await api.ask(values(filter))).toMatchObject({ status: 400, body: { error: { code: 'BadRequest' } } });
  },
);

test('tells what fusion made of the alerts, and every entry comes once, whatever the size of the pages', async () => {
  const [id] = await fused(api, attack('alpha', 3_000));
  const byFusion = (rest: string) => api.all(values(`caller eq 'Sinter' and category eq 'Administrative'${rest}`));
  const { items } = await byFusion('');
  expect(items).toMatchObject([
    {
      resourceId: insights(SUBSCRIPTION, `incidents/${id}`).toLowerCase(),
      resourceGroupName: 'sample-rg',
      operationName: { value: 'Microsoft.SecurityInsights/incidents/write' },
      status: { value: 'Succeeded' },
      properties: { action: 'found', incidents: id },
    },
  ]);
  expect(items[0].description).toMatch(/3 alerts/);
  expect((await byFusion(` and resourceUri eq '${insights(SUBSCRIPTION, `incidents/${id}`)}'`)).items).toHaveLength(1);
  expect((await byFusion(" and operationName eq 'Microsoft.SecurityInsights/incidents/merge/action'")).items).toHaveLength(0);
  const whole = (await api.all(values("eventTimestamp ge '2020-01-01'", '&$top=100'))).items.map(({ eventDataId }) => eventDataId);
  const paged = (await api.all(values("eventTimestamp ge '2020-01-01'", '&$top=2'))).items.map(({ eventDataId }) => eventDataId);
  expect(paged).toEqual(whole);
  expect(new Set(paged).size).toBe(9);
});

test('an incident is asked for what was done to it: a merge, its undoing, and moves of alerts', async () => {
  const ids: string[] = [];
  for (const [n, place] of ['beta', 'gamma', 'delta'].entries()) {
    api.now += 1_000;
    ids.push(...(await fused(api, attack(place, 10_000 + n * 3_000))));
  }
  const [beta, gamma, delta] = ids as [string, string, string];
  const done = async (id: string) => {
    const filter = `resourceUri eq '${insights(SUBSCRIPTION, `incidents/${id}`)}' and status eq 'Succeeded' and caller ne 'Sinter'`;
    const { items } = await api.all(values(filter));
    expect(new Set(items.map(({ resourceGroupName, resourceType }) => `${resourceGroupName} ${resourceType.value}`))).toEqual(
      new Set(items.length === 0 ? [] : ['sample-rg microsoft.securityinsights/incidents']),
    );
    return items.map(({ operationName }) => operationName.value.split('/').slice(2).join('/')).reverse();
  };
  const post = async (path: string, body?: object) => {
    api.now += 1_000;
    const answer = await api.ask(path, { method: 'POST', ...(body && { body }) });
    expect(answer.status).toBe(200);
    return answer.body;
  };

  await post('/v1.0/security/incidents/mergeIncidents', { incidentIds: [beta, gamma, gamma] });
  await post(`${insights(SUBSCRIPTION, `incidents/${beta}/undo`)}?api-version=2022-09-01-preview`);
  await post('/v1.0/security/alerts_v2/moveAlerts', { alertIds: ['delta-2'], incidentId: beta });
  const { targetIncidentId } = await post('/v1.0/security/alerts_v2/moveAlerts', { alertIds: ['delta-1'], incidentId: null });

  expect(await done(beta)).toEqual(['merge/action', 'undo/action', 'move/action']);
  expect(await done(gamma)).toEqual(['merge/action']);
  expect(await done(delta)).toEqual(['move/action', 'move/action']);
  expect(await done(targetIncidentId)).toEqual(['move/action']);
  const failed = await api.ask('/v1.0/security/incidents/mergeIncidents', { method: 'POST', body: { incidentIds: [beta, 'absent'] } });
  expect(failed.status).toBe(404);
  expect((await api.all(values(`resourceGroupName eq 'sample-rg' and status eq 'Failed'`))).items).toMatchObject([
    { resourceId: insights(SUBSCRIPTION, `incidents/${beta}`).toLowerCase(), subStatus: { value: 'ResourceNotFound' } },
  ]);
});
