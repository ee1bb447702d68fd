import type { Cluster } from '../fusion/cluster';
import type { Stored, StoredActivity } from '../fusion/fusion-store';
import type { DayRollUp } from '../fusion/roll-up';

/** A value of fusion in the store. Its own fields stand at the top, where queries find them. */
export type SinterDocument<T> = T & { id: string; subscriptionId: string; kind: string; ttl?: number; _etag?: string };

/** Of one activity, about, as JSON: for the size of requests. */
export const ACTIVITY_BYTES = 15_000;

export function activityDocument(activity: StoredActivity, subscriptionId: string, ttl: number): SinterDocument<StoredActivity> {
  return { ...activity, subscriptionId, kind: 'activity', ttl };
}

/** A cluster shares its id with its incident, in the same container. */
export function clusterDocumentId(clusterId: string): string {
  return `cluster-${clusterId}`;
}

/** `touchKeys` are the keys of `touches`, each once, for the index. */
export function clusterDocument(cluster: Cluster, subscriptionId: string, ttl: number): SinterDocument<Cluster & { touchKeys: string[] }> {
  const touchKeys = [...new Set(cluster.touches.map(({ key }) => key))];
  return { ...cluster, id: clusterDocumentId(cluster.id), subscriptionId, kind: 'cluster', touchKeys, ttl };
}

export function rollUpDocument(rollUp: DayRollUp, subscriptionId: string): SinterDocument<DayRollUp> {
  return { ...rollUp, id: `rollup-${rollUp.day}`, subscriptionId, kind: 'rollUp' };
}

/** Back again, without what only the store needs. */
export function fromDocument<T>(document: SinterDocument<T>): Stored<T> {
  const { subscriptionId: _s, kind, ttl: _t, _etag: etag, ...rest } = document;
  const value = Object.fromEntries(Object.entries(rest).filter(([name]) => !name.startsWith('_') && name !== 'touchKeys'));
  if (kind === 'cluster') value.id = document.id.slice(clusterDocumentId('').length);
  return { value: value as T, etag };
}
