import { fuseSubscription } from '../../../shared/pipeline/fuse-subscription';
import { SUBSCRIPTION } from '../../support/sample-alerts';
import { ApiFixture, insights, security } from './api-fixture';
import { alert } from './stored-alerts';

const at = (name = '') => security(SUBSCRIPTION, `incidentTypes${name && `/${name}`}`);

/** Two things that the bank's own products tell of one account. */
const TYPE = {
  title: 'Payments prepared from the account {{entity}}',
  description: 'A new payee was followed by a change of limits.',
  severity: 'High',
  correlation: {
    type: 'temporal_ordered',
    groupBy: ['account'],
    timespan: 60,
    rules: [{ words: ['New Payee'] }, { words: ['limit raised'] }],
  },
  response: ['Hold the payments of {{entity}}.'],
  examples: {
    positive: [
      [
        { name: 'New payee', minute: 0, entities: ['account:dana'] },
        { name: 'Limit raised', minute: 20, entities: ['account:dana'] },
      ],
    ],
    negative: [
      [
        { name: 'New payee', minute: 0, entities: ['account:dana'] },
        { name: 'Limit raised', minute: 20, entities: ['account:lee'] },
      ],
    ],
  },
};

let api: ApiFixture;
beforeAll(async () => {
  api = await ApiFixture.start();
});
afterAll(() => api.stop());

const put = (name: string, changes: object = {}) => api.ask(at(name), { method: 'PUT', body: { properties: { ...TYPE, ...changes } } });

test('a type is created, replaced, listed, read and deleted', async () => {
  expect(await put('payments')).toMatchObject({ status: 201, body: { name: 'payments', properties: { title: TYPE.title } } });
  expect(await put('Payments', { title: 'Payments' })).toMatchObject({ status: 200, body: { name: 'payments' } });
  expect((await api.ask(at())).body.value).toMatchObject([{ name: 'payments', properties: { title: 'Payments' } }]);
  expect((await api.ask(at('payments'))).body.properties.correlation.rules).toEqual([
    { words: ['new payee'] },
    { words: ['limit raised'] },
  ]);
  expect((await api.ask(at('payments'), { method: 'DELETE' })).status).toBe(204);
  expect((await api.ask(at('payments'), { method: 'DELETE' })).status).toBe(204);
  expect((await api.ask(at('payments'))).status).toBe(404);
});

test('a type whose rule contradicts its examples is refused, with the examples', async () => {
  const [positive = []] = TYPE.examples.positive;
  const wrong = {
    positive: [positive, [...positive].map((one) => ({ ...one, entities: ['account:max', 'host:a'], minute: 0 }))],
    negative: [positive],
  };
  const { status, body } = await put('payments', { examples: wrong });
  expect(status).toBe(400);
  expect(body.error).toMatchObject({
    code: 'ExamplesContradictRule',
    message: 'The rule contradicts its examples: positive example 2 is not one by the rule; negative example 1 is one by the rule.',
  });
  expect((await api.ask(at())).body.value).toEqual([]);
});

test.each([
  ['a condition that is not known', 'payments', { correlation: { ...TYPE.correlation, type: 'sometimes' } }, 'correlation'],
  ['a property that is not known', 'payments', { colour: 'red' }, 'colour'],
  ['no examples', 'payments', { examples: { positive: [], negative: [] } }, 'examples'],
  ['a name that is none', 'pay_ments', {}, 'name'],
])('a type with %s is refused', async (_, name, changes, said) => {
  const { status, body } = await put(name, changes);
  expect([status, JSON.stringify(body.error)]).toEqual([400, expect.stringContaining(said)]);
});

test('fusion makes incidents of the own types of a subscription, and they keep their name when people handle them', async () => {
  await put('payments');
  const dana = { kind: 'account' as const, key: 'account:dana', name: 'dana', properties: { type: 'account', name: 'dana' } };
  const one = (n: number, displayName: string, changes: object = {}) =>
    alert(n, {
      alertType: `Bank_${n}`,
      displayName,
      tactics: [],
      reasons: [{ code: 'severity.vendor', text: 'Medium.' }],
      entities: [dana],
      ...changes,
    });
  const alerts = [one(0, 'New payee of a customer'), one(20, 'Limit raised')];
  await api.stores.alerts.add(alerts, api.now);
  await api.stores.registry.markChanged(SUBSCRIPTION);
  const run = () => fuseSubscription(SUBSCRIPTION, api.stores, { publish: async () => {} }, () => api.now);
  await run();

  const incidents = async () => (await api.ask(insights(SUBSCRIPTION, 'incidents?api-version=2022-09-01-preview'))).body.value;
  const [incident] = await incidents();
  expect(incident.properties).toMatchObject({
    title: 'Payments prepared from the account dana',
    severity: 'High',
    reasons: expect.arrayContaining([expect.objectContaining({ code: 'incident.type.payments' })]),
  });
  const moved = insights(SUBSCRIPTION, `incidents/${incident.name}/relations/${alerts[0]?.id}?api-version=2022-09-01-preview`);
  expect((await api.ask(moved, { method: 'DELETE' })).status).toBe(200);
  await api.ask(insights(SUBSCRIPTION, `incidents/${incident.name}/undo?api-version=2022-09-01-preview`), { method: 'POST' });
  const after = (await incidents()).find(({ name }: { name: string }) => name === incident.name);
  expect(after.properties.title).toBe('Payments prepared from the account dana');
});
