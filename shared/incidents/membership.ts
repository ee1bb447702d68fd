import { baselineOf } from '../fusion/baseline';
import { type Cluster, KEPT_CORE, KEPT_EVIDENCE, type Member, type Touch } from '../fusion/cluster';
import { earlierFounder } from '../fusion/cluster-id';
import { incidentFacts } from '../fusion/incident-facts';
import type { IncidentType } from '../fusion/incident-types/incident-type';
import { mergeTouches, touchesOf } from '../fusion/link-key';
import { byFirstTime, keptMembers } from '../fusion/member';
import type { IncidentFacts } from '../model/incident';

/** Which activities belong to a cluster, changed by people. Nothing here weighs anything up: who decides so has the last word. */

export function membersOf({ core, evidence }: Cluster): Member[] {
  return [...core, ...evidence].sort(byFirstTime);
}

/** The target with all that the sources have; new alerts go on to find it by what tied any of them. */
export function mergeClusters(target: Cluster, sources: readonly Cluster[]): Cluster {
  const all = [target, ...sources];
  const core = uniqueMembers(all.flatMap((cluster) => cluster.core));
  const isCore = new Set(core.map(({ id }) => id));
  const evidence = uniqueMembers(all.flatMap((cluster) => cluster.evidence)).filter(({ id }) => !isCore.has(id));
  const kept = keptMembers(core, KEPT_CORE);
  const more = notKept(all, core, kept);
  return {
    ...target,
    ...(more && { more }),
    founder: [...all.map(({ founder }) => founder)].sort(earlierFounder)[0] ?? target.founder,
    core: kept,
    evidence: keptMembers(evidence, KEPT_EVIDENCE),
    touches: mergeTouches(all.flatMap(({ touches }) => touches)),
    firstTime: Math.min(...all.map(({ firstTime }) => firstTime)),
    lastTime: Math.max(...all.map(({ lastTime }) => lastTime)),
    isIncident: true,
  };
}

/** What the clusters count beyond their members, and now those that find no place. */
function notKept(clusters: readonly Cluster[], core: readonly Member[], kept: readonly Member[]): Cluster['more'] {
  const keptIds = new Set(kept.map(({ id }) => id));
  const dropped = core.filter(({ id }) => !keptIds.has(id));
  const activities = clusters.reduce((sum, { more }) => sum + (more?.activities ?? 0), dropped.length);
  const before = clusters.reduce((sum, { more }) => sum + (more?.alerts ?? 0), 0);
  return activities === 0 ? undefined : { activities, alerts: dropped.reduce((sum, { alertCount }) => sum + alertCount, before) };
}

/** The record that stays of a cluster which another one took in. */
export function redirected(cluster: Cluster, mergedInto: string): Cluster {
  return { ...cluster, core: [], evidence: [], touches: [], isIncident: false, mergedInto };
}

/** The cluster without these activities, and without what only they tied it to. */
export function withoutMembers(cluster: Cluster, activityIds: ReadonlySet<string>): Cluster {
  const core = cluster.core.filter(({ id }) => !activityIds.has(id));
  const evidence = cluster.evidence.filter(({ id }) => !activityIds.has(id));
  const left = [...core, ...evidence];
  if (left.length === cluster.core.length + cluster.evidence.length) return cluster;
  const keys = new Set(cluster.touches.map(({ key }) => key));
  const touches = mergeTouches(core.flatMap(rawTouches).filter(({ key }) => keys.has(key)));
  return { ...cluster, core, evidence, touches, ...beginningOf(core, cluster) };
}

/** Everything that an activity could be linked by. */
export function rawTouches(member: Member): Touch[] {
  return touchesOf(member, NOTHING_KNOWN);
}

/** Which keys are telling was decided when the members joined; the cluster's own keys say how. */
const NOTHING_KNOWN = baselineOf([]);

/** The cluster with these members; `touches`, if they are given, tie it to new alerts too. */
export function withMembers(cluster: Cluster, members: readonly Member[], touches: readonly Touch[] = []): Cluster {
  const joining = new Set(members.map(({ id }) => id));
  const core = [...cluster.core.filter(({ id }) => !joining.has(id)), ...members.filter(({ isCore }) => isCore)].sort(byFirstTime);
  const evidence = [...cluster.evidence.filter(({ id }) => !joining.has(id)), ...members.filter(({ isCore }) => !isCore)].sort(byFirstTime);
  return {
    ...cluster,
    core,
    evidence,
    touches: touches.length === 0 ? cluster.touches : mergeTouches([...cluster.touches, ...touches]),
    ...beginningOf(core, cluster),
  };
}

/** The cluster of an incident that a person made. It has no touches: no alert joins it by itself. */
export function emptyCluster(id: string, time: number): Cluster {
  return { id, founder: { id, time }, core: [], evidence: [], touches: [], firstTime: time, lastTime: time, isIncident: true };
}

/** What an incident of this cluster says; `otherwise` if nothing is in it. */
export function factsOf(cluster: Cluster, otherwise: IncidentFacts, types?: readonly IncidentType[]): IncidentFacts {
  return membersOf(cluster).length === 0 ? otherwise : incidentFacts(cluster, types);
}

/** What an incident without any alert says. */
export function emptyFacts(title: string, time: number): IncidentFacts {
  return {
    title,
    story: '',
    severity: 'Informational',
    score: 0,
    reasons: [{ code: 'incident.manual', text: 'A person made this incident.' }],
    tactics: [],
    techniques: [],
    firstActivityTime: time,
    lastActivityTime: time,
    alertIds: [],
    alertCount: 0,
    products: [],
    entities: [],
    links: [],
    remediationSteps: [],
  };
}

/** Its founder and its time are those of the core, as in fusion; without one they stay. */
function beginningOf(
  core: readonly Member[],
  { founder, firstTime, lastTime }: Cluster,
): Pick<Cluster, 'founder' | 'firstTime' | 'lastTime'> {
  const [earliest] = core.map((member) => member.founder).sort(earlierFounder);
  if (earliest === undefined) return { founder, firstTime, lastTime };
  return {
    founder: earliest,
    firstTime: Math.min(...core.map((member) => member.firstTime)),
    lastTime: Math.max(...core.map((member) => member.lastTime)),
  };
}

function uniqueMembers(members: readonly Member[]): Member[] {
  return [...new Map(members.map((member) => [member.id, member])).values()];
}
