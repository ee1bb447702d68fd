import { SampleSender } from '../../../shared/export/sample-sender';
import { fuse } from '../../../shared/fusion/fuse';
import { toFusionAlert } from '../../../shared/fusion/fusion-alert';
import { ingest } from '../../../shared/pipeline/ingest';
import { readEvents } from '../../../shared/pipeline/read-events';
import { SUBSCRIPTION } from '../../support/sample-alerts';
import { ApiFixture, security } from './api-fixture';

let api: ApiFixture;
const sent: object[] = [];
beforeAll(async () => {
  api = await ApiFixture.start();
  jest.spyOn(SampleSender.prototype, 'send').mockImplementation(async (_, alerts) => void sent.push(...alerts));
});
afterAll(async () => {
  jest.restoreAllMocks();
  await api.stop();
});

const simulate = (version: string, bundles: string[]) =>
  api.ask(security(SUBSCRIPTION, `locations/centralus/alerts/default/simulate?api-version=${version}`), {
    method: 'POST',
    body: { properties: { kind: 'Bundles', bundles } },
  });

test('sample alerts are read like any alert, bear their mark, and each call makes new ones', async () => {
  expect((await simulate('2021-11-01', ['DNS'])).status).toBe(204);
  expect((await simulate('2021-11-01', ['DNS', 'VirtualMachines'])).status).toBe(204);
  const events = sent.map((alert, sequenceNumber) => ({
    body: JSON.stringify(alert),
    properties: { subscriptionId: SUBSCRIPTION },
    partitionId: '0',
    sequenceNumber,
    enqueuedTime: new Date(api.now).toISOString(),
  }));
  expect(await ingest(events, api.stores, 1_000_000, () => api.now)).toMatchObject({ created: 5, rejected: 0 });
  const { items } = await api.all(security(SUBSCRIPTION, 'alerts?api-version=2022-01-01'));
  expect(items).toHaveLength(5);
  expect(items.every(({ properties }) => properties.extendedProperties.isSample === 'true')).toBe(true);
  expect(items.filter(({ properties }) => properties.alertType === 'AzureDNS_SampleSuspiciousDomain')).toHaveLength(2);
  expect(items.some(({ properties }) => properties.severity === 'High')).toBe(true);
});

test('each call for a virtual machine makes one incident of its own', async () => {
  sent.length = 0;
  await simulate('2021-11-01', ['VirtualMachines']);
  await simulate('2021-11-01', ['VirtualMachines']);
  const events = sent.map((alert) => ({
    body: JSON.stringify(alert),
    properties: {},
    partitionId: '0',
    sequenceNumber: 0,
    enqueuedTime: '',
  }));
  const alerts = readEvents(events, 1_000_000, api.now).alerts.map(({ alert }) => alert);
  const { incidents } = await fuse(SUBSCRIPTION, alerts.map(toFusionAlert), api.stores.fusion(SUBSCRIPTION), {
    now: Number.POSITIVE_INFINITY,
  });
  expect(incidents).toHaveLength(2);
});

test('the newer version names a place to ask', async () => {
  const answer = await simulate('2022-01-01', ['KeyVaults']);
  expect(answer.status).toBe(202);
  const location = answer.headers.get('location') ?? '';
  expect(location).toMatch(/^https:\/\//);
  expect((await api.ask(location)).status).toBe(200);
  expect((await simulate('2021-11-01', ['Nothing'])).status).toBe(400);
});
