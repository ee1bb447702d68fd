import { activityIdOf } from '../../../shared/fusion/activity-id';
import type { CoFiring } from '../../../shared/fusion/co-firing';
import type { FusionAlert } from '../../../shared/fusion/fusion-alert';
import { learnZones, NO_ZONE, ONE_ZONE } from '../../../shared/fusion/zones';
import { DAY, fusionAlert, host, MINUTE, NOON } from './fusion-alerts';
import { fuseBatch, storeWithHistory } from './incident-sets';

/** An alert to which no product gives any weight. */
const unsure = (alertType: string, on: string, minute: number): FusionAlert =>
  fusionAlert({ alertType, severity: 'Low', tactics: [], startTime: NOON + minute * MINUTE, entities: [host(on)] });

const burst = (on: string, minute: number, kinds: readonly string[]) => kinds.map((kind, index) => unsure(kind, on, minute + index));

async function incidentsOf(...alerts: FusionAlert[]) {
  const store = await storeWithHistory();
  await fuseBatch(store, alerts);
  return (alert: FusionAlert) => store.incidentOf(activityIdOf(alert));
}

describe('what is unusual here', () => {
  it('founds an incident when several kinds of it come together, whatever their severity', async () => {
    const four = burst('web01', 0, ['A', 'B', 'C', 'D']);
    const three = burst('db01', 0, ['E', 'F', 'G']);
    const incidentOf = await incidentsOf(...four, ...three);
    expect(new Set(four.map(incidentOf)).size).toBe(1);
    expect(four.map(incidentOf)[0]).toBeDefined();
    expect(three.map(incidentOf)).toEqual([undefined, undefined, undefined]);
  });

  it('is not what happens every day, however much of it', async () => {
    const usual = Array.from({ length: 40 }, (_, index) => unsure(index % 2 ? 'Logon' : 'Update', 'web01', index * 3));
    const incidentOf = await incidentsOf(...usual);
    expect(new Set(usual.map(incidentOf))).toEqual(new Set([undefined]));
  });

  it('is a flood of what is usual in small numbers', async () => {
    const flood = Array.from({ length: 60 }, (_, index) => ({
      ...unsure('Logon', 'web01', 0),
      id: `flood-${index}`,
      startTime: NOON + index * 1000,
    }));
    const others = burst('web01', 2, ['A', 'B', 'C']);
    const incidentOf = await incidentsOf(...flood, ...others);
    expect(incidentOf(flood[0] as FusionAlert)).toBeDefined();
    expect(incidentOf(flood[0] as FusionAlert)).toBe(incidentOf(others[0] as FusionAlert));
  });

  it('is no remark of one analytic upon another', async () => {
    const remarks = [
      'wazuh:ids event.',
      'wazuh:first time this ids alert is generated.',
      'wazuh:20151',
      'wazuh:multiple ids alerts for same id.',
    ];
    const incidentOf = await incidentsOf(...burst('web01', 0, remarks));
    expect(burst('web01', 0, remarks).map(incidentOf)).toEqual([undefined, undefined, undefined, undefined]);
  });

  it('ties machines when the same never-seen kinds hit several at the same moment', async () => {
    const first = burst('web01', 0, ['Scan A', 'Scan B', 'C', 'D']);
    const second = burst('db01', 0, ['Scan A', 'Scan B']);
    const late = burst('web02', 200, ['Scan A', 'Scan B']);
    const incidentOf = await incidentsOf(...first, ...second, ...late);
    expect(incidentOf(second[0] as FusionAlert)).toBe(incidentOf(first[0] as FusionAlert));
    expect(incidentOf(late[0] as FusionAlert)).toBeUndefined();
  });

  it('is held against closed days alone: yesterday is still open', async () => {
    const store = await storeWithHistory();
    const yesterday = burst('web01', 0, ['A', 'B', 'C', 'D']).map((alert) => ({
      ...alert,
      startTime: alert.startTime - DAY,
      id: `${alert.id}-y`,
    }));
    const today = burst('web01', 0, ['A', 'B', 'C', 'D']);
    await fuseBatch(store, yesterday);
    await fuseBatch(store, today);
    expect(store.incidentOf(activityIdOf(today[0] as FusionAlert))).toBeDefined();
  });
});

describe('networks', () => {
  const pair = (a: string, b: string, together = 5): CoFiring => ({ a, b, together, expected: 0.1 });

  it('are the things that fire together far more often than by chance', () => {
    const zone = learnZones([pair('a1', 'a2'), pair('a2', 'a3'), pair('b1', 'b2'), pair('b2', 'b3'), pair('a1', 'b1', 2)]);
    expect(zone('a1')).toBe(zone('a3'));
    expect(zone('b1')).toBe(zone('b3'));
    expect(zone('a1')).not.toBe(zone('b1'));
    expect(zone('elsewhere')).toBe(NO_ZONE);
  });

  it('are one where no second is known', () => {
    expect(learnZones([pair('a1', 'a2'), pair('a2', 'a3')])('elsewhere')).toBe(ONE_ZONE);
    expect(learnZones([])('a1')).toBe(ONE_ZONE);
  });

  it('are not made by chance', () => {
    const often = (a: string, b: string): CoFiring => ({ a, b, together: 30, expected: 20 });
    expect(learnZones([often('a1', 'a2'), often('a2', 'a3'), pair('b1', 'b2'), pair('b2', 'b3')])('a1')).toBe(ONE_ZONE);
  });
});
