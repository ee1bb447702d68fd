import { setTimeout as delay } from 'node:timers/promises';
import type { AlertStatus } from '../../../shared/model/alert';
import { alert } from '../api/stored-alerts';
import { subscription } from '../storage/fixture';
import { automationPath, ExportFixture } from './export-fixture';
import { titled } from './stored-incidents';

let exports: ExportFixture;
let subscriptions = 300;
let id: string;
beforeAll(async () => {
  exports = await ExportFixture.start();
});
afterAll(() => exports.stop());
beforeEach(() => {
  subscriptions += 1;
  id = subscription(subscriptions);
  exports.endpoint.faults = () => undefined;
});

const alertsOf = (from: number, count: number, changes = {}) =>
  Array.from({ length: count }, (_, n) => alert(from + n, { subscriptionId: id, ...changes }));
const idsOf = (rows: Record<string, unknown>[]) => rows.map((row) => row.SystemAlertId);

/** The store's clock counts whole seconds, and settings are in effect from the second of their making. */
const nextSecond = () => delay(1_050);

/** What the activity log says of one operation on automations of the subscription, sorted. */
async function changesOf(operation: string): Promise<string[]> {
  const filter = `eventTimestamp ge '${new Date(Date.now() - 3_600_000).toISOString()}'`;
  const events = await exports.api.all(
    `/subscriptions/${id}/providers/microsoft.insights/eventtypes/management/values?api-version=2015-04-01&$filter=${encodeURIComponent(filter)}`,
  );
  const named = events.items.filter(({ operationName }) => operationName.value === `Microsoft.Security/automations/${operation}`);
  return named.map(({ status }) => status.value).sort();
}

it('delivers each alert once, in the columns of SecurityAlert', async () => {
  await exports.automation(id, 'all');
  await exports.add(...alertsOf(0, 30));
  await exports.runAll(id);
  await exports.runAll(id);
  const rows = exports.rows(id);
  expect(idsOf(rows).sort()).toEqual(alertsOf(0, 30).map((each) => each.id));
  expect(rows[0]).toMatchObject({ AlertSeverity: 'Medium', ProductName: 'Microsoft Defender for Cloud', Status: 'New', IsSnapshot: false });
  expect(JSON.parse(String(rows[0]?.Entities))).toEqual([{ address: '203.0.113.77', Type: 'ip' }]);
});

it('delivers a changed alert again, under another record id', async () => {
  await exports.automation(id, 'changes');
  await exports.add(...alertsOf(0, 2));
  await exports.runAll(id);
  await exports.add(...alertsOf(0, 1, { revisedTime: Date.UTC(2026, 5, 1), raw: '{"later":1}', description: 'More is known.' }));
  await exports.runAll(id);
  const rows = exports.rows(id);
  expect(rows.map(({ Description }) => Description)).toEqual(['Something happened.', 'Something happened.', 'More is known.']);
  expect(new Set(rows.map(({ RecordId }) => RecordId)).size).toBe(3);
});

it('delivers every state that somebody gave an alert, however short, in its order and once', async () => {
  await exports.automation(id, 'states');
  await exports.add(...alertsOf(0, 2));
  const set = (status: AlertStatus) => exports.api.stores.alertStatus.set(id, 'alert-0000', status, exports.now());
  for (const status of ['InProgress', 'Dismissed', 'Active'] as const) await set(status);
  await exports.runAll(id);
  await set('Resolved');
  await set('Active');
  await exports.runAll(id);
  await nextSecond();
  await exports.runAll(id);
  const rows = exports.rows(id).filter(({ SystemAlertId }) => SystemAlertId === 'alert-0000');
  expect(rows.map(({ Status }) => Status)).toEqual(['New', 'InProgress', 'Dismissed', 'New', 'Resolved', 'New']);
  expect(new Set(rows.map(({ RecordId }) => RecordId)).size).toBe(6);
  expect(await exports.reconciliation(id, 'states')).toMatchObject({
    isComplete: true,
    value: [{ recordsIn: 7, delivered: 7, repeated: 0 }],
  });
});

