import { IncidentActions } from '../../../shared/incidents/incident-actions';
import { merge } from '../../../shared/incidents/merge-action';
import { SUBSCRIPTION } from '../../support/sample-alerts';
import { ApiFixture, insights } from './api-fixture';
import { attack, fused } from './fused';

const DANA = { actor: { principalId: 'p1', name: 'Dana' } };
const at = (rest: string) => insights(SUBSCRIPTION, `incidents/${rest}?api-version=2022-09-01-preview`);

let api: ApiFixture;

beforeAll(async () => {
  api = await ApiFixture.start();
});

afterAll(() => api.stop());

test('a comment of a merged incident is written anew through the one that took it in', async () => {
  const [target = ''] = await fused(api, attack('with-comments', 0));
  api.now += 1_000;
  const [source = ''] = await fused(api, attack('commented', 5_000));
  const write = (incident: string, message: string, etag?: string) =>
    api.ask(at(`${incident}/comments/c1`), { method: 'PUT', body: { etag, properties: { message } } });
  await write(source, 'first');
  await merge(new IncidentActions(api.stores.incidents, () => api.now), SUBSCRIPTION, [target, source], DANA);
  const { etag } = (await api.ask(at(`${target}/comments/c1`))).body;
  expect((await write(target, 'second', etag)).status).toBe(200);
  expect((await write(target, 'third')).status).toBe(200);
  const { value } = (await api.ask(at(`${target}/comments`))).body;
  expect(value.map((each: { properties: { message: string } }) => each.properties.message)).toEqual(['third']);
});

test('all incidents that were merged into one are known, also more than a page of them', async () => {
  const subscriptionId = '00000000-0000-4000-8000-00000000c0de';
  const actions = new IncidentActions(api.stores.incidents, () => api.now);
  const wording = { title: 'One of many', story: '', severity: 'Low' as const };
  const names = Array.from({ length: 209 }, (_, n) => `m${n}`);
  for (const id of ['target', ...names]) {
    await actions.create(subscriptionId, id, { wording, status: 'New', labels: [] }, DANA);
    api.now += 1;
  }
  for (let k = 0; k < names.length; k += 19) await merge(actions, subscriptionId, ['target', ...names.slice(k, k + 19)], DANA);
  expect((await api.stores.incidents.mergedFrom(subscriptionId, 'target')).sort()).toEqual(names.sort());
}, 30_000);
