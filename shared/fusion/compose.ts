import { type Cluster, KEPT_CORE, KEPT_EVIDENCE, type Member } from './cluster';
import { clusterIdOf, earlierFounder } from './cluster-id';
import type { Stored } from './fusion-store';
import type { Appraised } from './gather';
import { isIncident } from './is-incident';
import { mergeTouches } from './link-key';
import { keptMembers, memberOf } from './member';

/** A cluster as it results, with those that it took in. */
export interface Composed {
  cluster: Stored<Cluster>;
  absorbed: Stored<Cluster>[];
}

/** One cluster out of clusters and core activities that turned out to be connected. */
export function compose(subscriptionId: string, clusters: readonly Stored<Cluster>[], activities: readonly Appraised[]): Composed {
  const core = new Map<string, Member>();
  for (const { value } of clusters) for (const member of value.core) core.set(member.id, member);
  for (const { activity, appraisal } of activities) core.set(activity.id, memberOf(activity, appraisal));

  const evidence = new Map<string, Member>();
  for (const { value } of clusters) for (const member of value.evidence) if (!core.has(member.id)) evidence.set(member.id, member);

  const members = [...core.values()];
  const founder = [...clusters.map(({ value }) => value.founder), ...members.map((member) => member.founder)].sort(earlierFounder)[0];
  if (founder === undefined) throw new RangeError('a cluster has at least one member');
  const [keeper, ...absorbed] = [...clusters].sort(
    (a, b) => Number(b.value.isIncident) - Number(a.value.isIncident) || earlierFounder(a.value.founder, b.value.founder),
  );

  const kept = keptMembers(members, KEPT_CORE);
  const id = keeper?.value.id ?? clusterIdOf(subscriptionId, founder.id);
  const cluster: Cluster = {
    id,
    founder,
    core: kept,
    evidence: keptMembers([...evidence.values()], KEPT_EVIDENCE),
    touches: mergeTouches([...clusters.flatMap(({ value }) => value.touches), ...activities.flatMap(({ touches }) => touches)]),
    firstTime: Math.min(...clusters.map(({ value }) => value.firstTime), ...members.map(({ firstTime }) => firstTime)),
    lastTime: Math.max(...clusters.map(({ value }) => value.lastTime), ...members.map(({ lastTime }) => lastTime)),
    isIncident: clusters.some(({ value }) => value.isIncident) || isIncident(kept),
  };
  return {
    cluster: { value: cluster, etag: keeper?.etag },
    absorbed: absorbed.map(({ value, etag }) => ({ value: redirecting(value, id), etag })),
  };
}

function redirecting(cluster: Cluster, mergedInto: string): Cluster {
  return { ...cluster, core: [], evidence: [], touches: [], isIncident: false, mergedInto };
}