it('delivers every version of an incident, however short it lived, in its order and once', async () => {
  await exports.automation(id, 'versions', { sources: [{ eventSource: 'Incidents' }] });
  const titles = ['one', 'two', 'three', 'four', 'five'];
  const records: string[] = [];
  for (const title of titles.slice(0, 3)) records.push(await titled(exports.api.stores, id, `incident-${id}`, title, exports.now()));
  await exports.runAll(id);
  for (const title of titles.slice(3)) records.push(await titled(exports.api.stores, id, `incident-${id}`, title, exports.now()));
  await exports.runAll(id);
  const rows = exports.rows(id, 'Custom-SinterIncident_CL');
  expect(rows.map(({ IncidentTitle }) => IncidentTitle)).toEqual(titles);
  expect(rows.map(({ RecordId }) => RecordId)).toEqual(records);
  expect(await exports.reconciliation(id, 'versions')).toMatchObject({
    isComplete: true,
    value: [{ stream: 'incidents', recordsIn: 5, repeated: 0 }],
  });
});

it('exports what its rules and scopes want, and nothing of other subscriptions', async () => {
  const high = { propertyJPath: 'Severity', propertyType: 'String', operator: 'Equals', expectedValue: 'high' };
  const first = { propertyJPath: 'properties.SystemAlertId', propertyType: 'String', operator: 'EndsWith', expectedValue: '0001' };
  await exports.automation(id, 'some', {
    scopes: [{ scopePath: `/subscriptions/${id}/resourceGroups/WEB` }],
    sources: [{ eventSource: 'Alerts', ruleSets: [{ rules: [high] }, { rules: [first] }] }],
  });
  await exports.add(
    ...alertsOf(0, 3),
    ...alertsOf(3, 1, { severity: 'High' }),
    ...alertsOf(4, 1, { severity: 'High', resourceIds: [] }),
    alert(9, { subscriptionId: subscription(999), severity: 'High' }),
  );
  await exports.runAll(id);
  expect(idsOf(exports.rows(id))).toEqual(['alert-0001', 'alert-0003']);
  expect(exports.rows(subscription(999))).toEqual([]);
});

it('loses nothing and keeps the order while requests fail, and says so in the reconciliation', async () => {
  await exports.automation(id, 'faulty');
  let number = 0;
  const faults = [
    { kind: 'refuse', status: 503 },
    { kind: 'reset-after' },
    { kind: 'reset-before' },
    { kind: 'refuse', status: 429, retryAfter: 7 },
    { kind: 'refuse', status: 403 },
  ] as const;
  exports.endpoint.faults = () => faults[number++];
  for (let n = 0; n < 6; n++) {
    await exports.add(...alertsOf(n * 10, 10));
    await exports.run(id);
    exports.late += 400_000;
  }
  await exports.runAll(id);
  const seen = [...new Set(exports.rows(id).map(({ RecordId }) => RecordId))];
  expect(seen).toHaveLength(60);
  exports.late = 0;
  expect(await exports.reconciliation(id, 'faulty')).toMatchObject({
    isComplete: true,
    value: [{ stream: 'alerts', recordsIn: 60, delivered: 60, pending: 0, dead: 0, missing: [] }],
  });
});

it('leaves a target alone for as long as it asks, and shows an open circuit', async () => {
  await exports.automation(id, 'throttled');
  await exports.add(...alertsOf(0, 1));
  exports.endpoint.faults = () => ({ kind: 'refuse', status: 429, retryAfter: 900 });
  expect(await exports.run(id)).toMatchObject([{ outcome: 'unavailable' }]);
  exports.late += 880_000;
  const before = exports.endpoint.requests;
  expect(await exports.run(id)).toMatchObject([{ outcome: 'waiting' }]);
  expect(exports.endpoint.requests).toBe(before);
  for (let n = 0; n < 4; n++) {
    exports.late += 1_000_000;
    expect(await exports.run(id)).toMatchObject([{ outcome: 'unavailable' }]);
  }
  const { body } = await exports.api.ask(automationPath(id, 'throttled'));
  expect(body.properties.deliveries).toMatchObject([{ state: 'CircuitOpen', lastFailure: { status: 429 } }]);
  exports.endpoint.faults = () => undefined;
  exports.late += 1_000_000;
  await exports.runAll(id);
  exports.late = 0;
  expect(exports.rows(id)).toHaveLength(1);
});

