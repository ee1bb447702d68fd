import type { Cluster, Touch } from './cluster';
import { Components } from './components';
import { type Parts, partsOf } from './compose';
import type { Constraints } from './constraints';
import type { FusionStore, Stored } from './fusion-store';
import type { Appraised } from './gather';
import { joinTouching, touchesOfReopened } from './join-touching';
import { isSameTime, reachOf } from './link-key';

/** What the core activities of a run are connected with, and the clusters that were read to find out. */
export interface Connected {
  parts: Parts[];
  loaded: Map<string, Stored<Cluster>>;
}

/**
 * Finds every connected component that has one of the activities in it. What parts touch can grow as they join, so it goes on until nothing more joins;
 * that end does not depend on the order, since nothing that was joined ever comes apart.
 */
export async function connect(
  core: readonly Appraised[],
  loaded: Map<string, Stored<Cluster>>,
  store: FusionStore,
  constraints: Constraints,
): Promise<Connected> {
  const searched = new Set<string>();
  let parts: Parts[] = core.map((activity) => partsOf([], [activity]));
  for (;;) {
    await loadTouching(parts, searched, loaded, store, constraints);
    await constraints.learn([], [...loaded.keys()]);
    const joined = joinParts(parts, loaded, constraints);
    const isStable =
      joined.length === parts.length && joined.every(({ clusters }, index) => clusters.length === parts[index]?.clusters.length);
    parts = joined;
    if (isStable) return { parts, loaded };
  }
}

/** Reads the clusters that the parts may touch, each touch once. */
async function loadTouching(
  parts: readonly Parts[],
  searched: Set<string>,
  loaded: Map<string, Stored<Cluster>>,
  store: FusionStore,
  constraints: Constraints,
): Promise<void> {
  const touches: Touch[] = [];
  for (const part of parts) {
    for (const touch of [...part.newTouches, ...touchesOfReopened(part, constraints)]) {
      const name = `${touch.key} ${touch.from} ${touch.to}`;
      if (isSameTime(touch.key) || searched.has(name)) continue;
      searched.add(name);
      touches.push(touch);
    }
  }
  const reach = touches.reduce((longest, { key }) => Math.max(longest, reachOf(key)), 0);
  for (const cluster of await clustersNear(touches, reach, store)) if (!loaded.has(cluster.value.id)) loaded.set(cluster.value.id, cluster);
}

/** Clusters that touch one of the keys within `reach` of the whole time of the touches. */
export async function clustersNear(touches: readonly Touch[], reach: number, store: FusionStore): Promise<Stored<Cluster>[]> {
  if (touches.length === 0) return [];
  const from = touches.reduce((least, touch) => Math.min(least, touch.from), Number.POSITIVE_INFINITY);
  const to = touches.reduce((most, touch) => Math.max(most, touch.to), Number.NEGATIVE_INFINITY);
  const found = await store.clustersTouching([...new Set(touches.map(({ key }) => key))], from - reach, to + reach);
  return found.filter(({ value }) => value.mergedInto === undefined);
}

/** Joins parts and loaded clusters which touch one another, as they are now, or which analysts have put together. */
function joinParts(parts: readonly Parts[], loaded: ReadonlyMap<string, Stored<Cluster>>, constraints: Constraints): Parts[] {
  const byName = new Map<string, Parts>(parts.map((part, index) => [`part ${index}`, part]));
  const nameOfCluster = new Map<string, string>();
  for (const [name, { clusters }] of byName) for (const { value } of clusters) nameOfCluster.set(value.id, name);
  for (const [id, cluster] of loaded) {
    if (nameOfCluster.has(id)) continue;
    byName.set(id, partsOf([cluster], []));
    nameOfCluster.set(id, id);
  }

  const components = new Components();
  joinTouching(components, byName, constraints);
  joinByMembership(components, byName, nameOfCluster, constraints);
  const joined: Parts[] = [];
  for (const names of components.groups()) {
    const members = names.flatMap((name) => byName.get(name) ?? []);
    const activities = members.flatMap((part) => part.activities);
    if (activities.length === 0) continue;
    const [only, ...others] = members;
    joined.push(
      only && others.length === 0
        ? only
        : partsOf(
            members.flatMap(({ clusters }) => clusters),
            activities,
          ),
    );
  }
  return joined;
}

/** Activities with the cluster that they are in already or that an analyst has chosen, and clusters which an analyst has merged. */
function joinByMembership(
  components: Components,
  byName: ReadonlyMap<string, Parts>,
  nameOfCluster: ReadonlyMap<string, string>,
  constraints: Constraints,
): void {
  const nameOfActivity = new Map<string, string>();
  for (const [name, { activities }] of byName) {
    for (const { activity } of activities) {
      nameOfActivity.set(activity.id, name);
      const chosen = nameOfCluster.get(constraints.pinnedTo(activity.id) ?? '');
      if (chosen !== undefined) components.join(chosen, name);
    }
  }
  for (const [name, { clusters }] of byName) {
    for (const member of clusters.flatMap(({ value }) => value.core)) {
      const arrived = nameOfActivity.get(member.id);
      if (arrived !== undefined && constraints.pinnedTo(member.id) === undefined) components.join(name, arrived);
      nameOfActivity.set(member.id, arrived ?? name);
    }
  }
  for (const activityIds of constraints.together()) {
    const [first, ...others] = activityIds.flatMap((id) => nameOfActivity.get(id) ?? []);
    for (const other of others) if (first !== undefined) components.join(first, other);
  }
}
