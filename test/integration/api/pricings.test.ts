import { ingest } from '../../../shared/pipeline/ingest';
import { PlanGate } from '../../../shared/pipeline/plan-gate';
import { isoDuration } from '../../../shared/settings/plan';
import { defenderExport, SUBSCRIPTION } from '../../support/sample-alerts';
import { ApiFixture, security } from './api-fixture';

const DAY_MS = 86_400_000;
let api: ApiFixture;
beforeAll(async () => {
  api = await ApiFixture.start();
});
afterAll(() => api.stop());

const at = (plan: string) => security(SUBSCRIPTION, `pricings${plan}?api-version=2022-03-01`);
const setTier = (plan: string, pricingTier: string) => api.ask(at(`/${plan}`), { method: 'PUT', body: { properties: { pricingTier } } });

test('the trial of a plan starts with its first Standard, counts down, and neither ends early nor starts again', async () => {
  const tier = async (pricingTier: string) => (await setTier('keyvaults', pricingTier)).body.properties;
  expect(await tier('Free')).toEqual({ pricingTier: 'Free', freeTrialRemainingTime: 'P30D' });
  expect(await tier('Standard')).toEqual({ pricingTier: 'Standard', freeTrialRemainingTime: 'P30D' });
  api.now += 2 * DAY_MS + 3_600_000;
  await tier('Free');
  expect(await tier('Standard')).toMatchObject({ freeTrialRemainingTime: 'P27DT23H' });
  api.now += 40 * DAY_MS;
  expect(await tier('Standard')).toMatchObject({ freeTrialRemainingTime: 'PT0S' });
  expect((await api.ask(at('/KeyVaults'))).body.properties).toEqual({ pricingTier: 'Standard', freeTrialRemainingTime: 'PT0S' });
  const { body } = await api.ask(at(''));
  const dns = body.value.find(({ name }: { name: string }) => name === 'Dns');
  expect(dns.properties).toEqual({ pricingTier: 'Standard', freeTrialRemainingTime: 'P30D' });
});

test('alerts of a plan that is off are stored but not raised', async () => {
  await setTier('VirtualMachines', 'Free');
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

test('what is left of a trial is told to the second', () => {
  expect(isoDuration(61_000)).toBe('PT1M1S');
});
