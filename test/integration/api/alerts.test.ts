import { SUBSCRIPTION } from '../../support/sample-alerts';
import { ApiFixture, security } from './api-fixture';
import { alert, OTHER_SUBSCRIPTION } from './stored-alerts';

const VERSION = 'api-version=2022-01-01';
const LIST = security(SUBSCRIPTION, `alerts?${VERSION}`);

let api: ApiFixture;
beforeAll(async () => {
  api = await ApiFixture.start();
  const alerts = Array.from({ length: 25 }, (_, n) => alert(n));
  await api.stores.alerts.add(
    [
      ...alerts,
      alert(30, { id: 'quiet', severity: 'Informational' }),
      alert(31, { id: 'formula', displayName: '=cmd|calc', description: 'two\r\nlines, "quoted"', severity: 'High', tactics: ['TA0008'] }),
      alert(32, { id: 'elsewhere', resourceIds: [], severity: 'Low', product: 'Suricata' }),
      alert(1, { subscriptionId: OTHER_SUBSCRIPTION, id: 'foreign' }),
    ],
    api.now,
  );
});
afterAll(() => api.stop());

const names = (items: { name: string }[]) => items.map(({ name }) => name);

test('lists the alerts of one subscription, the latest first and without the informational', async () => {
  const { items, pages } = await api.all(LIST);
  expect(names(items)).toEqual([
    'elsewhere',
    'formula',
    ...Array.from({ length: 25 }, (_, n) => `alert-${String(24 - n).padStart(4, '0')}`),
  ]);
  expect(pages).toBe(1);
});

test('lists the earliest first where that is asked for, page by page, and refuses other orders', async () => {
  const ordered = (order: string) => `${LIST}&$orderby=${encodeURIComponent(order)}`;
  const latestFirst = (await api.all(LIST)).items;
  const earliestFirst = await api.all(ordered('properties/startTimeUtc asc'), { headers: { prefer: 'odata.maxpagesize=10' } });
  expect(earliestFirst.items).toEqual([...latestFirst].reverse());
  expect(earliestFirst.pages).toBe(3);
  expect((await api.all(ordered('properties/startTimeUtc desc'))).items).toEqual(latestFirst);
  expect((await api.ask(ordered('properties/severity'))).status).toBe(400);
});

test('pages by Prefer: odata.maxpagesize, and a page neither repeats nor skips while alerts arrive', async () => {
  const headers = { prefer: 'odata.maxpagesize=10' };
  const first = await api.ask(LIST, { headers });
  expect(first.body.value).toHaveLength(10);
  expect(first.body.nextLink).toMatch(/^https:\/\/api\.example\.com\/subscriptions\/.*api-version=2022-01-01/);
  await api.stores.alerts.add([alert(40, { id: 'arrived' })], api.now);
  const rest = await api.all(first.body.nextLink, { headers });
  expect(rest.pages).toBe(2);
  const seen = names([...first.body.value, ...rest.items]);
  expect(new Set(seen).size).toBe(27);
  expect(seen).toHaveLength(27);
});

