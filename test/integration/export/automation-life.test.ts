import { setTimeout as delay } from 'node:timers/promises';
import { alert } from '../api/stored-alerts';
import { subscription } from '../storage/fixture';
import { automationPath, ExportFixture } from './export-fixture';

let exports: ExportFixture;
let subscriptions = 840;
let id: string;
beforeAll(async () => {
  exports = await ExportFixture.start();
});
afterAll(() => exports.stop());
beforeEach(() => {
  id = subscription(++subscriptions);
  exports.late = 0;
  exports.endpoint.faults = () => undefined;
});

const alertsOf = (from: number, count: number, changes = {}) =>
  Array.from({ length: count }, (_, n) => alert(from + n, { subscriptionId: id, ...changes }));
const idsOf = (count: number) => alertsOf(0, count).map((each) => each.id);
const subjects = (rows: Record<string, unknown>[]) => rows.map((row) => String(row.SystemAlertId));
/** The store's clock counts whole seconds, and settings are in effect from the second of their making. */
const nextSecond = () => delay(1_050);
const wanting = (severity: string) => ({
  sources: [
    {
      eventSource: 'Alerts',
      ruleSets: [{ rules: [{ propertyJPath: 'Severity', propertyType: 'String', operator: 'Equals', expectedValue: severity }] }],
    },
  ],
});

it('a change of its rules holds for what is delivered from then on', async () => {
  await exports.automation(id, 'changing');
  await exports.add(...alertsOf(0, 2));
  await exports.runAll(id);
  await exports.automation(id, 'changing', wanting('High'));
  await exports.add(...alertsOf(2, 2), ...alertsOf(4, 1, { severity: 'High' }));
  await exports.runAll(id);
  expect(subjects(exports.rows(id)).sort()).toEqual(['alert-0000', 'alert-0001', 'alert-0004']);
  expect(await exports.reconciliation(id, 'changing')).toMatchObject({ isComplete: true, value: [{ recordsIn: 3, delivered: 3 }] });
  // The same rules given again are no change of them.
  const rulesTime = async () => (await exports.api.stores.automations.get(id, 'soc', 'changing'))?.rulesTime;
  const before = await rulesTime();
  exports.late += 5_000;
  await exports.automation(id, 'changing', { ...wanting('High'), description: 'High ones' });
  expect(await rulesTime()).toBe(before);
});

it('a place that is added during the stream begins then; one that is taken away rests, and goes on where it stopped', async () => {
  const group = `/subscriptions/${id}/resourceGroups/soc/providers/Microsoft.OperationalInsights/workspaces`;
  const to = (...names: string[]) => ({
    actions: names.map((name) => ({ actionType: 'Workspace', workspaceResourceId: `${group}/${name}` })),
  });
  const delivered = async () =>
    Object.fromEntries((await exports.run(id)).map(({ place, delivered: count }) => [place.split('/').at(-1), count]));
  await exports.automation(id, 'places', to('one'));
  await exports.add(...alertsOf(0, 2));
  expect(await delivered()).toEqual({ one: 2 });
  await nextSecond();
  await exports.automation(id, 'places', to('one', 'two'));
  await exports.add(...alertsOf(2, 3));
  expect(await delivered()).toEqual({ one: 3, two: 3 });
  await exports.automation(id, 'places', to('two'));
  await exports.add(...alertsOf(5, 1));
  expect(await delivered()).toEqual({ two: 1 });
  await exports.automation(id, 'places', to('two', 'one'));
  expect(await delivered()).toEqual({ one: 1, two: 0 });
});

it('deleted during the stream, it delivers nothing more, also not what was under way', async () => {
  await exports.automation(id, 'gone');
  await exports.add(...alertsOf(0, 2));
  exports.endpoint.faults = () => ({ kind: 'refuse', status: 503 });
  await exports.run(id);
  await exports.api.ask(automationPath(id, 'gone'), { method: 'DELETE' });
  exports.endpoint.faults = () => undefined;
  exports.late += 400_000;
  expect(await exports.run(id)).toEqual([]);
  expect(exports.rows(id)).toEqual([]);
});

it('stream, backfill and snapshot, interrupted and together, each deliver everything once', async () => {
  await exports.add(...alertsOf(0, 600));
  await nextSecond();
  await exports.automation(id, 'together', { sources: [{ eventSource: 'Alerts' }, { eventSource: 'AlertsSnapshot' }] });
  const body = { from: new Date(Date.now() - 3_600_000).toISOString() };
  expect((await exports.api.ask(automationPath(id, 'together', '/backfill'), { method: 'POST', body })).body).toEqual({ places: 1 });
  let requests = 0;
  // Every third request is refused before anything is taken, so that nothing has to be sent twice.
  exports.endpoint.faults = () => (++requests % 3 === 0 ? { kind: 'refuse', status: 503 } : undefined);
  for (let n = 0; n < 12; n++) {
    await exports.add(...alertsOf(600 + n * 5, 5));
    await exports.run(id);
    exports.late += 400_000;
  }
  exports.endpoint.faults = () => undefined;
  await exports.runAll(id);
  const rows = exports.rows(id);
  const streamed = rows.filter(({ IsSnapshot }) => IsSnapshot === false);
  const shot = rows.filter(({ IsSnapshot }) => IsSnapshot === true);
  expect(subjects(streamed).sort()).toEqual(idsOf(660));
  // Of those that were there when it began; each of the others may be part of it, once.
  expect(subjects(shot).slice(0, 600)).toEqual(idsOf(600));
  expect(new Set(subjects(shot)).size).toBe(shot.length);
  expect(await exports.reconciliation(id, 'together')).toMatchObject({ value: [{ recordsIn: 660, missingCount: 0, repeated: 0 }] });
});
