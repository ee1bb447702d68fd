import { IncidentActions } from '../../../shared/incidents/incident-actions';
import type { IncidentUpdate } from '../../../shared/incidents/lifecycle';
import { merge } from '../../../shared/incidents/merge-action';
import type { IncidentChanges, IncidentRepository } from '../../../shared/storage/incident-repository';
import { SUBSCRIPTION } from '../../support/sample-alerts';
import { ApiFixture, insights, security } from './api-fixture';
import { attack, fused } from './fused';

const DANA = { actor: { principalId: 'p1', name: 'Dana' } };
const at = (id: string) => insights(SUBSCRIPTION, `incidents/${id}?api-version=2022-09-01-preview`);

let api: ApiFixture;

beforeAll(async () => {
  api = await ApiFixture.start();
});

afterAll(() => api.stop());

function actionsOn(store: IncidentRepository): IncidentActions {
  return new IncidentActions(store, () => api.now);
}

/** Somebody whose first save comes after what others do. */
function slower(others: () => Promise<unknown>): IncidentActions {
  const store = api.stores.incidents;
  let isFirst = true;
  const save = async (subscriptionId: string, changes: IncidentChanges) => {
    if (isFirst) {
      isFirst = false;
      await others();
    }
    return store.save(subscriptionId, changes);
  };
  return actionsOn(Object.assign(Object.create(store) as IncidentRepository, { save }));
}

function inStatus(status: 'Closed' | 'Active'): IncidentUpdate {
  const wording = { title: 'An attack', story: '', severity: 'High' as const };
  return { wording, status, ...(status === 'Closed' && { classification: 'FalsePositive' as const }), labels: [] };
}

async function closingsOf(id: string) {
  const decisions = await api.stores.fusion(SUBSCRIPTION).decisions([], [id]);
  return decisions.filter(({ kind }) => kind === 'closed');
}

test('of two who close an incident at once the slower does not take back that fusion was told of it', async () => {
  const [id = ''] = await fused(api, attack('closed-twice', 0));
  const close = (actions: IncidentActions) => actions.update(SUBSCRIPTION, id, inStatus('Closed'), undefined, DANA);
  await close(slower(() => close(actionsOn(api.stores.incidents))));
  expect(await closingsOf(id)).toHaveLength(1);
});

test('a deletion stays one for fusion when a closing comes too late', async () => {
  const [id = ''] = await fused(api, attack('deleted-and-closed', 5_000));
  const late = slower(() => actionsOn(api.stores.incidents).delete(SUBSCRIPTION, id, DANA));
  await expect(late.update(SUBSCRIPTION, id, inStatus('Closed'), undefined, DANA)).rejects.toMatchObject({ kind: 'missing' });
  expect(await closingsOf(id)).toMatchObject([{ isFinal: true }]);
});

test('what is reopened while others are merged into it is open for fusion as well', async () => {
  const [target = ''] = await fused(api, attack('reopened-target', 10_000));
  api.now += 1_000;
  const [source = ''] = await fused(api, attack('merged-source', 15_000));
  const update = (status: 'Closed' | 'Active') =>
    actionsOn(api.stores.incidents).update(SUBSCRIPTION, target, inStatus(status), undefined, DANA);
  await update('Closed');
  await merge(
    slower(() => update('Active')),
    SUBSCRIPTION,
    [target, source],
    DANA,
  );
  expect(await closingsOf(target)).toHaveLength(0);
});

test('what others change while a fused incident is taken up as an alert stays', async () => {
  const [id = ''] = await fused(api, attack('taken-up', 20_000));
  const { properties } = (await api.ask(at(id))).body;
  const store = api.stores.incidents;
  const save = store.save.bind(store);
  const label = { labelName: 'by-another' };
  const another = jest.spyOn(store, 'save').mockImplementationOnce(async (...changes) => {
    await api.ask(at(id), { method: 'PUT', body: { properties: { ...properties, labels: [label] } } });
    return save(...changes);
  });
  await api.ask(security(SUBSCRIPTION, `locations/centralus/alerts/${id}/inProgress?api-version=2022-01-01`), { method: 'POST' });
  another.mockRestore();
  expect((await api.ask(at(id))).body.properties).toMatchObject({ status: 'Active', labels: [label] });
});
