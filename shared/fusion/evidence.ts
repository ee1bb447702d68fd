import type { Baselines } from './baseline';
import type { Cluster, Touch } from './cluster';
import { earlierFounder } from './cluster-id';
import type { FusionStore } from './fusion-store';
import { type Appraised, appraiseAll } from './gather';
import { endOf, isSameTime } from './link-key';
import { addressesOf, closeness } from './network-closeness';

/** How near to an incident in time an activity must lie to be its evidence. Milliseconds. */
export const EVIDENCE_REACH = 15 * 60_000;
/** Of what lies near one incident, the earliest so many are looked at in one run. */
const LOOKED_AT = 500;

/** Activities of the store near a cluster that may be its evidence, besides those in hand. */
export async function evidenceNear(
  cluster: Cluster,
  { from, to }: { from: number; to: number },
  inHand: ReadonlyMap<string, Appraised>,
  store: FusionStore,
  baselines: Baselines,
): Promise<Appraised[]> {
  const keys = [...new Set(cluster.touches.map(({ key }) => key))];
  const near = await store.activitiesTouching(keys, from - EVIDENCE_REACH, to + EVIDENCE_REACH, LOOKED_AT);
  const found = near.filter(({ value }) => !inHand.has(value.id)).map((before) => ({ activity: before.value, before }));
  return (await appraiseAll(found, baselines)).filter(isEvidence);
}

export function isEvidence({ activity }: Appraised): boolean {
  return activity.keys.length > 0;
}

/** What ties an activity to incidents as their evidence. */
export function evidenceTouches({ activity, touches }: Appraised): Touch[] {
  const keys = activity.keys.filter(isSameTime);
  return [...touches, ...keys.map((key) => ({ key, from: activity.firstTime, to: endOf(activity) }))];
}

/**
 * The incident whose evidence an activity is. One that touches the same thing goes before one that merely falls into the same time; then the one whose
 * machines have the nearer addresses, then the nearer in time, then the one founded earlier.
 */
export function incidentOfEvidence(one: Appraised, incidents: readonly Cluster[]): Cluster | undefined {
  const touches = evidenceTouches(one);
  const addresses = addressesOf(touches);
  let best: { cluster: Cluster; rank: number[] } | undefined;
  for (const cluster of incidents) {
    const things = gapBetween(touches, cluster, false);
    const gap = Math.min(things, gapBetween(touches, cluster, true));
    if (gap > EVIDENCE_REACH) continue;
    const rank = [things <= EVIDENCE_REACH ? 0 : 1, -closeness(addresses, addressesOf(cluster.touches)), gap];
    if (
      !best ||
      compare(rank, best.rank) < 0 ||
      (compare(rank, best.rank) === 0 && earlierFounder(cluster.founder, best.cluster.founder) < 0)
    ) {
      best = { cluster, rank };
    }
  }
  return best?.cluster;
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (let index = 0; index < a.length; index++) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** From the activity to the nearest touch of a key that both have; infinite without one. */
function gapBetween(touches: readonly Touch[], cluster: Cluster, onlyTime: boolean): number {
  let least = Number.POSITIVE_INFINITY;
  for (const own of touches) {
    if (isSameTime(own.key) !== onlyTime) continue;
    for (const other of cluster.touches) {
      if (own.key === other.key) least = Math.min(least, Math.max(0, other.from - own.to, own.from - other.to));
    }
  }
  return least;
}
