import type { Activity } from './activity';
import type { Baseline } from './baseline';
import type { Touch } from './cluster';
import { keysOf } from './fusion-alert';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** How far apart in time two activities about one thing may lie and still be linked by it; fleeting things less. Milliseconds. */
const REACH: Record<string, number> = {
  ip: 2 * HOUR,
  account: 2 * HOUR,
  filehash: 24 * HOUR,
  url: 12 * HOUR,
  dns: 12 * HOUR,
  process: 12 * HOUR,
  file: 12 * HOUR,
};
const USUAL_REACH = HOUR;
/** No key reaches further. */
export const LONGEST_REACH = 24 * HOUR;

/** An activity that goes on for days links only what happens near its beginning. */
const LONGEST_ACTIVITY = 24 * HOUR;

/** An entity which met more things on a normal day ties nothing together: a proxy, a NAT address, a scanner, a service account. */
const HUB_DEGREE = 15;

/** Kinds of things that many unrelated activities have in common. */
const CONTAINERS_OF_MUCH = new Set(['k8s-namespace', 'security-group', 'nic', 'network-connection', 'malware', 'registry-value']);

export function reachOf(key: string): number {
  return REACH[kindOf(key)] ?? USUAL_REACH;
}

export function kindOf(key: string): string {
  return key.slice(0, key.indexOf(':'));
}

/** Where and when an activity can be linked: two are linked exactly when they touch one key within its reach. */
export function touchesOf(activity: Pick<Activity, 'entities' | 'firstTime' | 'lastTime'>, baseline: Baseline): Touch[] {
  const to = Math.min(activity.lastTime, activity.firstTime + LONGEST_ACTIVITY);
  return keysOf(activity.entities)
    .filter((key) => !CONTAINERS_OF_MUCH.has(kindOf(key)) && baseline.degree(key) < HUB_DEGREE)
    .map((key) => ({ key, from: activity.firstTime, to }));
}

/** The same touches with those that are within reach of one another as one: nothing is lost for a later link, and the list stays short. */
export function mergeTouches(touches: readonly Touch[]): Touch[] {
  const sorted = [...touches].sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.from - b.from || a.to - b.to));
  const merged: Touch[] = [];
  for (const touch of sorted) {
    const last = merged.at(-1);
    if (last && last.key === touch.key && touch.from - last.to <= reachOf(touch.key)) last.to = Math.max(last.to, touch.to);
    else merged.push({ ...touch });
  }
  return merged;
}
