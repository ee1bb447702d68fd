import { SUBSCRIPTION } from '../../support/sample-alerts';
import { ApiFixture, insights } from './api-fixture';
import { attack, fused } from './fused';
import { OTHER_SUBSCRIPTION } from './stored-alerts';

const MERGE = '/v1.0/security/incidents/mergeIncidents';
const MOVE = '/v1.0/security/alerts_v2/moveAlerts';
const READER = '5eed0000-0000-4000-8000-000000000017';

let api: ApiFixture;
let ids: string[];
let foreign: string;
beforeAll(async () => {
  const assignments = (administrator: string) => [
    { principalId: administrator, role: 'Owner', scope: '/' },
    { principalId: READER, role: 'Security Admin', scope: `/subscriptions/${OTHER_SUBSCRIPTION}` },
  ];
  api = await ApiFixture.start({ AUTH_ASSIGNMENTS: JSON.stringify(assignments('5eed0000-0000-4000-8000-0000000000ad')) });
  ids = [];
  for (const [n, place] of ['alpha', 'beta', 'gamma'].entries()) {
    api.now += 1_000;
    ids.push(...(await fused(api, attack(place, n * 3_000))));
  }
  [foreign = ''] = await fused(api, attack('foreign', 0, OTHER_SUBSCRIPTION), OTHER_SUBSCRIPTION);
});
afterAll(() => api.stop());

const incident = (id: string, rest = '') => insights(SUBSCRIPTION, `incidents/${id}${rest}?api-version=2022-09-01-preview`);
const membersOf = async (id: string) => (await api.ask(incident(id, '/alerts'))).body.value.map(({ name }: { name: string }) => name);

test('merges incidents, redirects the merged one, and undoes it over HTTP', async () => {
  const body = { incidentIds: [ids[1], ids[0]], incidentComment: 'Same actor', mergeReasons: 'sameActor' };
  const merged = await api.ask(MERGE, { method: 'POST', body });
  expect(merged).toMatchObject({ status: 200, body: { targetIncidentId: ids[0] } });
  expect(await membersOf(ids[0] as string)).toEqual(['alpha-0', 'alpha-1', 'alpha-2', 'beta-0', 'beta-1', 'beta-2']);
  const redirected = await api.ask(incident(ids[1] as string));
  expect(redirected.body.properties).toMatchObject({ status: 'Closed', mergedInto: expect.stringContaining(`/incidents/${ids[0]}`) });
  expect((await api.ask(incident(ids[0] as string, '/history'))).body.value[0]).toMatchObject({
    action: 'merge',
    note: 'Same actor | sameActor',
  });
  expect((await api.ask(incident(ids[0] as string, '/undo'), { method: 'POST' })).body).toMatchObject({ action: 'merge' });
  expect(await membersOf(ids[0] as string)).toEqual(['alpha-0', 'alpha-1', 'alpha-2']);
  expect(await membersOf(ids[1] as string)).toEqual(['beta-0', 'beta-1', 'beta-2']);
});

test('moves alerts into another incident, and into a new one', async () => {
  const moved = await api.ask(MOVE, { method: 'POST', body: { alertIds: ['alpha-2'], incidentId: ids[2] } });
  expect(moved).toMatchObject({ status: 200, body: { targetIncidentId: ids[2] } });
  expect(await membersOf(ids[2] as string)).toContain('alpha-2');
  const split = await api.ask(MOVE, { method: 'POST', body: { alertIds: ['alpha-2'], incidentId: null } });
  expect(await membersOf(split.body.targetIncidentId)).toEqual(['alpha-2']);
  expect(ids).not.toContain(split.body.targetIncidentId);
});

test('looks in the subscriptions of the caller alone', async () => {
  const other = await api.token({ principalId: READER });
  expect(await api.ask(MERGE, { method: 'POST', body: { incidentIds: [ids[0], ids[1]] }, token: other })).toMatchObject({ status: 404 });
  expect(await api.ask(MOVE, { method: 'POST', body: { alertIds: ['alpha-0'] }, token: other })).toMatchObject({ status: 404 });
  expect(await api.ask(MERGE, { method: 'POST', body: { incidentIds: [ids[0], foreign] } })).toMatchObject({ status: 404 });
  const nobody = await api.token({ principalId: '5eed0000-0000-4000-8000-000000000018' });
  expect(await api.ask(MERGE, { method: 'POST', body: {}, token: nobody })).toMatchObject({
    status: 403,
    body: { error: { code: 'AuthorizationFailed' } },
  });
  const reading = await api.token({ roles: ['Security.Read'] });
  expect((await api.ask(MERGE, { method: 'POST', body: {}, token: reading })).status).toBe(403);
  expect((await api.ask(MERGE, { method: 'POST', body: { incidentIds: ['a'] } })).status).toBe(400);
  expect((await api.ask(MERGE, { method: 'POST', body: { incidentIds: ['a/b', 'c'] } })).status).toBe(400);
  expect((await api.ask(MOVE, { method: 'POST', body: { alertIds: ['a/b'] } })).status).toBe(400);
});

test('what several subscriptions have under one id is changed in none, unless all that is named tells which is meant', async () => {
  const [place, caller] = ['twin', await api.token()];
  const ask = (body: object) => api.ask(MOVE, { method: 'POST', body, token: caller });
  await fused(api, attack(place, 50_000));
  const [there = ''] = await fused(api, attack(place, 50_000, OTHER_SUBSCRIPTION), OTHER_SUBSCRIPTION);
  const unclear = await ask({ alertIds: ['twin-0'] });
  expect(unclear).toMatchObject({ status: 409, body: { error: { code: 'Conflict' } } });
  for (const id of [SUBSCRIPTION, OTHER_SUBSCRIPTION]) expect(unclear.body.error.message).toContain(id);
  expect(await ask({ alertIds: ['twin-0'], incidentId: foreign.toUpperCase() })).toMatchObject({
    status: 200,
    body: { targetIncidentId: foreign },
  });
  expect(await ask({ alertIds: ['twin-1'], incidentId: 'absent' })).toMatchObject({ status: 404 });
  expect((await api.stores.incidentQueries.get(OTHER_SUBSCRIPTION, there))?.alertIds).toEqual(['twin-1', 'twin-2']);
});
