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
  const candidates = await candidatesOf(appraised, composed, store, baselines, constraints);
  const grown = appraised.filter(hasOutgrownEvidence);
  if (candidates.length + grown.length === 0) return [];

  const others = await clustersAround(candidates, grown, composed, store);
  await constraints.learn([], [...others.keys()]);
  const incidents = [...[...composed.values()].map(({ cluster }) => cluster), ...others.values()]
    .map(({ value }) => value)
    .filter(({ isIncident }) => isIncident);

  const moves = new Moves(incidents);
  for (const { activity } of grown) moves.leave(activity.id);
  const inHand = new Set(appraised.map(({ activity }) => activity.id));
  const changed: Appraised[] = [];
  for (const one of candidates) {
    const incident = incidentOfEvidence(
      one,
      incidents.filter((cluster) => takesEvidence(cluster, one, constraints)),
    );
    moves.leave(one.activity.id, incident?.id);
    if (incident) moves.join(one, incident.id);
    if (incident?.id !== one.activity.clusterId || !inHand.has(one.activity.id)) changed.push(heldBy(one, incident));
  }
  for (const [id, moved] of moves.byIncident) {
    const known = composed.get(id) ?? untouched(others.get(id));
    if (known) composed.set(id, withMoves(known, moved));
  }
  return changed;
}

/** The dull activities that arrived, and those near the incidents in hand; without what an analyst has moved. */
async function candidatesOf(
  appraised: readonly Appraised[],
  composed: ReadonlyMap<string, Composed>,
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
  return [...candidates.values()].filter(({ activity }) => constraints.pinnedTo(activity.id) === undefined);
}

/** Whether it may have been evidence: while it had fewer alerts, or until an analyst moved it. */
function hasOutgrownEvidence({ activity, appraisal }: Appraised): boolean {
  return appraisal.isCore && activity.clusterId !== undefined;
}

/** Clusters of the store which the activities touch or belong to, besides those in hand. */
async function clustersAround(
  candidates: readonly Appraised[],
  grown: readonly Appraised[],
  composed: ReadonlyMap<string, Composed>,
  store: FusionStore,
): Promise<Map<string, Stored<Cluster>>> {
  const absorbed = new Set([...composed.values()].flatMap((one) => one.absorbed.map(({ value }) => value.id)));
  const owners = new Set([...candidates, ...grown].flatMap(({ activity }) => activity.clusterId ?? []));
  const touched = await clustersNear(candidates.flatMap(evidenceTouches), EVIDENCE_REACH, store);
  const found = [...touched, ...(await store.clusters([...owners]))];
  const others = found.filter(({ value: { id, mergedInto } }) => mergedInto === undefined && !composed.has(id) && !absorbed.has(id));
  return new Map(others.map((stored) => [stored.value.id, stored]));
}

/** An incident that is closed takes only what began before it would no longer be opened again. */
function takesEvidence(incident: Cluster, { activity }: Appraised, constraints: Constraints): boolean {
  return activity.firstTime <= (constraints.restOf(incident)?.reopenUntil ?? Number.POSITIVE_INFINITY);
}

function heldBy(one: Appraised, incident: Cluster | undefined): Appraised {
  const { clusterId: _before, ...activity } = one.activity;
  return { ...one, activity: incident ? { ...activity, clusterId: incident.id } : activity };
}

/** What joins an incident as evidence, and the ids of what leaves it. */
interface Moved {
  joins: Appraised[];
  leaves: string[];
}

/** Who comes and who goes, by incident. */
class Moves {
  readonly byIncident = new Map<string, Moved>();
  readonly #holders: ReadonlyMap<string, string[]>;

  constructor(incidents: readonly Cluster[]) {
    this.#holders = holdersOf(incidents);
  }

  join(one: Appraised, incidentId: string): void {
    this.#of(incidentId).joins.push(one);
  }

  /** Out of all that hold it, but for the one where it stays. */
  leave(activityId: string, staysIn?: string): void {
    for (const holder of this.#holders.get(activityId) ?? []) if (holder !== staysIn) this.#of(holder).leaves.push(activityId);
  }

  #of(incidentId: string): Moved {
    const known = this.byIncident.get(incidentId) ?? { joins: [], leaves: [] };
    this.byIncident.set(incidentId, known);
    return known;
  }
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

function withMoves(known: Composed, { joins, leaves }: Moved): Composed {
  const gone = new Set([...leaves, ...joins.map(({ activity }) => activity.id)]);
  const { value, etag } = known.cluster;
  const evidence = [
    ...value.evidence.filter(({ id }) => !gone.has(id)),
    ...joins.map(({ activity, appraisal }) => memberOf(activity, appraisal)),
  ];
  return { ...known, cluster: { value: { ...value, evidence: keptMembers(evidence, KEPT_EVIDENCE) }, etag } };
}
