import { isDeepStrictEqual } from 'node:util';
import { attachEvidence } from './attach-evidence';
import type { Baseline } from './baseline';
import { Baselines } from './baseline';
import { byDay } from './by-day';
import type { Cluster } from './cluster';
import { type Composed, compose } from './compose';
import { connect } from './connect';
import { Constraints } from './constraints';
import type { FusionAlert } from './fusion-alert';
import type { ClusterChange, FusionChanges, FusionStore, Stored, StoredActivity } from './fusion-store';
import { type Appraised, appraiseAll, gatherActivities } from './gather';
import { incidentFacts } from './incident-facts';
import { withKnownTypes } from './incident-types';
import type { IncidentType } from './incident-types/incident-type';
import { namePredecessors } from './predecessor';

export interface FusionOptions {
  /** Epoch milliseconds; days which have not passed by then are not closed. Infinity where all has happened already. */
  now: number;
  /** Kept by the caller between runs over ONE subscription, it spares reading the closed days again. */
  baselines?: Map<string, Baseline>;
  /** The subscription's own kinds of incidents, which go before the known ones. */
  incidentTypes?: readonly IncidentType[];
}

/** What a run did, for logs and metrics. */
export interface FusionOutcome {
  alerts: number;
  activities: number;
  clusters: number;
  /** Ids of incidents that are new or changed. */
  incidents: string[];
  redirects: { from: string; to: string }[];
}

/**
 * Fuses newly arrived alerts of one subscription with what they touch, and saves the result. Alerts seen before change nothing. Of two workers on one
 * subscription each must have the other's new alerts among its own, as those have which read on from one place: then each sees the other by the versions.
 *
 * A day after the other is fused and saved, so that a day which is closed for a later one has all its alerts: what arrives in the order of time, as a replay
 * of many days does, ends the same however it is cut and wherever it is interrupted.
 * @throws {FusionConflict} when another run changed what this one had read: repeat it from the start.
 */
export async function fuse(
  subscriptionId: string,
  arrived: readonly FusionAlert[],
  store: FusionStore,
  options: FusionOptions,
): Promise<FusionOutcome> {
  const saved: FusionChanges[] = [];
  for (const alerts of byDay(arrived)) {
    const changes = await findChanges(subscriptionId, alerts, store, options);
    await store.save(changes);
    saved.push(changes);
  }
  const clusters = saved.flatMap((changes) => changes.clusters);
  return {
    alerts: arrived.length,
    activities: saved.reduce((sum, { activities }) => sum + activities.length, 0),
    clusters: clusters.length,
    incidents: [...new Set(clusters.filter(({ facts }) => facts).map(({ cluster }) => cluster.value.id))],
    redirects: clusters.flatMap(({ cluster, absorbed }) => absorbed.map(({ value }) => ({ from: value.id, to: cluster.value.id }))),
  };
}

/** All that the alerts, of one day, change, without saving it. */
export async function findChanges(
  subscriptionId: string,
  arrived: readonly FusionAlert[],
  store: FusionStore,
  options: FusionOptions,
): Promise<FusionChanges> {
  const types = withKnownTypes(options.incidentTypes);
  const gathered = await gatherActivities(arrived, store);
  const baselines = new Baselines(store, options.now, options.baselines);
  const constraints = new Constraints(store);
  await constraints.learn(
    gathered.map(({ activity }) => activity.id),
    [],
  );
  const appraised = (await appraiseAll(gathered, baselines)).map((one) => constraints.applyTo(one));
  const core = appraised.filter(({ appraisal }) => appraisal.isCore);

  const { parts, loaded } = await connect(core, await clustersOf(core, constraints, store), store, constraints);
  const composed = new Map<string, Composed>();
  const clusterOf = new Map<string, string>();
  for (const part of parts) {
    const one = compose(subscriptionId, part, types);
    composed.set(one.cluster.value.id, one);
    for (const { activity } of part.activities) clusterOf.set(activity.id, one.cluster.value.id);
  }
  const moved = await attachEvidence(appraised, composed, store, baselines, constraints);

  await namePredecessors(composed, store);

  const before = await clustersBefore(composed, loaded, store);
  return {
    activities: activitiesToSave([...appraised, ...moved], clusterOf),
    clusters: [...composed.values()].filter((one) => isChanged(one, before)).map((one) => toChange(one, constraints, types)),
  };
}

/** The clusters that the activities are in already, or that analysts have put them into. */
async function clustersOf(core: readonly Appraised[], constraints: Constraints, store: FusionStore): Promise<Map<string, Stored<Cluster>>> {
  const partners = await store.activities([...new Set(constraints.together().flat())]);
  const named = [
    ...core.map(({ activity }) => constraints.pinnedTo(activity.id) ?? activity.clusterId),
    ...partners.map(({ value }) => value.clusterId),
  ];
  const loaded = new Map<string, Stored<Cluster>>();
  const asked = new Set<string>();
  let ids = [...new Set(named.filter((id) => id !== undefined))];
  while (ids.length > 0) {
    for (const id of ids) asked.add(id);
    const found = await store.clusters(ids);
    for (const cluster of found) {
      const { id, mergedInto } = cluster.value;
      if (mergedInto === undefined) loaded.set(id, cluster);
      else constraints.redirect(id, mergedInto);
    }
    ids = [...new Set(found.flatMap(({ value }) => value.mergedInto ?? []))].filter((id) => !asked.has(id));
  }
  return loaded;
}

/** The changed clusters as they were. Those which only got evidence were not read on the way. */
async function clustersBefore(
  composed: ReadonlyMap<string, Composed>,
  loaded: ReadonlyMap<string, Stored<Cluster>>,
  store: FusionStore,
): Promise<Map<string, Cluster>> {
  const before = new Map([...loaded].map(([id, { value }]) => [id, value]));
  const missing = [...composed.values()].filter(({ cluster }) => cluster.etag !== undefined && !before.has(cluster.value.id));
  for (const { value } of await store.clusters(missing.map(({ cluster }) => cluster.value.id))) before.set(value.id, value);
  return before;
}

/** Each in its last state, with the cluster that it is in; those which are stored like that already are left out. */
function activitiesToSave(all: readonly Appraised[], clusterOf: ReadonlyMap<string, string>): FusionChanges['activities'] {
  const changed = new Map<string, Stored<StoredActivity>>();
  for (const { activity, before } of all) {
    const clusterId = clusterOf.get(activity.id) ?? activity.clusterId;
    const value = clusterId === undefined ? activity : { ...activity, clusterId };
    if (isDeepStrictEqual(value, before?.value)) changed.delete(activity.id);
    else changed.set(activity.id, { value, etag: before?.etag });
  }
  return [...changed.values()];
}

function isChanged({ cluster, absorbed }: Composed, before: ReadonlyMap<string, Cluster>): boolean {
  return absorbed.length > 0 || !isDeepStrictEqual(before.get(cluster.value.id), cluster.value);
}

function toChange({ cluster, absorbed }: Composed, constraints: Constraints, types: readonly IncidentType[]): ClusterChange {
  const facts = cluster.value.isIncident ? incidentFacts(cluster.value, types) : undefined;
  return { cluster, absorbed, facts, isReopened: constraints.isReopened(cluster.value) };
}
