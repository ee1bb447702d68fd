import { SUBSCRIPTION } from '../../support/sample-alerts';
import { ApiFixture, security } from './api-fixture';
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
  expect(events).toHaveLength(4);
  expect(events.slice(0, 2).every(({ correlationId }) => correlationId === 'correlation-2')).toBe(true);
  expect(events.find(({ status }) => status?.value === 'Succeeded')).toMatchObject({
    subscriptionId: SUBSCRIPTION,
    resourceId: security(SUBSCRIPTION, `${ALERT}/dismiss`).toLowerCase(),
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

test('filters by the patterns of Azure, with times of seven digits, and selects properties', async () => {
  const range = `eventTimestamp ge '${started.replace('Z', '0000Z')}' and eventTimestamp le '2090-01-01T00:00:00.0000000Z'`;
  const found = async (filter: string) => (await api.all(values(`${range} and ${filter}`, '&$top=1'))).items;
  expect(await found("correlationId eq 'correlation-1'")).toHaveLength(2);
  expect(await found("resourceProvider eq 'Microsoft.Security'")).toHaveLength(4);
  expect(await found("resourceProvider eq 'Microsoft.Sec'")).toHaveLength(0);
  expect(await found("resourceGroupName eq 'soc'")).toHaveLength(0);
  expect(await found(`resourceUri eq '${security(SUBSCRIPTION, `${ALERT}/dismiss`)}'`)).toHaveLength(2);
  const selected = await api.all(values(`${range} and status eq 'failed'`, '&$select=correlationId,status'));
  expect(selected.items).toEqual([{ correlationId: 'correlation-2', status: { value: 'Failed', localizedValue: 'Failed' } }]);
});

test.each([undefined, '', "severity eq 'High'", "eventTimestamp ge 'yesterday'", "resourceProvider ne 'Microsoft.Security'"])(
  'answers 400 to the filter %p',
  async (filter) => {
    expect(await api.ask(values(filter))).toMatchObject({ status: 400, body: { error: { code: 'BadRequest' } } });
  },
);
