import { CIRCUIT_OPENS_AT } from '../../../shared/export/target-state';
import { SUBSCRIPTION } from '../../support/sample-alerts';
import { ExportFixture } from '../export/export-fixture';
import { ApiFixture } from './api-fixture';
import { alert } from './stored-alerts';

let exporting: ExportFixture;
let api: ApiFixture;
beforeAll(async () => {
  exporting = await ExportFixture.start();
  api = exporting.api;
});
afterAll(() => exporting.stop());

/** Asked so many seconds from now, and long enough after the last time for a fresh answer. */
let asked = 0;
async function later(seconds: number) {
  asked += 10;
  api.now = Date.now() + (seconds + asked) * 1_000;
  const answer = await api.ask('/readyz', { token: null });
  return { ...answer, lagOf: (part: 'fusion' | 'exports') => answer.body[part].lagSeconds - asked - seconds };
}

test('is healthy and ready without a token', async () => {
  expect(await api.ask('/healthz', { token: null })).toMatchObject({ status: 200, body: { status: 'healthy' } });
  expect(await api.ask('/readyz', { token: null })).toMatchObject({ status: 200, body: { status: 'ready' } });
});

test('is healthy but not ready while the store fails, and says nothing of why', async () => {
  api.now += 10_000;
  const failing = jest.spyOn(api.stores.roleAssignments, 'of').mockRejectedValue(new Error('secret of the store'));
  const { status, text, headers } = await api.ask('/readyz', { token: null });
  expect(status).toBe(503);
  expect(text).not.toContain('secret');
  expect(headers.get('retry-after')).toBe('5');
  expect((await api.ask('/healthz', { token: null })).status).toBe(200);
  failing.mockRestore();
  expect((await later(10)).status).toBe(200);
});

test('tells that the issuer of tokens fails, and is ready for whoever has a token that is known', async () => {
  const own = await ApiFixture.start();
  await own.issuer.stop();
  const { status, body } = await own.ask('/readyz', { token: null });
  expect([status, body.dependencies]).toEqual([200, { store: 'up', tokenIssuer: 'down' }]);
  await own.cosmos.close();
  expect((await later(20)).body.dependencies).toEqual({ store: 'up', tokenIssuer: 'up' });
});

test('tells the age of the oldest alert that is not fused, and of how many subscriptions', async () => {
  expect((await later(100)).body.fusion).toEqual({ subscriptionsBehind: 0, lagSeconds: 0 });
  await api.stores.alerts.add([alert(1)], api.now);
  await api.stores.registry.markChanged(SUBSCRIPTION);
  const behind = await later(100);
  expect(behind.body.fusion.subscriptionsBehind).toBe(1);
  expect(Math.abs(behind.lagOf('fusion'))).toBeLessThan(60);
  await api.stores.registry.markFused(SUBSCRIPTION, await api.stores.registry.changes(SUBSCRIPTION));
  expect((await later(100)).body.fusion).toEqual({ subscriptionsBehind: 0, lagSeconds: 0 });
});

test('tells the age of what a target has not got and whether its circuit is open, and names nobody', async () => {
  expect((await later(100)).body.exports).toEqual({ subscriptions: 0, openCircuits: 0, lagSeconds: 0 });
  await exporting.automation(SUBSCRIPTION, 'all');
  await exporting.add(alert(2));
  exporting.endpoint.faults = () => ({ kind: 'refuse', status: 503 });
  for (let run = 0; run < CIRCUIT_OPENS_AT; run++) {
    await exporting.run(SUBSCRIPTION);
    exporting.late += 400_000;
  }
  const failing = await later(exporting.late / 1_000);
  expect(failing.body.exports).toMatchObject({ subscriptions: 1, openCircuits: 1 });
  expect(Math.abs(failing.lagOf('exports'))).toBeLessThan(60);
  expect(failing.text).not.toMatch(/-|workspace|soc/);

  exporting.endpoint.faults = () => undefined;
  await exporting.runAll(SUBSCRIPTION);
  const { body } = await later(exporting.late / 1_000);
  expect(body.exports).toEqual({ subscriptions: 1, openCircuits: 0, lagSeconds: 0, lastRunSeconds: expect.any(Number) });
  expect(body.exports.lastRunSeconds).toBeLessThan(asked + 60);
});