it('puts a record which the target refuses aside, with the answer, and sends it again when asked', async () => {
  await exports.automation(id, 'poison');
  await exports.add(...alertsOf(0, 8));
  exports.endpoint.refusesRows = (rows) => rows.some((row) => row.SystemAlertId === 'alert-0005');
  await exports.runAll(id);
  expect(idsOf(exports.rows(id)).sort()).toEqual([0, 1, 2, 3, 4, 6, 7].map((n) => `alert-000${n}`));
  const letters = await exports.api.ask(automationPath(id, 'poison', '/deadLetters'));
  expect(letters.body.value).toMatchObject([{ properties: { status: 400 } }]);
  expect(await exports.reconciliation(id, 'poison')).toMatchObject({ isComplete: false, value: [{ recordsIn: 8, delivered: 7, dead: 1 }] });
  exports.endpoint.refusesRows = () => false;
  await exports.api.ask(automationPath(id, 'poison', '/deadLetters/all/replay'), { method: 'POST', body: {} });
  expect(await changesOf('deadLetters/replay/action')).toEqual(['Started', 'Succeeded']);
  await exports.runAll(id);
  expect(exports.rows(id)).toHaveLength(8);
  expect(await exports.reconciliation(id, 'poison')).toMatchObject({ isComplete: true, value: [{ recordsIn: 8, delivered: 8, dead: 0 }] });
});

it('rests while it is disabled, and goes on where it stopped', async () => {
  await exports.automation(id, 'switch');
  await exports.add(...alertsOf(0, 2));
  await exports.runAll(id);
  await exports.automation(id, 'switch', { isEnabled: false });
  await exports.add(...alertsOf(2, 2));
  expect(await exports.run(id)).toEqual([]);
  await exports.automation(id, 'switch', { isEnabled: true });
  await exports.runAll(id);
  expect(idsOf(exports.rows(id))).toEqual(['alert-0000', 'alert-0001', 'alert-0002', 'alert-0003']);
});

it('starts with its creation, and a backfill adds the past, none of it twice', async () => {
  await exports.add(...alertsOf(0, 5));
  await nextSecond();
  await exports.automation(id, 'late');
  await exports.add(...alertsOf(5, 3));
  await exports.runAll(id);
  expect(exports.rows(id)).toHaveLength(3);
  const backfill = (from: number) =>
    exports.api.ask(automationPath(id, 'late', '/backfill'), { method: 'POST', body: { from: new Date(from).toISOString() } });
  expect(await backfill(Date.now() - 3_600_000)).toMatchObject({ status: 202, body: { places: 1 } });
  await exports.add(...alertsOf(8, 2));
  await exports.runAll(id);
  expect(idsOf(exports.rows(id)).sort()).toEqual(alertsOf(0, 10).map((each) => each.id));
  expect((await backfill(Date.now() - 3_000_000)).body).toEqual({ places: 0 });
  expect(await changesOf('backfill/action')).toEqual(['Started', 'Started', 'Succeeded', 'Succeeded']);
  expect(await exports.reconciliation(id, 'late')).toMatchObject({ isComplete: true, value: [{ recordsIn: 10, repeated: 0 }] });
});

it('created again after it was deleted, starts anew', async () => {
  await exports.automation(id, 'again');
  await exports.add(...alertsOf(0, 2));
  await exports.runAll(id);
  expect((await exports.api.ask(automationPath(id, 'again'), { method: 'DELETE' })).status).toBe(204);
  await exports.add(...alertsOf(2, 2));
  expect(await exports.run(id)).toEqual([]);
  await nextSecond();
  await exports.automation(id, 'again');
  await exports.add(...alertsOf(4, 2));
  await exports.runAll(id);
  expect(idsOf(exports.rows(id))).toEqual(['alert-0000', 'alert-0001', 'alert-0004', 'alert-0005']);
});

it('takes a snapshot of all that exists once a week, marked as such', async () => {
  await exports.add(...alertsOf(0, 7));
  await exports.automation(id, 'weekly', { sources: [{ eventSource: 'AlertsSnapshot' }] });
  await exports.runAll(id);
  await exports.add(...alertsOf(7, 1));
  await exports.runAll(id);
  const rows = exports.rows(id);
  expect(rows).toHaveLength(7);
  expect(rows.every(({ IsSnapshot, RecordId }) => IsSnapshot === true && /@\d{4}-\d\d-\d\d$/.test(String(RecordId)))).toBe(true);
  exports.late += 7 * 24 * 3_600_000;
  await exports.runAll(id);
  exports.late = 0;
  expect(exports.rows(id)).toHaveLength(15);
});
