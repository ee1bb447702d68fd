import type { Cluster, Touch } from './cluster';
import { Components, joinByTouch } from './components';
import { coreOf, type Parts, touchesOfParts } from './compose';
import type { FusionStore, Stored } from './fusion-store';
import type { Appraised } from './gather';
import { LONGEST_REACH, SAME_TIME } from './link-key';

/** What the core activities of a run are connected with, and the clusters that were read to find out. */
export interface Connected {
  parts: Parts[];
  loaded: Map<string, Stored<Cluster>>;
}

/**
 * Finds every connected component that has one of the activities in it. What parts touch can grow as they join, so it goes on until nothing more joins;
 * that end does not depend on the order, since nothing that was joined ever comes apart.
 */
export async function connect(core: readonly Appraised[], loaded: Map<string, Stored<Cluster>>, store: FusionStore): Promise<Connected> {
  const searched = new Set<string>();
  let parts: Parts[] = core.map((activity) => ({ clusters: [], activities: [activity] }));
  for (;;) {
    await loadTouching(parts, searched, loaded, store);
    const joined = joinParts(parts, loaded);
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
): Promise<void> {
  const touches: Touch[] = [];
  for (const part of parts) {
    for (const touch of touchesOfParts({ clusters: [], activities: part.activities }, coreOf(part))) {
      const name = `${touch.key} ${touch.from} ${touch.to}`;
      if (touch.key === SAME_TIME || searched.has(name)) continue;
      searched.add(name);
      touches.push(touch);
    }
  }
  for (const cluster of await clustersNear(touches, LONGEST_REACH, store))
    if (!loaded.has(cluster.value.id)) loaded.set(cluster.value.id, cluster);
}

/** Clusters that touch one of the keys within `reach` of the whole time of the touches. */
export async function clustersNear(touches: readonly Touch[], reach: number, store: FusionStore): Promise<Stored<Cluster>[]> {
  if (touches.length === 0) return [];
  const from = touches.reduce((least, touch) => Math.min(least, touch.from), Number.POSITIVE_INFINITY);
  const to = touches.reduce((most, touch) => Math.max(most, touch.to), Number.NEGATIVE_INFINITY);
  const found = await store.clustersTouching([...new Set(touches.map(({ key }) => key))], from - reach, to + reach);
  return found.filter(({ value }) => value.mergedInto === undefined);
}

/** Joins parts and loaded clusters which touch one another, as they are now. */
function joinParts(parts: readonly Parts[], loaded: ReadonlyMap<string, Stored<Cluster>>): Parts[] {
  const components = new Components();
  const partOfActivity = new Map<string, string>();
  const partOfCluster = new Map<string, string>();
  const byName = new Map<string, Parts>();
  parts.forEach((part, index) => {
    const name = `part ${index}`;
    byName.set(name, part);
    for (const { activity } of part.activities) partOfActivity.set(activity.id, name);
    for (const { value } of part.clusters) partOfCluster.set(value.id, name);
  });
  for (const [id, cluster] of loaded) if (!partOfCluster.has(id)) byName.set(id, { clusters: [cluster], activities: [] });

  joinByTouch(
    components,
    [...byName].map(([name, part]) => ({ name, touches: touchesOfParts(part, coreOf(part)).filter(({ key }) => key !== SAME_TIME) })),
  );
  for (const [name, { clusters }] of byName) {
    for (const { value } of clusters) {
      for (const member of value.core) {
        const own = partOfActivity.get(member.id);
        if (own !== undefined) components.join(name, own);
      }
    }
  }
  return components
    .groups()
    .map((names) => {
      const joined = names.flatMap((name) => byName.get(name) ?? []);
      return { clusters: joined.flatMap(({ clusters }) => clusters), activities: joined.flatMap(({ activities }) => activities) };
    })
    .filter(({ activities }) => activities.length > 0);
}
