import { InMemoryFusionStore } from '../../../shared/fusion/in-memory-fusion-store';
import { withoutActivity } from '../../../shared/fusion/what-if';
import { whyNoIncident } from '../../../shared/fusion/why-not';
import { fusionAlert, host, MINUTE, NOON } from './fusion-alerts';
import { fuseBatch } from './incident-sets';

describe('an incident without one of its activities', () => {
  it('falls apart where the activity was the only bridge', async () => {
    const store = new InMemoryFusionStore();
    const on = (names: string[], minute: number) =>
      fusionAlert({ alertType: `Type ${minute}`, severity: 'High', startTime: NOON + minute * MINUTE, entities: names.map(host) });
    await fuseBatch(store, [on(['web01'], 0), on(['web01', 'db01'], 5), on(['db01'], 10)]);
    const [cluster] = store.allClusters();
    if (!cluster) throw new Error('no cluster');
    const [first, bridge] = cluster.core;

    expect(withoutActivity(cluster, bridge?.id ?? '')).toMatchObject({ parts: 2, isIncident: true });
    expect(withoutActivity(cluster, first?.id ?? '')).toMatchObject({ parts: 1 });
    expect(withoutActivity(cluster, 'not there')).toBeUndefined();
  });

  it('loses the tactics that only it showed', async () => {
    const store = new InMemoryFusionStore();
    const scan = fusionAlert({ alertType: 'Scan', severity: 'High', tactics: ['TA0043'] });
    await fuseBatch(store, [scan, fusionAlert({ alertType: 'Shell', tactics: ['TA0003'], startTime: NOON + MINUTE })]);
    const [cluster] = store.allClusters();
    if (!cluster) throw new Error('no cluster');
    const without = withoutActivity(cluster, cluster.core[0]?.id ?? '');
    expect(without).toMatchObject({ isIncident: false, lostTactics: ['TA0043'] });
  });
});

describe('a candidate', () => {
  it('says why it is no incident', async () => {
    const store = new InMemoryFusionStore();
    await fuseBatch(store, [fusionAlert({ alertType: 'Scan', tactics: ['TA0043'] })]);
    const [cluster] = store.allClusters();
    expect(cluster?.isIncident).toBe(false);
    expect(whyNoIncident(cluster?.core ?? []).map(({ code }) => code)).toEqual(['no-incident.few-unusual', 'no-incident.lone-warning']);
  });
});
