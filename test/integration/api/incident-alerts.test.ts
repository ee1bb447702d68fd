import { MEMBER_ALERTS } from '../../../shared/fusion/cluster';
import { SUBSCRIPTION } from '../../support/sample-alerts';
import { ApiFixture, insights } from './api-fixture';
import { attack, fused } from './fused';

/** More than an incident names of one activity. */
const FLOOD = MEMBER_ALERTS + 10;

let api: ApiFixture;
let incident: string;
let expected: string[];
beforeAll(async () => {
  api = await ApiFixture.start();
  const [scan, shell, upload] = attack('alpha', 0) as [Alert, Alert, Alert];
  const flood = Array.from({ length: FLOOD }, (_, n) => ({ ...shell, id: `shell-${String(n).padStart(2, '0')}` }));
  [incident] = (await fused(api, [scan, ...flood, upload])) as [string];
  expected = [scan, ...flood, upload].map(({ id }) => id);
});
afterAll(() => api.stop());

type Alert = ReturnType<typeof attack>[number];

const at = (rest: string) => insights(SUBSCRIPTION, `incidents/${incident}/${rest}api-version=2022-09-01-preview`);
const names = (items: readonly { name?: unknown }[]) => items.map(({ name }) => name);

test('all alerts of an incident are listed, also those that it does not name', async () => {
  const { body } = await api.ask(at('alerts?'), { method: 'POST' });
  expect(names(body.value)).toEqual(expected);
  expect(body.nextLink).toBeUndefined();
});

test('they come page by page where a client asks for few', async () => {
  expect(names((await api.all(at('alerts?$top=7&'))).items)).toEqual(expected);
});

test('so do those of an incident which names all that it has', async () => {
  const [small] = await fused(api, attack('beta', 3000));
  const path = insights(SUBSCRIPTION, `incidents/${small}/alerts?$top=2&api-version=2022-09-01-preview`);
  expect(names((await api.all(path)).items)).toEqual(['beta-0', 'beta-1', 'beta-2']);
});

test('its timeline has all of them too', async () => {
  const body = { startTime: '2026-01-01T00:00:00Z', endTime: '2027-01-01T00:00:00Z' };
  const answer = await api.ask(at('getTimeline?'), { method: 'POST', body });
  expect(answer.body.metaData.totalCount).toBe(expected.length);
});
