import type { Baselines } from './baseline';
import type { Cluster, Member } from './cluster';
import type { FusionStore, Stored, StoredActivity } from './fusion-store';
import { type Appraised, appraiseAll } from './gather';
import { memberOf } from './member';

/** How near to an incident in time an activity must lie to be its evidence. Milliseconds. */
const EVIDENCE_REACH = 10 * 60_000;
/** Of what lies near one incident, the earliest so many are looked at. */
const LOOKED_AT = 300;

/** Activities of the store near the clusters that may be their evidence, besides those in hand. */
export async function evidenceNear(
  clusters: readonly Cluster[],
  inHand: ReadonlySet<string>,
  store: FusionStore,
  baselines: Baselines,
): Promise<Appraised[]> {
  const found = new Map<string, Stored<StoredActivity>>();
  for (const cluster of clusters) {
    const keys = [...new Set(cluster.touches.map(({ key }) => key))];
    const near = await store.activitiesTouching(keys, cluster.firstTime - EVIDENCE_REACH, cluster.lastTime + EVIDENCE_REACH, LOOKED_AT);
    for (const stored of near) if (!inHand.has(stored.value.id)) found.set(stored.value.id, stored);
  }
  const appraised = await appraiseAll([...found.values()], baselines);
  return appraised.filter(({ appraisal }) => appraisal.isEvidence && !appraisal.isCore);
}

/** The incident whose evidence an activity is: the nearest in time on a shared entity, of equally near ones that with the smallest id. */
export function nearestIncident({ touches }: Appraised, clusters: readonly Cluster[]): Cluster | undefined {
  let best: { cluster: Cluster; gap: number } | undefined;
  for (const cluster of clusters) {
    if (!cluster.isIncident) continue;
    const gap = gapBetween(touches, cluster);
    if (gap > EVIDENCE_REACH) continue;
    if (!best || gap < best.gap || (gap === best.gap && cluster.id < best.cluster.id)) best = { cluster, gap };
  }
  return best?.cluster;
}

/** From the activity to the nearest touch of a key that both have; infinite without one. */
function gapBetween(touches: Appraised['touches'], cluster: Cluster): number {
  let least = Number.POSITIVE_INFINITY;
  for (const own of touches) {
    for (const other of cluster.touches) {
      if (own.key === other.key) least = Math.min(least, Math.max(0, other.from - own.to, own.from - other.to));
    }
  }
  return least;
}

/** The members with this activity as one of them. */
export function withEvidence(evidence: readonly Member[], { activity, appraisal }: Appraised): Member[] {
  return [...evidence.filter(({ id }) => id !== activity.id), memberOf(activity, appraisal)];
}
export { EVIDENCE_REACH };