test('gives all of a list as lines of JSON to whoever accepts them, from any page on', async () => {
  const headers = { accept: 'application/x-ndjson', prefer: 'odata.maxpagesize=10' };
  const { items } = await api.all(LIST);
  const lines = await api.ask(LIST, { headers });
  expect(lines.headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8');
  expect(
    lines.text
      .trim()
      .split('\n')
      .map((text) => JSON.parse(text)),
  ).toEqual(items);
  const { body } = await api.ask(`${LIST}&$top=20`);
  const rest = await api.ask(body.nextLink, { headers });
  expect(
    rest.text
      .trim()
      .split('\n')
      .map((text) => JSON.parse(text)),
  ).toEqual(items.slice(20));
  expect(await api.ask(`${LIST}&$filter=severity`, { headers })).toMatchObject({ status: 400, body: { error: { code: 'BadRequest' } } });
});

test('gets one alert by either level, also an informational one, in the spelling of its version', async () => {
  const path = (level: string, name: string, version: string) =>
    `/subscriptions/${SUBSCRIPTION.toUpperCase()}${level}/providers/microsoft.security/LOCATIONS/CentralUS/alerts/${name}?api-version=${version}`;
  const { body } = await api.ask(path('', 'alert-0003', '2022-01-01'));
  expect(body).toMatchObject({
    name: 'alert-0003',
    type: 'Microsoft.Security/Locations/alerts',
    id: `/subscriptions/${SUBSCRIPTION}/resourceGroups/web/providers/Microsoft.Security/locations/centralus/alerts/alert-0003`,
    properties: {
      severity: 'Medium',
      intent: 'Execution',
      techniques: ['T1059'],
      subTechniques: ['T1059.001'],
      startTimeUtc: '2026-03-02T09:03:00.000Z',
    },
  });
  expect((await api.ask(path('/resourceGroups/WEB', 'alert-0003', '2021-11-01'))).body.properties.techniques).toBeUndefined();
  expect((await api.ask(path('', 'quiet', '2021-11-01'))).status).toBe(200);
  expect((await api.ask(path('/resourceGroups/other', 'alert-0003', '2021-11-01'))).status).toBe(404);
  expect((await api.ask(path('', 'foreign', '2021-11-01'))).status).toBe(404);
});

test('lists by resource group and by region', async () => {
  const inGroup = await api.all(`/subscriptions/${SUBSCRIPTION}/resourceGroups/Web/providers/Microsoft.Security/alerts?${VERSION}`);
  expect(names(inGroup.items)).not.toContain('elsewhere');
  expect(inGroup.items.length).toBeGreaterThan(25);
  expect((await api.ask(security(SUBSCRIPTION, `locations/westeurope/alerts?${VERSION}`))).body).toEqual({ value: [] });
  expect((await api.all(security(SUBSCRIPTION, `locations/CENTRALUS/alerts?${VERSION}`))).items.length).toBeGreaterThan(26);
});

test.each([
  ["properties/severity eq 'high'", ['formula']],
  ["productName eq 'suricata' and not (properties/status eq 'Dismissed')", ['elsewhere']],
  ["properties/tactics/any(t: t eq 'Lateral Movement')", ['formula']],
  ["properties/intent eq 'LateralMovement'", ['formula']],
  ["contains(properties/alertDisplayName, 'CMD')", ['formula']],
  ["properties/alertType eq 'vm_example' and properties/startTimeUtc lt 2026-03-02T09:01:00Z", ['alert-0000']],
  ["name in ('alert-0001', 'alert-0002', 'foreign')", ['alert-0002', 'alert-0001']],
  ["properties/entities/any(e: e/type eq 'IP' and e/name eq '203.0.113.77') and name eq 'alert-0007'", ['alert-0007']],
  ["properties/severity eq 'Informational'", []],
])('filters by %s', async (filter, expected) => {
  const { items } = await api.all(`${LIST}&$filter=${encodeURIComponent(filter)}`);
  expect(names(items)).toEqual(expected);
});

test('refuses what it cannot do, in the form of Azure', async () => {
  expect(await api.ask(security(SUBSCRIPTION, 'alerts'))).toMatchObject({
    status: 400,
    body: { error: { code: 'MissingApiVersionParameter' } },
  });
  expect(await api.ask(security(SUBSCRIPTION, 'alerts?api-version=1999-01-01'))).toMatchObject({
    status: 400,
    body: { error: { code: 'InvalidApiVersionParameter' } },
  });
  expect(await api.ask(security('nonsense', `alerts?${VERSION}`))).toMatchObject({
    status: 400,
    body: { error: { code: 'InvalidSubscriptionId' } },
  });
  expect(await api.ask(`${LIST}&$filter=drop table`)).toMatchObject({ status: 400, body: { error: { code: 'BadRequest' } } });
  expect(await api.ask(`${LIST}&$skipToken=abc`)).toMatchObject({ status: 400 });
  expect(await api.ask(security(SUBSCRIPTION, `nothing?${VERSION}`))).toMatchObject({
    status: 404,
    body: { error: { code: 'ResourceNotFound' } },
  });
  expect(await api.ask(LIST, { method: 'PUT', body: {} })).toMatchObject({ status: 405, body: { error: { code: 'MethodNotAllowed' } } });
  expect(await api.ask(LIST, { token: null })).toMatchObject({ status: 401, body: { error: { code: 'AuthenticationFailed' } } });
});

test('every answer carries the ids of its request', async () => {
  const headers = { 'x-ms-client-request-id': '7d9c1c7e-58a1-4b6e-9d6f-0b6a3c0f5b11' };
  const answer = await api.ask(LIST, { headers });
  expect(answer.headers.get('x-ms-correlation-request-id')).toBe(headers['x-ms-client-request-id']);
  expect(answer.headers.get('x-ms-request-id')).toMatch(/^[\w-]{36}$/);
});

test('the report is RFC 4180 with cells that no spreadsheet runs', async () => {
  const path = security(SUBSCRIPTION, `alerts.csv?$filter=${encodeURIComponent("severity eq 'High'")}`);
  const { text, headers } = await api.ask(path);
  expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(headers.get('content-disposition')).toMatch(/^attachment; filename="alerts-.*\.csv"$/);
  const lines = text.split('\r\n');
  expect(lines[0]).toMatch(/^\ufeff?Severity,Status,Title/);
  expect(text).toContain(`High,Active,'=cmd|calc,"two\r\nlines, ""quoted""",2026-03-02T09:31:00.000Z`);
  const ndjson = await api.ask(path, { headers: { accept: 'application/x-ndjson' } });
  expect(JSON.parse(ndjson.text.trim())).toMatchObject({ name: 'formula' });
});
