import { activityIdOf } from '../../../shared/fusion/activity-id';
import { Baselines } from '../../../shared/fusion/baseline';
import type { FusionAlert } from '../../../shared/fusion/fusion-alert';
import { InMemoryFusionStore } from '../../../shared/fusion/in-memory-fusion-store';
import type { TacticId } from '../../../shared/model/tactic';
import { DAY, fusionAlert, host, MINUTE, NOON } from './fusion-alerts';
import { fuseBatch } from './incident-sets';

/** A warning whose severity was guessed from its words. */
const guess = (alertType: string, minute: number, tactic: TacticId, changes: Partial<FusionAlert> = {}): FusionAlert =>
  fusionAlert({ alertType, tactics: [tactic], isSeverityStated: false, startTime: NOON + minute * MINUTE, ...changes });

const attack = (changes: Partial<FusionAlert> = {}) => [
  guess('Web attack', 0, 'TA0001', changes),
  guess('Entropy', 10, 'TA0001', changes),
  guess('User change', 25, 'TA0003', changes),
  guess('Sudo to root', 30, 'TA0004', changes),
];

async function incidentsOf(alerts: readonly FusionAlert[]) {
  const store = new InMemoryFusionStore();
  await fuseBatch(store, alerts);
  return alerts.map((alert) => store.incidentOf(activityIdOf(alert)));
}

describe('a subscription of which nothing is known yet', () => {
  it('has an incident where four kinds of guessed warnings over three tactics meet', async () => {
    const found = await incidentsOf(attack());
    expect(new Set(found).size).toBe(1);
    expect(found[0]).toBeDefined();
  });

  it.each([
    ['three kinds', attack().slice(1)],
    ['two tactics', attack().map((alert) => (alert.tactics[0] === 'TA0004' ? { ...alert, tactics: ['TA0003' as const] } : alert))],
    ['guesses of Low', attack({ severity: 'Low' })],
    ['four machines', attack().map((alert, index) => ({ ...alert, entities: [host(`web0${index}`)] }))],
  ])('has none for %s', async (_, alerts) => {
    expect(await incidentsOf(alerts)).toEqual(alerts.map(() => undefined));
  });

  it('counts no remark of one analytic upon another', async () => {
    const remark = guess('wazuh:multiple ids alerts for same id.', 5, 'TA0002');
    expect(await incidentsOf([...attack().slice(1), remark])).toEqual([undefined, undefined, undefined, undefined]);
  });
});

describe('the first day of a subscription', () => {
  const daysKnown = async (firstTime: number, daysLater: number) => {
    const store = new InMemoryFusionStore();
    await fuseBatch(store, [fusionAlert({ startTime: firstTime })]);
    return (await new Baselines(store, Number.POSITIVE_INFINITY).of(Math.floor(firstTime / DAY) + daysLater)).days;
  };

  it('says what is usual once it is closed', async () => {
    expect(await daysKnown(NOON, 1)).toBe(0);
    expect(await daysKnown(NOON, 2)).toBe(1);
  });

  it('says nothing by itself where only its evening was seen', async () => {
    expect(await daysKnown(NOON + 5 * 60 * MINUTE, 2)).toBe(0);
    expect(await daysKnown(NOON + 5 * 60 * MINUTE, 3)).toBe(2);
  });
});
