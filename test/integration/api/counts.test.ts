import { SUBSCRIPTION } from '../../support/sample-alerts';
import { ApiFixture, insights, security } from './api-fixture';
import { attack, fused } from './fused';
import { alert, OTHER_SUBSCRIPTION } from './stored-alerts';

/** The alerts' day, from nine in the morning. */
const DAY = 'startTime=2026-03-02&endTime=2026-03-03';

let api: ApiFixture;
beforeAll(async () => {
  api = await ApiFixture.start();
  await api.stores.alerts.add(
    [
      alert(0, { severity: 'High', product: 'Suricata', tactics: [] }),
      alert(59, { severity: 'Low', status: 'Resolved', tactics: ['TA0002', 'TA0008'] }),
      alert(60, { severity: 'Low' }),
      alert(61, { severity: 'Informational' }),
      alert(24 * 60, { id: 'next-day' }),
      alert(5, { subscriptionId: OTHER_SUBSCRIPTION, id: 'foreign' }),
    ],
    api.now,
  );
});
afterAll(() => api.stop());

const alertCounts = (query: string) => api.ask(security(SUBSCRIPTION, `alertCounts?api-version=2022-01-01&${query}`));
const incidentCounts = (query: string) => api.ask(insights(SUBSCRIPTION, `incidentCounts?api-version=2022-09-01-preview&${query}`));

test('counts alerts by severity and hour, those of lists alone', async () => {
  const { status, body } = await alertCounts(DAY);
  expect([status, body.groupBy, body.count, body.counts, body.value.length]).toEqual([200, 'severity', 3, { High: 1, Low: 2 }, 24]);
  expect(body).toMatchObject({ startTimeUtc: '2026-03-02T00:00:00.000Z', endTimeUtc: '2026-03-03T00:00:00.000Z' });
  const filled = body.value.filter(({ count }: { count: number }) => count > 0);
  expect(filled).toEqual([
    { startTimeUtc: '2026-03-02T09:00:00.000Z', count: 2, counts: { High: 1, Low: 1 } },
    { startTimeUtc: '2026-03-02T10:00:00.000Z', count: 1, counts: { Low: 1 } },
  ]);
});

test.each([
  ['groupBy=status', { Active: 2, Resolved: 1 }],
  ['groupBy=Product', { 'Microsoft Defender for Cloud': 2, Suricata: 1 }],
  ['groupBy=tactic', { '(none)': 1, Execution: 2, LateralMovement: 1 }],
  [`groupBy=tactic&$filter=${encodeURIComponent("severity eq 'High'")}`, { '(none)': 1 }],
])('counts alerts by %s', async (query, counts) => {
  const { body } = await alertCounts(`${DAY}&bucket=P1D&${query}`);
  expect(body.value).toEqual([{ startTimeUtc: '2026-03-02T00:00:00.000Z', count: body.count, counts }]);
  expect(body.counts).toEqual(counts);
});

test('counts incidents, and the alerts that are in one or in none', async () => {
  const days = (await incidentCounts('bucket=P1D')).body;
  expect([days.count, days.value.length]).toEqual([0, 2]);
  const attacked = attack('counted', 120);
  await fused(api, attacked);
  const { body } = await incidentCounts('bucket=P1D&groupBy=tactic');
  expect([body.count, body.counts]).toEqual([1, { Discovery: 1, Execution: 1, Exfiltration: 1 }]);
  expect((await incidentCounts(`$filter=${encodeURIComponent("status eq 'Closed'")}`)).body.count).toBe(0);
  const filter = (text: string) => `${DAY}&$filter=${encodeURIComponent(text)}`;
  expect((await alertCounts(filter('incidentId ne null'))).body.count).toBe(3);
  expect((await alertCounts(filter('incidentId eq null'))).body.count).toBe(3);
});

test('refuses parameters that it does not have, and names those that it has', async () => {
  const message = "'from' is no query parameter here. They are api-version, groupBy, bucket, startTime, endTime, $filter.";
  for (const counts of [alertCounts, incidentCounts]) {
    expect(await counts('from=2026-03-02')).toMatchObject({ status: 400, body: { error: { code: 'BadRequest', message } } });
    expect(await counts('GROUPBY=status&bucket=P1D')).toMatchObject({ status: 200, body: { groupBy: 'status' } });
  }
});

test('refuses what it cannot count', async () => {
  for (const query of ['groupBy=title', 'bucket=1h', 'startTime=2020-01-01', `${DAY}&$filter=nonsense`, 'startTime=2999-01-01']) {
    expect(await alertCounts(query)).toMatchObject({ status: 400, body: { error: { code: 'BadRequest' } } });
    expect(await incidentCounts(query)).toMatchObject({ status: 400, body: { error: { code: 'BadRequest' } } });
  }
});
