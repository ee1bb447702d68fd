import { activityIdOf } from '../../../shared/fusion/activity-id';
import type { FusionAlert } from '../../../shared/fusion/fusion-alert';
import { InMemoryFusionStore } from '../../../shared/fusion/in-memory-fusion-store';
import { fusionAlert, host, MINUTE, NOON } from './fusion-alerts';
import { fuseBatch } from './incident-sets';

const grave = (on: string, minute: number, alertType = `Type ${minute}`) =>
  fusionAlert({ alertType, severity: 'High', startTime: NOON + minute * MINUTE, entities: [host(on)] });

const incidentOf = (store: InMemoryFusionStore, alert: FusionAlert) => store.incidentOf(activityIdOf(alert));

describe("an analyst's decision", () => {
  it('keeps an activity out of the incident that it was moved from, whenever it arrives', async () => {
    const store = new InMemoryFusionStore();
    const [first, moved, elsewhere] = [grave('web01', 0), grave('web01', 5), grave('db01', 300)];
    await fuseBatch(store, [first, elsewhere]);
    const target = incidentOf(store, elsewhere) ?? '';
    store.addDecision({ kind: 'pinned', id: 'd1', time: 1, activityIds: [activityIdOf(moved)], clusterId: target });
    await fuseBatch(store, [moved]);

    expect(incidentOf(store, moved)).toBe(target);
    expect(incidentOf(store, first)).not.toBe(target);
    expect(store.incidents.get(target)?.alertIds).toContain(moved.id);
  });

  it('about an activity does not tie other alerts to its new incident', async () => {
    const store = new InMemoryFusionStore();
    const [moved, elsewhere, later] = [grave('web01', 5), grave('db01', 300), grave('web01', 10)];
    await fuseBatch(store, [elsewhere]);
    const target = incidentOf(store, elsewhere) ?? '';
    store.addDecision({ kind: 'pinned', id: 'd1', time: 1, activityIds: [activityIdOf(moved)], clusterId: target });
    await fuseBatch(store, [moved]);
    await fuseBatch(store, [later]);
    expect(incidentOf(store, later)).not.toBe(target);
  });

  it('the latest of several counts', async () => {
    const store = new InMemoryFusionStore();
    const [moved, one, two] = [grave('web01', 5), grave('db01', 300), grave('db02', 300)];
    await fuseBatch(store, [one, two]);
    const pin = (time: number, to: FusionAlert) =>
      store.addDecision({
        kind: 'pinned',
        id: `d${time}`,
        time,
        activityIds: [activityIdOf(moved)],
        clusterId: incidentOf(store, to) ?? '',
      });
    pin(2, two);
    pin(1, one);
    await fuseBatch(store, [moved]);
    expect(incidentOf(store, moved)).toBe(incidentOf(store, two));
  });

  it('puts incidents together that nothing else ties', async () => {
    const store = new InMemoryFusionStore();
    const [one, two] = [grave('web01', 0), grave('db01', 300)];
    store.addDecision({ kind: 'together', id: 'd1', time: 1, activityIds: [activityIdOf(one), activityIdOf(two)] });
    await fuseBatch(store, [one]);
    await fuseBatch(store, [two]);
    expect(incidentOf(store, two)).toBe(incidentOf(store, one));
    expect(store.incidents.size).toBe(1);
  });
});
