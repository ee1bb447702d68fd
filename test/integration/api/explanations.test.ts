import { SUBSCRIPTION } from '../../support/sample-alerts';
import { ApiFixture, insights, PLACE, security } from './api-fixture';
import { attack, fused } from './fused';
import { alert } from './stored-alerts';

let api: ApiFixture;
beforeAll(async () => {
  api = await ApiFixture.start();
});
afterAll(() => api.stop());

const whatIf = (incident: string, without: string) =>
  api.ask(insights(SUBSCRIPTION, `incidents/${incident}/whatIf?api-version=2022-09-01-preview&without=${without}`));
const whyNot = (name: string) =>
  api.ask(security(SUBSCRIPTION, `locations/${PLACE.location}/alerts/${name}/whyNot?api-version=2022-01-01`));

test('an incident says what it would be without one of its alerts', async () => {
  const [id = ''] = await fused(api, attack('web', 0));
  const { status, body } = await whatIf(id, 'web-0');
  expect(status).toBe(200);
  expect(body).toMatchObject({ alertId: 'web-0', alertsOfActivity: 1, isIncident: true, parts: 1, lostTactics: ['Discovery'] });
  expect(body.text).toBe(
    'Without it the incident would have the score 84 instead of 90, would be called "Execution to Exfiltration on web" and would not show Discovery.',
  );
  expect((await whatIf(id, 'web-1')).body).toMatchObject({ text: 'Without it the rest would be no incident.', isIncident: false });
});

test('without an alert that is one of many, the question is about all of them', async () => {
  const flood = attack('flood', 2_000).flatMap((one) => [one, { ...one, id: `${one.id}-again` }]);
  const [id = ''] = await fused(api, flood);
  const { body } = await whatIf(id, 'flood-0-again');
  expect(body).toMatchObject({
    alertsOfActivity: 2,
    text: expect.stringMatching(/^Without the 2 alerts of its activity the incident would /),
  });
});

test('about what is not in the incident, or does not exist, nothing is said', async () => {
  const [one = ''] = await fused(api, attack('one', 4_000));
  await fused(api, attack('two', 6_000));
  expect((await whatIf(one, 'two-0')).status).toBe(404);
  expect((await whatIf('nowhere', 'one-0')).status).toBe(404);
  expect((await whatIf(one, '')).status).toBe(400);
});

test('an alert of an incident names it, one of a candidate says what is missing', async () => {
  const [id = ''] = await fused(api, attack('named', 8_000));
  expect((await whyNot('named-2')).body).toEqual({ incidentId: expect.stringMatching(new RegExp(`/incidents/${id}$`)), reasons: [] });

  const host = { kind: 'host' as const, key: 'host:alone', name: 'alone', properties: { type: 'host' } };
  const lone = { severity: 'Medium', reasons: [{ code: 'severity.vendor', text: 'Medium.' }], entities: [host] } as const;
  await fused(api, [alert(10_000, { ...lone, id: 'lone', entities: [host], reasons: [...lone.reasons] })]);
  expect((await whyNot('lone')).body).toEqual({
    incidentId: null,
    reasons: [
      expect.objectContaining({ code: 'no-incident.few-unusual', text: '1 kind of unusual activity came together; 4 make an incident.' }),
      expect.objectContaining({ code: 'no-incident.lone-warning' }),
    ],
  });
});

test('an alert of what happens every day says how usual it is', async () => {
  const host = { kind: 'host' as const, key: 'host:daily', name: 'daily', properties: { type: 'host' } };
  const daily = (day: number, n: number) =>
    alert(20_000 + day * 1_440 + n * 30, { id: `daily-${day}-${n}`, alertType: 'Update', severity: 'Low', tactics: [], entities: [host] });
  for (const day of [0, 1, 2, 3, 4])
    await fused(
      api,
      Array.from({ length: 10 }, (_, n) => daily(day, n)),
    );
  const { reasons } = (await whyNot('daily-4-3')).body;
  expect(reasons).toEqual([
    expect.objectContaining({ code: 'no-incident.only-evidence' }),
    {
      code: 'dull.usual',
      text: expect.stringMatching(/^It is usual here: seen on \d of \d+ days, \d+\.\d times a day, with up to 1 alert at a time\.$/),
    },
  ]);
});

test('an alert that fusion has not seen says so', async () => {
  await api.stores.alerts.add([alert(19_000, { id: 'fresh' })], api.now);
  expect((await whyNot('fresh')).body.reasons).toEqual([expect.objectContaining({ code: 'no-incident.not-fused' })]);
  expect((await whyNot('nobody')).status).toBe(404);
});
