import { activityIdOf } from '../../../shared/fusion/activity-id';
import { KEPT_CORE } from '../../../shared/fusion/cluster';
import { InMemoryFusionStore } from '../../../shared/fusion/in-memory-fusion-store';
import { fusionAlert, host, NOON } from './fusion-alerts';
import { fuseBatch } from './incident-sets';

describe('an incident that grows without end', () => {
  const alerts = Array.from({ length: KEPT_CORE.count + 40 }, (_, index) =>
    fusionAlert({ alertType: `Type ${index}`, severity: 'High', startTime: NOON + index * 1000, entities: [host('web01')] }),
  );

  it('keeps a bounded number of activities, and counts and finds all', async () => {
    const store = new InMemoryFusionStore();
    for (let at = 0; at < alerts.length; at += 50) await fuseBatch(store, alerts.slice(at, at + 50));
    const [cluster] = store.allClusters();
    expect(cluster?.core).toHaveLength(KEPT_CORE.count);
    expect(cluster?.more).toEqual({ activities: 40, alerts: 40 });
    expect(store.incidents.get(cluster?.id ?? '')?.alertCount).toBe(alerts.length);
    expect(new Set(alerts.map((alert) => store.incidentOf(activityIdOf(alert))))).toEqual(new Set([cluster?.id]));
  });

  it('does not count twice what comes twice', async () => {
    const store = new InMemoryFusionStore();
    await fuseBatch(store, alerts);
    for (let at = 0; at < alerts.length; at += 50) await fuseBatch(store, alerts.slice(at, at + 50));
    expect([...store.incidents.values()].map(({ alertCount }) => alertCount)).toEqual([alerts.length]);
  });
});
