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

describe('an incident of more alerts than a timeline has', () => {
  const MANY = 1_300;
  const FIRST = Date.parse('2026-05-04T02:30:00.000Z');
  const time = (n: number) => new Date(FIRST + n * 150).toISOString();
  let path: (rest: string) => string;
  beforeAll(async () => {
    const steps = attack('gamma', 0).map((step, n) => ({ ...step, startTime: FIRST + n - 10, endTime: FIRST + n - 10 }));
    const [scan, shell, upload] = steps as [Alert, Alert, Alert];
    const flood = Array.from({ length: MANY - 2 }, (_, n) => ({
      ...shell,
      id: `gamma-shell-${String(n).padStart(4, '0')}`,
      startTime: FIRST + n * 150,
      endTime: FIRST + n * 150,
    }));
    const [id] = await fused(api, [scan, ...flood, upload]);
    path = (rest) => insights(SUBSCRIPTION, `${rest.replace('{incident}', `incidents/${id}`)}?api-version=2022-09-01-preview`);
  });

  test('answers all of them at once to a client that knows no paging', async () => {
    const { body, headers } = await api.ask(path('{incident}/alerts'), { method: 'POST' });
    expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(new Set(names(body.value)).size).toBe(MANY);
    expect(Object.keys(body)).toEqual(['value']);
    const lines = await api.ask(path('{incident}/alerts'), { method: 'POST', headers: { accept: 'application/x-ndjson' } });
    expect(
      lines.text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual(body.value);
  });

  test.each(['{incident}', 'entities/{entity}', 'entities/gamma-shell-0000'])(
    'tells what happened at its end, in the timeline of %s',
    async (of) => {
      const { body: about } = await api.ask(path('{incident}/entities'), { method: 'POST' });
      const at = path(`${of.replace('{entity}', about.entities[0].name)}/getTimeline`);
      const ask = async (from: number, to: number) =>
        (await api.ask(at, { method: 'POST', body: { startTime: time(from), endTime: time(to) } })).body;
      const late = await ask(MANY - 102, MANY - 3);
      expect(late).toMatchObject({ metaData: { totalCount: 100, aggregations: [{ kind: 'SecurityAlert', count: 100 }], errors: [] } });
      expect(late.value).toHaveLength(100);
      expect([late.value[0].startTimeUtc, late.value.at(-1).startTimeUtc]).toEqual([time(MANY - 102), time(MANY - 3)]);

      const whole = await ask(0, MANY);
      expect(whole.metaData).toMatchObject({ totalCount: MANY - 2, aggregations: [{ count: MANY - 2 }] });
      expect(whole.value).toHaveLength(1_000);
      expect([whole.value[0].startTimeUtc, whole.value.at(-1).startTimeUtc]).toEqual([time(0), time(999)]);
      expect(whole.metaData.errors).toEqual([
        {
          kind: 'SecurityAlert',
          errorMessage: `The earliest 1000 of 1298 alerts are shown. Ask with the startTime ${time(999)} for those behind.`,
        },
      ]);
    },
  );
});
