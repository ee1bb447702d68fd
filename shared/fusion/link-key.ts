import type { Activity } from './activity';
import type { Baseline } from './baseline';
import type { Touch } from './cluster';
import { keysOf } from './fusion-alert';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** By kind of key, how far apart in time two activities may lie and still be linked by it. Milliseconds. */
const REACH: Record<string, number> = {
  account: 2 * HOUR,
  filehash: 24 * HOUR,
  url: 12 * HOUR,
  dns: 12 * HOUR,
  process: 12 * HOUR,
  file: 12 * HOUR,
  novel: MINUTE,
  again: 12 * HOUR,
  time: 15 * MINUTE,
};
export const USUAL_REACH = HOUR;

/** What is unusual at the time of an incident, whatever it happened to, is its evidence: these keys link evidence only, never two clusters. */
const SAME_TIME = 'time';

/** Touched by an incident in that network (`NO_ZONE`: of whatever network), and by what is unusual there. */
export function sameTimeKey(zone: string): string {
  return `${SAME_TIME}:${zone}`;
}

export function isSameTime(key: string): boolean {
  return kindOf(key) === SAME_TIME;
}

/** Whether a key names a thing, and not what members touch together. */
export function isThing(key: string): boolean {
  return ![SAME_TIME, 'novel', 'again'].includes(kindOf(key));
}

/** One never-seen type of alert: touched where several of them hit one thing. On another thing of the network at the same moment it is the same sweep. */
export function sweepKey(alertType: string, zone: string): string {
  return `novel:${zone} ${alertType}`;
}

/** A thing on which an incident showed something never seen: the next such incident on it goes on with the first. */
export function againKey(key: string): string {
  return `again:${key}`;
}

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
  const { firstTime: from } = activity;
  const to = endOf(activity);
  return keysOf(activity.entities)
    .filter((key) => !CONTAINERS_OF_MUCH.has(kindOf(key)) && baseline.degree(key) < HUB_DEGREE)
    .map((key) => ({ key, from, to }));
}

/** When an activity ends, for what links it. */
export function endOf({ firstTime, lastTime }: Pick<Activity, 'firstTime' | 'lastTime'>): number {
  return Math.min(lastTime, firstTime + LONGEST_ACTIVITY);
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
