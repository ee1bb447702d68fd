import { DAY } from './activity-id';
import type { Cluster } from './cluster';
import type { Composed } from './compose';
import type { Closing } from './decision';
import type { FusionStore } from './fusion-store';
import { isThing, kindOf } from './link-key';

/** The closed incident after which another one began, about one of the same things. */
export interface Predecessor {
  /** Of its cluster. */
  id: string;
  closedAt: number;
  /** Of a thing that both are about. */
  key: string;
}

/** An incident that was closed longer ago says nothing of a new one. Milliseconds. */
const REMEMBERED = 30 * DAY;
/** Of the things that tie an incident together, so many are compared: one query of the store takes fifty. */
const COMPARED = 100;
/** What exists on one thing only, and is covered by it. */
const PART_OF_OTHERS = new Set(['process', 'file']);

/** Keys of the things that tie a cluster together. */
export function thingsOf({ touches }: Pick<Cluster, 'touches'>): string[] {
  return [...new Set(touches.map(({ key }) => key).filter((key) => isThing(key) && !PART_OF_OTHERS.has(kindOf(key))))]
    .sort()
    .slice(0, COMPARED);
}

/** Gives each incident the name of the one that it follows, from what it is about and when it began alone. Changes `composed`. */
export async function namePredecessors(composed: ReadonlyMap<string, Composed>, store: FusionStore): Promise<void> {
  const incidents = [...composed.values()].filter(({ cluster }) => cluster.value.isIncident);
  const things = new Map(incidents.map(({ cluster }) => [cluster.value.id, thingsOf(cluster.value)]));
  const closings = await store.closings([...new Set([...things.values()].flat())]);
  if (closings.length === 0 && incidents.every(({ cluster }) => cluster.value.predecessor === undefined)) return;
  for (const one of incidents) {
    const { predecessor: _, ...cluster } = one.cluster.value;
    const predecessor = predecessorOf(cluster, things.get(cluster.id) ?? [], closings);
    one.cluster = { ...one.cluster, value: predecessor ? { ...cluster, predecessor } : cluster };
  }
}

/** Of those that were closed before it began, the one that was closed last. */
function predecessorOf({ firstTime }: Cluster, things: readonly string[], closings: readonly Closing[]): Predecessor | undefined {
  let last: Predecessor | undefined;
  for (const { clusterId: id, closedAt, keys } of closings) {
    const key = things.find((thing) => keys.includes(thing));
    if (key === undefined || closedAt >= firstTime || firstTime - closedAt > REMEMBERED) continue;
    if (!last || closedAt > last.closedAt || (closedAt === last.closedAt && id > last.id)) last = { id, closedAt, key };
  }
  return last;
}
