import { alert } from '../api/stored-alerts';
import { subscription } from '../storage/fixture';
import { automationPath, ExportFixture } from './export-fixture';

const [ONE, OTHER] = [subscription(820), subscription(821)];
let exports: ExportFixture;
beforeAll(async () => {
  exports = await ExportFixture.start();
});
afterAll(() => exports.stop());

const health = () => exports.api.stores.exportRegistry.health();

it('knows of no trouble where nothing is exported', async () => {
  expect(await health()).toEqual({ subscriptions: 0, openCircuits: 0 });
});

it('tells how many circuits are open and since when the oldest record waits, over all subscriptions', async () => {
  for (const id of [ONE, OTHER]) await exports.automation(id, 'all');
  await exports.add(alert(0, { subscriptionId: ONE }));
  const stored = await exports.api.stores.alerts.get(ONE, alert(0).id);
  const accepted = (stored as unknown as { _ts: number })._ts * 1_000;
  exports.endpoint.faults = () => ({ kind: 'refuse', status: 503 });
  for (let n = 0; n < 5; n++) {
    await exports.run(ONE);
    await exports.run(OTHER);
    exports.late += 400_000;
  }
  expect(await health()).toMatchObject({ subscriptions: 2, openCircuits: 1, undeliveredSince: accepted });
  // One that is left alone for a while is as open as before.
  exports.late -= 400_000;
  expect(await exports.run(ONE)).toMatchObject([{ outcome: 'waiting' }]);
  expect(await health()).toMatchObject({ openCircuits: 1, undeliveredSince: accepted });

  exports.endpoint.faults = () => undefined;
  exports.late += 800_000;
  await exports.runAll(ONE);
  const { undeliveredSince, openCircuits, checkedTime } = await health();
  expect({ undeliveredSince, openCircuits }).toEqual({ undeliveredSince: undefined, openCircuits: 0 });
  expect(checkedTime).toBeLessThanOrEqual(exports.now());
});

it('counts what a run had no time for as undelivered, and forgets an automation that is deleted', async () => {
  await exports.add(alert(1, { subscriptionId: ONE }));
  expect(await exports.run(ONE, 0)).toMatchObject([{ outcome: 'out-of-time' }]);
  expect((await health()).undeliveredSince).toBeGreaterThan(0);
  await exports.api.ask(automationPath(ONE, 'all'), { method: 'DELETE' });
  await exports.run(ONE);
  expect(await health()).toMatchObject({ subscriptions: 2, openCircuits: 0 });
  expect((await health()).undeliveredSince).toBeUndefined();
});
