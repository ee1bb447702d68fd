import { severityRank } from '../model/severity';
import { killChainStage } from '../model/tactic';
import type { Appraisal } from './appraise';
import { type Bound, within } from './bound';
import { MEMBER_ALERTS, type Member } from './cluster';
import type { StoredActivity } from './fusion-store';

/** What a cluster keeps of an activity. */
export function memberOf(activity: StoredActivity, { surprise, isNovel, zone, isCore }: Appraisal): Member {
  const { alerts, keys: _keys, clusterId: _clusterId, ...rest } = activity;
  const [founder] = alerts;
  if (founder === undefined) throw new RangeError(`activity ${activity.id} has no alerts`);
  return { ...rest, founder, alertIds: alerts.slice(0, MEMBER_ALERTS).map(({ id }) => id), surprise, isNovel, zone, isCore };
}

export function byFirstTime(a: Member, b: Member): number {
  return a.firstTime - b.firstTime || (a.id < b.id ? -1 : 1);
}

/** The gravest first: by severity, then how far in an attack's course, then surprise. */
export function byGravity(a: Member, b: Member): number {
  return (
    severityRank(b.severity) - severityRank(a.severity) || lastStage(b) - lastStage(a) || b.surprise - a.surprise || (a.id < b.id ? -1 : 1)
  );
}

function lastStage({ tactics }: Member): number {
  return Math.max(-1, ...tactics.map(killChainStage));
}

/** Where a cluster has more members than it keeps, the most surprising stay, whatever order they came in. */
export function keptMembers(members: readonly Member[], bound: Bound): Member[] {
  return within(
    [...members].sort((a, b) => b.surprise - a.surprise || (a.id < b.id ? -1 : 1)),
    bound,
  ).sort(byFirstTime);
}
