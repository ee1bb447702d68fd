import { fuse } from '../../../shared/fusion/fuse';
import { InMemoryFusionStore } from '../../../shared/fusion/in-memory-fusion-store';
import { fusionAlert, host, MINUTE, NOON, SUBSCRIPTION, source } from './fusion-alerts';

const OPTIONS = { now: Number.POSITIVE_INFINITY };

describe('fusion', () => {
  it('makes one incident of what happens to one machine in a short time', async () => {
    const store = new InMemoryFusionStore();
    const scan = fusionAlert({ alertType: 'Scan', tactics: ['TA0043'], entities: [host('web01'), source('203.0.113.7')] });
    const shell = fusionAlert({ alertType: 'Shell', startTime: NOON + 20 * MINUTE, tactics: ['TA0003'] });
    const other = fusionAlert({ alertType: 'Scan', tactics: ['TA0043'], entities: [host('db01')] });
    const outcome = await fuse(SUBSCRIPTION, [shell, other, scan], store, OPTIONS);

    const [facts] = [...store.incidents.values()];
    expect(outcome.incidents).toHaveLength(1);
    expect(facts?.alertIds).toEqual([scan.id, shell.id]);
    expect(facts?.tactics).toEqual(['TA0043', 'TA0003']);
    expect(facts?.links).toEqual([expect.objectContaining({ alertId: shell.id, linkedTo: scan.id, timeGap: 20 * MINUTE })]);
    expect(facts?.entities).toContainEqual(expect.objectContaining({ key: 'ip:203.0.113.7', role: 'attacker' }));
  });

  it('changes nothing when alerts come again', async () => {
    const store = new InMemoryFusionStore();
    const alerts = [fusionAlert({ alertType: 'A' }), fusionAlert({ alertType: 'B', severity: 'High' })];
    await fuse(SUBSCRIPTION, alerts, store, OPTIONS);
    const before = structuredClone([...store.incidents]);
    const again = await fuse(SUBSCRIPTION, alerts, store, OPTIONS);
    expect(again.incidents).toEqual([]);
    expect([...store.incidents]).toEqual(before);
  });

  it('finds the evidence between an incident and what joins it later', async () => {
    const store = new InMemoryFusionStore();
    const [first, later] = [0, 50].map((minute) => fusionAlert({ severity: 'High', startTime: NOON + minute * MINUTE }));
    const between = fusionAlert({ alertType: 'Logon', severity: 'Low', startTime: NOON + 25 * MINUTE });
    if (!first || !later) throw new Error('two alerts are needed');
    await fuse(SUBSCRIPTION, [first, between], store, OPTIONS);
    expect([...store.incidents.values()].map(({ alertIds }) => alertIds)).toEqual([[first.id]]);
    await fuse(SUBSCRIPTION, [later], store, OPTIONS);
    expect([...store.incidents.values()].map(({ alertIds }) => alertIds)).toEqual([[first.id, between.id, later.id]]);
  });

  it('keeps the older id when two incidents turn out to be one, and redirects the other', async () => {
    const store = new InMemoryFusionStore();
    const on = (name: string, startTime: number) => fusionAlert({ startTime, severity: 'High', alertType: name, entities: [host(name)] });
    await fuse(SUBSCRIPTION, [on('web01', NOON)], store, OPTIONS);
    const [older] = [...store.incidents.keys()];
    await fuse(SUBSCRIPTION, [on('db01', NOON + MINUTE)], store, OPTIONS);
    expect(store.incidents.size).toBe(2);

    const bridge = fusionAlert({ startTime: NOON + 2 * MINUTE, alertType: 'Bridge', entities: [host('web01'), host('db01')] });
    const outcome = await fuse(SUBSCRIPTION, [bridge], store, OPTIONS);
    expect([...store.incidents.keys()]).toEqual([older]);
    expect(outcome.redirects).toEqual([{ from: expect.any(String), to: older }]);
    expect([...store.incidents.values()][0]?.alertCount).toBe(3);
  });
});
