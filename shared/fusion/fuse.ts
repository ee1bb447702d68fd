import { isDeepStrictEqual } from 'node:util';
import type { Baseline } from './baseline';
import { Baselines } from './baseline';
import { type Cluster, KEPT_EVIDENCE } from './cluster';
import { Components, joinByTouch } from './components';
import { type Composed, compose } from './compose';
import { EVIDENCE_REACH, evidenceNear, nearestIncident, withEvidence } from './evidence';
import type { FusionAlert } from './fusion-alert';
import type { ClusterChange, FusionChanges, FusionStore, Stored } from './fusion-store';
import { type Appraised, appraiseAll, gatherActivities } from './gather';
import { incidentFacts } from './incident-facts';
import { LONGEST_REACH } from './link-key';
import { keptMembers } from './member';

export interface FusionOptions {
  /** Epoch milliseconds; days which have not passed by then are not closed. Infinity where all has happened already. */
  now: number;
  /** Kept by the caller between runs over ONE subscription, it spares reading the closed days again. */
  baselines?: Map<string, Baseline>;
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
 * Fuses newly arrived alerts of one subscription with what they touch, and saves the result. Alerts seen before change nothing.
 * @throws {FusionConflict} when another run changed what this one had read: repeat it from the start.
 */
export async function fuse(
  subscriptionId: string,
  arrived: readonly FusionAlert[],
  store: FusionStore,
  options: FusionOptions,
): Promise<FusionOutcome> {
  if (arrived.length === 0) return { alerts: 0, activities: 0, clusters: 0, incidents: [], redirects: [] };
  const changes = await findChanges(subscriptionId, arrived, store, options);
  await store.save(changes);
  return {
    alerts: arrived.length,
    activities: changes.activities.length,
    clusters: changes.clusters.length,
    incidents: changes.clusters.filter(({ facts }) => facts).map(({ cluster }) => cluster.value.id),
    redirects: changes.clusters.flatMap(({ cluster, absorbed }) => absorbed.map(({ value }) => ({ from: value.id, to: cluster.value.id }))),
  };
}

/** All that the alerts change, without saving it. */
export async function findChanges(
  subscriptionId: string,
  arrived: readonly FusionAlert[],
  store: FusionStore,
  options: FusionOptions,
): Promise<FusionChanges> {
  const baselines = new Baselines(store, options.now, options.baselines);
  const activities = await gatherActivities(arrived, store);
  /* The roll-ups of closed days are read from the store; these activities are of days still open. */
  const appraised = await appraiseAll(activities, baselines);
  const core = appraised.filter(({ appraisal }) => appraisal.isCore);

  const loaded = await clustersAround(appraised, store);
  const composed = connect(subscriptionId, core, loaded);
  const clusters = new Map(composed.map((one) => [one.cluster.value.id, one]));
  const untouched = new Map(
    [...loaded].filter(([id]) => !clusters.has(id) && !composed.some(({ absorbed }) => absorbed.some(({ value }) => value.id === id))),
  );

  await attachEvidence(appraised, clusters, untouched, store, baselines);
  return {
    activities: withClusterIds(appraised, [...clusters.values()]),
    clusters: [...clusters.values()].filter((one) => isChanged(one, loaded)).map((one) => toChange(one)),
  };
}

/** The clusters that the activities are in already, or are within reach of. */
async function clustersAround(appraised: readonly Appraised[], store: FusionStore): Promise<Map<string, Stored<Cluster>>> {
  const loaded = new Map<string, Stored<Cluster>>();
  const keep = (clusters: readonly Stored<Cluster>[]) => {
    for (const cluster of clusters) if (cluster.value.mergedInto === undefined) loaded.set(cluster.value.id, cluster);
  };
  const relevant = appraised.filter(({ appraisal }) => appraisal.isCore || appraisal.isEvidence);
  const touches = relevant.flatMap((one) => one.touches);
  if (touches.length > 0) {
    const from = touches.reduce((least, touch) => Math.min(least, touch.from), Number.POSITIVE_INFINITY);
    const to = touches.reduce((most, touch) => Math.max(most, touch.to), Number.NEGATIVE_INFINITY);
    keep(await store.clustersTouching([...new Set(touches.map(({ key }) => key))], from - LONGEST_REACH, to + LONGEST_REACH));
  }
  return loaded;
}

/** Every connected component that has a new core activity in it. */
function connect(subscriptionId: string, core: readonly Appraised[], loaded: ReadonlyMap<string, Stored<Cluster>>): Composed[] {
  const byActivity = new Map(core.map((one) => [one.activity.id, one]));
  const components = new Components();
  joinByTouch(components, [
    ...[...loaded.values()].map(({ value }) => ({ name: value.id, touches: value.touches })),
    ...core.map(({ activity, touches }) => ({ name: activity.id, touches })),
  ]);
  for (const { value } of loaded.values()) {
    for (const member of value.core) if (byActivity.has(member.id)) components.join(value.id, member.id);
  }
  return components
    .groups()
    .map((names) => ({
      clusters: names.flatMap((name) => loaded.get(name) ?? []),
      activities: names.flatMap((name) => byActivity.get(name) ?? []),
    }))
    .filter(({ activities }) => activities.length > 0)
    .map(({ clusters, activities }) => compose(subscriptionId, clusters, activities));
}

/** Gives every dull activity near the changed incidents, and every dull one that arrived, to the incident that it is nearest to. */
async function attachEvidence(
  appraised: readonly Appraised[],
  clusters: Map<string, Composed>,
  untouched: Map<string, Stored<Cluster>>,
  store: FusionStore,
  baselines: Baselines,
): Promise<void> {
  const incidents = [...clusters.values()].map(({ cluster }) => cluster.value).filter(({ isIncident }) => isIncident);
  const inHand = new Set(appraised.map(({ activity }) => activity.id));
  const near = await evidenceNear(incidents, inHand, store, baselines);
  const candidates = [...appraised.filter(({ appraisal }) => appraisal.isEvidence && !appraisal.isCore), ...near];
  if (candidates.length === 0) return;

  const touches = near.flatMap((one) => one.touches);
  if (touches.length > 0) {
    const from = Math.min(...touches.map((touch) => touch.from)) - EVIDENCE_REACH;
    const to = Math.max(...touches.map((touch) => touch.to)) + EVIDENCE_REACH;
    const gone = new Set([...clusters.values()].flatMap(({ absorbed }) => absorbed.map(({ value }) => value.id)));
    for (const cluster of await store.clustersTouching([...new Set(touches.map(({ key }) => key))], from, to)) {
      const { id, mergedInto } = cluster.value;
      if (mergedInto === undefined && !clusters.has(id) && !gone.has(id)) untouched.set(id, cluster);
    }
  }

  const current = () => [
    ...[...clusters.values()].map(({ cluster }) => cluster.value),
    ...[...untouched.values()].map(({ value }) => value),
  ];
  const change = (id: string, evidence: Cluster['evidence']) => {
    const known = clusters.get(id) ?? { cluster: untouched.get(id) as Stored<Cluster>, absorbed: [] };
    const value = { ...known.cluster.value, evidence: keptMembers(evidence, KEPT_EVIDENCE) };
    clusters.set(id, { ...known, cluster: { ...known.cluster, value } });
    untouched.delete(id);
  };
  for (const one of candidates) {
    const incident = nearestIncident(one, current());
    for (const cluster of current()) {
      if (cluster.id === incident?.id) change(cluster.id, withEvidence(cluster.evidence, one));
      else if (cluster.evidence.some(({ id }) => id === one.activity.id)) {
        change(
          cluster.id,
          cluster.evidence.filter(({ id }) => id !== one.activity.id),
        );
      }
    }
  }
}

function withClusterIds(appraised: readonly Appraised[], composed: readonly Composed[]): FusionChanges['activities'] {
  const clusterOf = new Map<string, string>();
  for (const { cluster } of composed) {
    for (const { id } of [...cluster.value.core, ...cluster.value.evidence]) clusterOf.set(id, cluster.value.id);
  }
  return appraised.map(({ activity, etag }) => {
    const clusterId = clusterOf.get(activity.id) ?? activity.clusterId;
    return { value: clusterId === undefined ? activity : { ...activity, clusterId }, etag };
  });
}

function isChanged({ cluster, absorbed }: Composed, loaded: ReadonlyMap<string, Stored<Cluster>>): boolean {
  const before = loaded.get(cluster.value.id);
  return absorbed.length > 0 || before === undefined || !isDeepStrictEqual(before.value, cluster.value);
}

function toChange({ cluster, absorbed }: Composed): ClusterChange {
  return { cluster, absorbed, facts: cluster.value.isIncident ? incidentFacts(cluster.value) : undefined };
}
