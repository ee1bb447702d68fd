import type { Cluster } from '../fusion/cluster';
import type { Stored, StoredActivity } from '../fusion/fusion-store';
import type { DayRollUp } from '../fusion/roll-up';
import { withoutSystemProperties } from './documents';

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

/** The opposite of `clusterDocumentId`. */
export function clusterIdOf({ id }: Pick<ClusterDocument, 'id'>): string {
  return id.slice(clusterDocumentId('').length);
}

/** What queries look for in a cluster: its activities, the keys of its `touches`, each once, and when the first begins and the last ends. */
interface ClusterIndex {
  memberIds: string[];
  touchKeys: string[];
  touchedFrom: number;
  touchedTo: number;
}

export type ClusterDocument = SinterDocument<Cluster & ClusterIndex>;

export function clusterDocument(cluster: Cluster, subscriptionId: string, ttl: number): ClusterDocument {
  const touchKeys = [...new Set(cluster.touches.map(({ key }) => key))];
  const touchedFrom = cluster.touches.reduce((least, { from }) => Math.min(least, from), cluster.firstTime);
  const touchedTo = cluster.touches.reduce((most, { to }) => Math.max(most, to), cluster.lastTime);
  const memberIds = [...cluster.core, ...cluster.evidence].map(({ id }) => id);
  const index: ClusterIndex = { memberIds, touchKeys, touchedFrom, touchedTo };
  return { ...cluster, ...index, id: clusterDocumentId(cluster.id), subscriptionId, kind: 'cluster', ttl };
}

export function rollUpDocument(rollUp: DayRollUp, subscriptionId: string): SinterDocument<DayRollUp> {
  return { ...rollUp, id: `rollup-${rollUp.day}`, subscriptionId, kind: 'rollUp' };
}

/** Of an activity or a decision: back again, without what only the store needs. */
export function fromDocument<T>(document: SinterDocument<T>): Stored<T> {
  const { subscriptionId: _subscriptionId, kind: _kind, ttl: _ttl, _etag: etag, ...rest } = document;
  return { value: withoutSystemProperties(rest) as T, etag };
}

export function clusterOf(document: ClusterDocument): Stored<Cluster> {
  const { value, etag } = fromDocument(document);
  const { memberIds: _members, touchKeys: _keys, touchedFrom: _from, touchedTo: _to, ...cluster } = value;
  return { value: { ...cluster, id: clusterIdOf(document) }, etag };
}

export function rollUpOf(document: SinterDocument<DayRollUp>): DayRollUp {
  const { id: _id, ...rollUp } = fromDocument(document).value as DayRollUp & { id: string };
  return rollUp;
}
