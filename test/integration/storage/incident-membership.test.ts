import { KEPT_EVIDENCE } from '../../../shared/fusion/cluster';
import { emptyCluster, emptyFacts } from '../../../shared/incidents/membership';
import { activityDocument, type ClusterDocument, clusterDocument } from '../../../shared/storage/fusion-documents';
import { newIncident } from '../../../shared/storage/incident-document';
import { IncidentMembership } from '../../../shared/storage/incident-membership';
import { NOON } from '../../unit/fusion/fusion-alerts';
import { activityAt } from '../../unit/fusion/store-contract';
import { type Storage, startStorage, subscription } from './fixture';

const OWN = subscription(1);
const TTL = 1_000;

let storage: Storage;
let membership: IncidentMembership;
beforeAll(async () => {
  storage = await startStorage();
  membership = new IncidentMembership(storage.containers);
});
afterAll(() => storage.close());

/** A cluster without members, and its incident. */
async function write(id: string, cluster: Partial<ClusterDocument>, subscriptionId = OWN): Promise<void> {
  const { incidents } = storage.containers;
  await incidents.items.create({ ...clusterDocument(emptyCluster(id, NOON), subscriptionId, TTL), ...cluster });
  await incidents.items.create(newIncident(id, subscriptionId, emptyFacts(id, NOON), NOON, TTL));
}

/** An activity which says that it is in the cluster. */
async function writeActivity(host: string, clusterId: string): Promise<{ id: string; activityId: string }> {
  const activity = { ...activityAt(NOON, host), clusterId };
  await storage.containers.activities.items.create(activityDocument(activity, OWN, TTL));
  return { id: `alert-of-${host}`, activityId: activity.id };
}

test('an activity that its very large incident no longer keeps says where it is, and is followed where that was merged', async () => {
  await write('large', { more: { activities: 1, alerts: 1 } });
  await write('before', { isIncident: false, mergedInto: 'large' });
  await write('small', {});
  const [kept, merged, gone] = [
    await writeActivity('kept', 'large'),
    await writeActivity('merged', 'before'),
    // Its cluster keeps all that it has, and has this one no more.
    await writeActivity('gone', 'small'),
  ];
  const found = await membership.incidentsOf(OWN, [kept, merged, gone]);
  expect([...found]).toEqual([
    ['alert-of-kept', 'large'],
    ['alert-of-merged', 'large'],
  ]);
});

test('evidence for which a full incident has no place still says where it is', async () => {
  await write('full', { memberIds: Array.from({ length: KEPT_EVIDENCE.count }, (_, n) => `evidence-${n}`) });
  const spare = await writeActivity('spare', 'full');
  expect([...(await membership.incidentsOf(OWN, [spare]))]).toEqual([['alert-of-spare', 'full']]);
});

test('a cluster that is no incident yet has no alerts in an incident, nor has one of another subscription', async () => {
  await write('candidate', { isIncident: false, memberIds: ['activity-1'] });
  await write('foreign', { memberIds: ['activity-2'] }, subscription(2));
  await write('own', { memberIds: ['activity-3'] });
  const alerts = [1, 2, 3].map((n) => ({ id: `alert-${n}`, activityId: `activity-${n}` }));
  expect([...(await membership.incidentsOf(OWN, alerts))]).toEqual([['alert-3', 'own']]);
  expect(await membership.incidentsOf(OWN, [])).toEqual(new Map());
});
