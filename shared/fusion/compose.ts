import { within } from './bound';
import { type Cluster, KEPT_CORE, KEPT_EVIDENCE, KEPT_TOUCHES, type Member, type Touch } from './cluster';
import { clusterIdOf, earlierFounder } from './cluster-id';
import type { Stored } from './fusion-store';
import type { Appraised } from './gather';
import { groupTouches } from './group-touches';
import type { IncidentType } from './incident-types/incident-type';
import { isIncident } from './is-incident';
import { mergeTouches } from './link-key';
import { keptMembers, memberOf } from './member';
import { newlyTouched } from './newly-touched';

/** Clusters and core activities that turned out to be connected, with what follows from them. */
export interface Parts {
  clusters: readonly Stored<Cluster>[];
  activities: readonly Appraised[];
  /** Every core member of them, new ones in their new state. */
  core: readonly Member[];
  /** Everything that they touch, together and one by one. */
  touches: readonly Touch[];
  /** Of it what the clusters did not need to touch before. */
  newTouches: readonly Touch[];
}

/** A cluster as it results, with those that it took in. */
export interface Composed {
  cluster: Stored<Cluster>;
  absorbed: Stored<Cluster>[];
  /** From when to when evidence may have changed sides. */
  touched: { from: number; to: number };
}

/** The parts, with what follows from them; a stored cluster by itself knows what it touches. */
export function partsOf(clusters: readonly Stored<Cluster>[], activities: readonly Appraised[]): Parts {
  const [cluster, ...others] = clusters;
  if (cluster && others.length + activities.length === 0) {
    return { clusters, activities, core: cluster.value.core, touches: cluster.value.touches, newTouches: [] };
  }
  const core = coreOf(clusters, activities);
  const newTouches = mergeTouches([...activities.flatMap((activity) => activity.touches), ...groupTouches(core)]);
  const touches = cluster ? mergeTouches([...clusters.flatMap(({ value }) => value.touches), ...newTouches]) : newTouches;
  return { clusters, activities, core, touches, newTouches };
}

function coreOf(clusters: readonly Stored<Cluster>[], activities: readonly Appraised[]): Member[] {
  const core = new Map<string, Member>();
  for (const { value } of clusters) for (const member of value.core) core.set(member.id, member);
  for (const { activity, appraisal } of activities) core.set(activity.id, memberOf(activity, appraisal));
  return [...core.values()];
}

function foundingActivity(members: readonly Member[]): string {
  return [...members].sort((a, b) => earlierFounder(a.founder, b.founder) || (a.id < b.id ? -1 : 1))[0]?.id ?? '';
}

/** One cluster out of connected parts. */
export function compose(subscriptionId: string, parts: Parts, types?: readonly IncidentType[]): Composed {
  const { clusters, core: members } = parts;
  const isCore = new Set(members.map(({ id }) => id));
  const evidence = new Map(clusters.flatMap(({ value }) => value.evidence.filter(({ id }) => !isCore.has(id)).map((one) => [one.id, one])));

  const founder = [...clusters.map(({ value }) => value.founder), ...members.map((member) => member.founder)].sort(earlierFounder)[0];
  if (founder === undefined) throw new RangeError('a cluster has at least one member');
  const [keeper, ...absorbed] = [...clusters].sort(
    (a, b) => Number(b.value.isIncident) - Number(a.value.isIncident) || earlierFounder(a.value.founder, b.value.founder),
  );
  const kept = keptMembers(members, KEPT_CORE);
  const id = keeper?.value.id ?? clusterIdOf(subscriptionId, foundingActivity(members));
  const more = moreThan(kept, members, parts);
  const cluster: Cluster = {
    id,
    founder,
    core: kept,
    evidence: keptMembers([...evidence.values()], KEPT_EVIDENCE),
    touches: keptTouches(parts.touches),
    firstTime: least([...clusters.map(({ value }) => value.firstTime), ...members.map(({ firstTime }) => firstTime)]),
    lastTime: most([...clusters.map(({ value }) => value.lastTime), ...members.map(({ lastTime }) => lastTime)]),
    isIncident: clusters.some(({ value }) => value.isIncident) || isIncident(members, types),
    ...(more && { more }),
  };
  const isNew = !keeper?.value.isIncident || absorbed.length > 0 || keeper.value.founder.id !== founder.id;
  const touches = isNew ? cluster.touches : newlyTouched(keeper.value.touches, cluster.touches);
  return {
    cluster: { value: cluster, etag: keeper?.etag },
    absorbed: absorbed.map(({ value, etag }) => ({ value: redirecting(value, id), etag })),
    touched: {
      from: least([cluster.lastTime, ...touches.map(({ from }) => from)]),
      to: most([cluster.firstTime, ...touches.map(({ to }) => to)]),
    },
  };
}

function keptTouches(touches: readonly Touch[]): Touch[] {
  const kept = within(
    [...touches].sort((a, b) => b.to - a.to || (a.key < b.key ? -1 : 1)),
    KEPT_TOUCHES,
  );
  return kept.length === touches.length ? [...touches] : mergeTouches(kept);
}

/** What is counted but not kept. An activity that was among it and has new alerts is back in the core, and not counted twice. */
function moreThan(kept: readonly Member[], members: readonly Member[], { clusters, activities }: Parts): Cluster['more'] {
  const isKept = new Set(kept.map(({ id }) => id));
  const were = new Set(clusters.flatMap(({ value }) => [...value.core, ...value.evidence].map(({ id }) => id)));
  const ids = new Set(clusters.map(({ value }) => value.id));
  const back = activities.flatMap(({ before }) =>
    before && ids.has(before.value.clusterId ?? '') && !were.has(before.value.id) ? before.value : [],
  );
  const left = members.filter(({ id }) => !isKept.has(id));
  const count = (of: 'activities' | 'alerts') => clusters.reduce((sum, { value }) => sum + (value.more?.[of] ?? 0), 0);
  const alerts = (all: readonly { alertCount: number }[]) => all.reduce((sum, { alertCount }) => sum + alertCount, 0);
  const more = {
    activities: Math.max(0, count('activities') - back.length + left.length),
    alerts: Math.max(0, count('alerts') - alerts(back) + alerts(left)),
  };
  return more.activities === 0 ? undefined : more;
}

function redirecting(cluster: Cluster, mergedInto: string): Cluster {
  return { ...cluster, core: [], evidence: [], touches: [], isIncident: false, mergedInto };
}

function least(values: readonly number[]): number {
  return values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
}

function most(values: readonly number[]): number {
  return values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
}
