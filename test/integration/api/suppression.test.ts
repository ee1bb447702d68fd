import { ingest } from '../../../shared/pipeline/ingest';
import { Suppression } from '../../../shared/pipeline/suppression';
import { latestExpiration } from '../../../shared/settings/suppression-rule';
import { defenderExport, SUBSCRIPTION } from '../../support/sample-alerts';
import { ApiFixture, security } from './api-fixture';
import { OTHER_SUBSCRIPTION } from './stored-alerts';

let api: ApiFixture;
beforeAll(async () => {
  api = await ApiFixture.start();
});
afterAll(() => api.stop());

const at = (name: string, subscription = SUBSCRIPTION) =>
  security(subscription, `alertsSuppressionRules/${name}?api-version=2019-01-01-preview`);
const write = (name: string, properties: object) => api.ask(at(name), { method: 'PUT', body: { properties } });

const ADDRESS = '203.0.113.77';
const rule = (changes: object = {}) => ({
  alertType: 'vm_unseenprocessfromtemp',
  reason: 'Scanner',
  state: 'Enabled' as const,
  comment: 'Our own scanner',
  expirationDateUtc: new Date(api.now + 86_400_000),
  suppressionAlertsScope: {
    allOf: [
      { field: 'entities.ip.address', in: [ADDRESS, '192.0.2.1'] },
      { field: 'entities.process.commandline', contains: 'UPD.exe' },
    ],
  },
  ...changes,
});

async function take(suppression: Suppression, ...alerts: Record<string, unknown>[]) {
  const events = alerts.map((alert, index) => ({
    body: JSON.stringify(alert),
    properties: {},
    partitionId: '0',
    sequenceNumber: index,
    enqueuedTime: new Date(api.now).toISOString(),
  }));
  return ingest(events, { ...api.stores, suppression }, 1_000_000, () => api.now);
}
const status = async (id: string) => (await api.stores.alertQueries.get(SUBSCRIPTION, id))?.status;

test('a new alert to which a rule applies is dismissed, kept and counted; any other is raised', async () => {
  await write('scanner', rule());
  const suppression = new Suppression(api.stores.suppressionRules);
  const hit = defenderExport({ SystemAlertId: 'hit' });
  const summary = await take(suppression, hit, defenderExport({ SystemAlertId: 'type', AlertType: 'VM_Other' }));
  expect(summary).toMatchObject({ created: 2 });
  expect([await status('hit'), await status('type')]).toEqual(['Dismissed', 'Active']);
  expect((await api.stores.alertQueries.get(SUBSCRIPTION, 'hit'))?.extendedProperties['sinter.suppressedBy']).toBe('scanner');
  // The same event once more is no further hit.
  await take(suppression, hit);
  expect((await api.ask(at('scanner'))).body.properties).toMatchObject({ hitCount: 1, lastHitUtc: new Date(api.now).toISOString() });

  api.now += 2 * 86_400_000;
  expect((await api.ask(at('scanner'))).body.properties.state).toBe('Expired');
  await take(suppression, defenderExport({ SystemAlertId: 'late' }));
  expect(await status('late')).toBe('Active');
});

test('the rules of a subscription are read once for many alerts', async () => {
  let reads = 0;
  const { suppressionRules } = api.stores;
  const suppression = new Suppression({
    of: (subscriptionId) => {
      reads += 1;
      return suppressionRules.of(subscriptionId);
    },
    count: (...hit) => suppressionRules.count(...hit),
  });
  await take(suppression, ...Array.from({ length: 20 }, (_, n) => defenderExport({ SystemAlertId: `many-${n}` })));
  expect(reads).toBe(1);
});

