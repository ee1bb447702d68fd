import { InMemoryFusionStore } from '../../../shared/fusion/in-memory-fusion-store';
import { incidentFacts } from '../../../shared/fusion/incident-facts';
import { describeWhatIf, withoutActivity } from '../../../shared/fusion/what-if';
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

  it('is called otherwise where only it made the pattern', async () => {
    const store = new InMemoryFusionStore();
    const impact = (displayName: string, minute: number) =>
      fusionAlert({ alertType: displayName, displayName, severity: 'High', tactics: ['TA0040'], startTime: NOON + minute * MINUTE });
    await fuseBatch(store, [impact('Shadow copies deleted', 0), impact('Ransomware found', 2), impact('Many files changed', 4)]);
    const [cluster] = store.allClusters();
    const ransomware = cluster?.core.find(({ displayName }) => displayName === 'Ransomware found');
    if (!cluster || !ransomware) throw new Error('no cluster');
    const without = withoutActivity(cluster, ransomware.id);
    expect(without).toMatchObject({ isIncident: true, title: 'Impact on web01', lostPatterns: ['ransomware-course'] });
    expect(describeWhatIf(ransomware, incidentFacts(cluster), without)).toMatch(
      /would be called "Impact on web01" and would not show the pattern "ransomware-course"\.$/,
    );
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
