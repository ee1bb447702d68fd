import type { Baselines } from './baseline';
import { type Cluster, KEPT_EVIDENCE } from './cluster';
import type { Composed } from './compose';
import { clustersNear } from './connect';
import type { Constraints } from './constraints';
import { EVIDENCE_REACH, evidenceNear, evidenceTouches, incidentOfEvidence, isEvidence } from './evidence';
import type { FusionStore, Stored } from './fusion-store';
import type { Appraised } from './gather';
import { keptMembers, memberOf } from './member';

/**
 * Gives every dull activity that arrived, or that lies near an incident which changed, to the incident whose evidence it is. Evidence never ties clusters
 * together; whose it is follows from the clusters alone. Changes `composed`, and gives the activities that changed sides.
 */
export async function attachEvidence(
  appraised: readonly Appraised[],
  composed: Map<string, Composed>,
  store: FusionStore,
  baselines: Baselines,
  constraints: Constraints,
): Promise<Appraised[]> {
  const candidates = new Map(appraised.filter(isEvidence).map((one) => [one.activity.id, one]));
  const inHand = new Map(appraised.map((one) => [one.activity.id, one]));
  for (const { cluster, touched } of composed.values()) {
    if (!cluster.value.isIncident) continue;
    for (const one of await evidenceNear(cluster.value, touched, inHand, store, baselines)) candidates.set(one.activity.id, one);
  }
  await constraints.learn([...candidates.keys()], []);
  for (const id of candidates.keys()) if (constraints.pinnedTo(id) !== undefined) candidates.delete(id);
  /* What was evidence while it had fewer alerts, or until an analyst moved it. */
  const grown = appraised.filter(({ activity, appraisal }) => appraisal.isCore && activity.clusterId !== undefined);
  if (candidates.size + grown.length === 0) return [];

  const absorbed = new Set([...composed.values()].flatMap((one) => one.absorbed.map(({ value }) => value.id)));
  const others = new Map<string, Stored<Cluster>>();
  const touches = [...candidates.values()].flatMap(evidenceTouches);
  const owners = [...candidates.values(), ...grown].flatMap(({ activity }) => activity.clusterId ?? []);
  for (const stored of [...(await clustersNear(touches, EVIDENCE_REACH, store)), ...(await store.clusters([...new Set(owners)]))]) {
    const { id, mergedInto } = stored.value;
    if (mergedInto === undefined && !composed.has(id) && !absorbed.has(id)) others.set(id, stored);
  }
  const incidents = [
    ...[...composed.values()].map(({ cluster }) => cluster.value),
    ...[...others.values()].map(({ value }) => value),
  ].filter(({ isIncident }) => isIncident);
  await constraints.learn([], [...others.keys()]);
  const isOpenFor =
    ({ activity }: Appraised) =>
    (incident: Cluster) =>
      activity.firstTime <= (constraints.restOf(incident)?.reopenUntil ?? Number.POSITIVE_INFINITY);

  const moved = new Map<string, { joins: Appraised[]; leaves: string[] }>();
  const movesOf = (id: string) => {
    const moves = moved.get(id) ?? { joins: [], leaves: [] };
    moved.set(id, moves);
    return moves;
  };
  const changed: Appraised[] = [];
  const holders = holdersOf(incidents);
  for (const { activity } of grown) for (const holder of holders.get(activity.id) ?? []) movesOf(holder).leaves.push(activity.id);
  for (const one of candidates.values()) {
    const { id, clusterId } = one.activity;
    const incident = incidentOfEvidence(one, incidents.filter(isOpenFor(one)));
    for (const holder of holders.get(id) ?? []) if (holder !== incident?.id) movesOf(holder).leaves.push(id);
    if (incident) movesOf(incident.id).joins.push(one);
    if (incident?.id === clusterId && inHand.has(id)) continue;
    const { clusterId: _before, ...activity } = one.activity;
    changed.push({ ...one, activity: incident ? { ...activity, clusterId: incident.id } : activity });
  }
  for (const [id, moves] of moved) {
    const known = composed.get(id) ?? untouched(others.get(id));
    if (known) composed.set(id, withMoves(known, moves));
  }
  return changed;
}

/** Which incidents hold an activity as evidence now. */
function holdersOf(incidents: readonly Cluster[]): Map<string, string[]> {
  const holders = new Map<string, string[]>();
  for (const { id, evidence } of incidents) {
    for (const member of evidence) holders.set(member.id, [...(holders.get(member.id) ?? []), id]);
  }
  return holders;
}

function untouched(cluster: Stored<Cluster> | undefined): Composed | undefined {
  return cluster && { cluster, absorbed: [], touched: { from: cluster.value.firstTime, to: cluster.value.lastTime } };
}

function withMoves(known: Composed, { joins, leaves }: { joins: readonly Appraised[]; leaves: readonly string[] }): Composed {
  const gone = new Set([...leaves, ...joins.map(({ activity }) => activity.id)]);
  const { value, etag } = known.cluster;
  const evidence = [
    ...value.evidence.filter(({ id }) => !gone.has(id)),
    ...joins.map(({ activity, appraisal }) => memberOf(activity, appraisal)),
  ];
  return { ...known, cluster: { value: { ...value, evidence: keptMembers(evidence, KEPT_EVIDENCE) }, etag } };
}