test('a rule holds at once where it was written, and no longer when it is deleted', async () => {
  const suppression = new Suppression(api.stores.suppressionRules);
  const of = (id: string) => defenderExport({ SystemAlertId: id, AlertType: 'AtOnce' });
  await take(suppression, of('before'));
  await write('at-once', rule({ alertType: 'AtOnce' }));
  await take(suppression, of('while'));
  await api.ask(at('at-once'), { method: 'DELETE' });
  await take(suppression, of('after'));
  expect([await status('before'), await status('while'), await status('after')]).toEqual(['Active', 'Dismissed', 'Active']);
});

test('a rule decides over new alerts only: what was raised stays so when it is revised, and what was dismissed stays dismissed', async () => {
  const suppression = new Suppression(api.stores.suppressionRules);
  const of = (id: string, changes: object = {}) => defenderExport({ SystemAlertId: id, AlertType: 'Revised', ...changes });
  const later = { ProcessingEndTime: '2026-03-03T00:00:00Z', Description: 'revised' };
  const stored = (id: string) => api.stores.alerts.get(SUBSCRIPTION, id);
  await take(suppression, of('raised-before'), of('closed-by-source'));
  await write('for-new', rule({ alertType: 'Revised' }));
  await take(suppression, of('dismissed-by-rule'), of('raised-before', later));
  expect(await stored('raised-before')).toMatchObject({ status: 'Active', description: 'revised' });
  expect((await stored('raised-before'))?.isSilenced).toBeUndefined();
  expect((await stored('raised-before'))?.extendedProperties).not.toHaveProperty(['sinter.suppressedBy']);
  await api.ask(at('for-new'), { method: 'DELETE' });
  await take(suppression, of('dismissed-by-rule', later), of('closed-by-source', { ...later, Status: 'Resolved' }));
  expect(await stored('dismissed-by-rule')).toMatchObject({
    status: 'Dismissed',
    isSilenced: true,
    description: 'revised',
    extendedProperties: { 'sinter.suppressedBy': 'for-new' },
  });
  expect(await status('closed-by-source')).toBe('Resolved');
});

test('a dry run says what a rule would suppress and changes nothing', async () => {
  const start = new Date(api.now - 3_600_000).toISOString();
  const recent = { StartTimeUtc: start, EndTimeUtc: start };
  await take(
    new Suppression(api.stores.suppressionRules),
    defenderExport({ SystemAlertId: 'dry', AlertType: 'DryType', ...recent }),
    defenderExport({ SystemAlertId: 'wet', AlertType: 'WetType', ...recent }),
  );
  const ask = { method: 'POST', body: { properties: rule({ alertType: 'DryType', expirationDateUtc: undefined }) } };
  const { status: code, body } = await api.ask(at('planned/dryRun'), ask);
  expect([code, body.suppressed, body.examples]).toEqual([200, 1, ['dry']]);
  expect(body.examined).toBeGreaterThanOrEqual(2);
  expect((await api.ask(at('planned/dryRun', OTHER_SUBSCRIPTION), ask)).body).toMatchObject({ examined: 0, suppressed: 0 });
  expect(await status('dry')).toBe('Active');
  expect((await api.ask(at('planned'))).status).toBe(404);
});

test('refuses rules that last too long, are over, or mean nothing', async () => {
  const latest = latestExpiration(api.now);
  expect((await write('longest', rule({ expirationDateUtc: new Date(latest) }))).body.properties.state).toBe('Enabled');
  const open = await write('open', rule({ expirationDateUtc: undefined }));
  expect(open.body.properties.expirationDateUtc).toBe(new Date(latest).toISOString());
  const refused = [
    rule({ expirationDateUtc: new Date(latest + 1) }),
    rule({ expirationDateUtc: new Date(api.now - 1) }),
    rule({ suppressionAlertsScope: { allOf: [{ field: 'severity', in: ['Low'] }] } }),
    rule({ suppressionAlertsScope: { allOf: [{ field: 'entities.ip.address' }] } }),
  ];
  for (const wrong of refused) expect((await write('wrong', wrong)).status).toBe(400);
  expect(latestExpiration(Date.UTC(2026, 7, 31))).toBe(Date.UTC(2027, 1, 28));
});
