import { SecurityCenter } from '@azure/arm-security';
import { createHttpHeaders } from '@azure/core-rest-pipeline';
import { ingest } from '../../../shared/pipeline/ingest';
import { PlanGate } from '../../../shared/pipeline/plan-gate';
import { isoDuration } from '../../../shared/settings/plan';
import { defenderExport, SUBSCRIPTION } from '../../support/sample-alerts';
import { ApiFixture } from './api-fixture';

const DAY_MS = 86_400_000;
let api: ApiFixture;
let client: SecurityCenter;
beforeAll(async () => {
  api = await ApiFixture.start();
  const token = await api.token();
  client = new SecurityCenter({ getToken: async () => ({ token, expiresOnTimestamp: Date.now() + 3_600_000 }) }, SUBSCRIPTION, {
    endpoint: 'https://api.example.com',
    retryOptions: { maxRetries: 0 },
    httpClient: {
      async sendRequest(request) {
        const { url, method, headers, body } = request;
        headers.delete('accept-encoding');
        const response = await api.fetch(url, { method, headers: headers.toJSON(), ...(body ? { body: String(body) } : {}) });
        const answered = createHttpHeaders(Object.fromEntries(response.headers));
        return { request, status: response.status, headers: answered, bodyAsText: await response.text() };
      },
    },
  });
});
afterAll(() => api.stop());

test('the trial of a plan starts with its first Standard, counts down, and neither ends early nor starts again', async () => {
  const { pricings } = client;
  const tier = (pricingTier: string) => pricings.update('keyvaults', { pricingTier });
  expect(await tier('Free')).toMatchObject({ name: 'KeyVaults', pricingTier: 'Free', freeTrialRemainingTime: 'P30D' });
  expect(await tier('Standard')).toMatchObject({ pricingTier: 'Standard', freeTrialRemainingTime: 'P30D' });
  api.now += 2 * DAY_MS + 3_600_000;
  await tier('Free');
  expect(await tier('Standard')).toMatchObject({ freeTrialRemainingTime: 'P27DT23H' });
  api.now += 40 * DAY_MS;
  expect(await tier('Standard')).toMatchObject({ freeTrialRemainingTime: 'PT0S' });
  expect(await pricings.get('KeyVaults')).toMatchObject({ pricingTier: 'Standard', freeTrialRemainingTime: 'PT0S' });
  const { value } = await pricings.list();
  expect(value.find(({ name }) => name === 'Dns')).toMatchObject({ pricingTier: 'Standard', freeTrialRemainingTime: 'P30D' });
});

test('alerts of a plan that is off are stored but not raised', async () => {
  await client.pricings.update('VirtualMachines', { pricingTier: 'Free' });
  const alerts = [defenderExport({ SystemAlertId: 'off' }), defenderExport({ SystemAlertId: 'on', ProductComponentName: 'DNS' })];
  const events = alerts.map((alert, sequenceNumber) => ({
    body: JSON.stringify(alert),
    properties: {},
    partitionId: '0',
    sequenceNumber,
    enqueuedTime: new Date(api.now).toISOString(),
  }));
  const take = () => ingest(events, { ...api.stores, planGate: new PlanGate(api.stores.plans) }, 1_000_000, () => api.now);
  expect(await take()).toMatchObject({ created: 2 });
  const [off, on] = await api.stores.alertQueries.byIds(SUBSCRIPTION, ['off', 'on']);
  expect(off).toMatchObject({ status: 'Dismissed', extendedProperties: { 'sinter.planOff': 'VirtualMachines' } });
  expect(on?.status).toBe('Active');
});

test('refuses plans and tiers that there are not', async () => {
  await expect(client.pricings.get('Nothing')).rejects.toMatchObject({ statusCode: 404 });
  await expect(client.pricings.update('Dns', { pricingTier: 'Gold' })).rejects.toMatchObject({ statusCode: 400 });
  expect(isoDuration(61_000)).toBe('PT1M1S');
});
