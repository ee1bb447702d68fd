import type { IncidentFacts } from '../model/incident';
import type { Activity } from './activity';
import type { Cluster } from './cluster';
import type { Closing, Decision } from './decision';
import type { DayRollUp } from './roll-up';

/** A document with its version. `etag` is opaque and goes back on saving; undefined: it must not exist yet. */
export interface Stored<T> {
  value: T;
  etag: string | undefined;
}

/** An activity as it is stored. */
export interface StoredActivity extends Activity {
  /** Under which it can be found as evidence, for the index; empty for one that is too dull, or found by its cluster. */
  keys: string[];
  /** Its cluster, which may have been merged into another since. Absent while it is in none. */
  clusterId?: string;
}

/** One resulting cluster with all that must become visible at the same moment. */
export interface ClusterChange {
  cluster: Stored<Cluster>;
  /** What its incident says now; undefined for a candidate that is no incident (yet). */
  facts: IncidentFacts | undefined;
  /** An analyst has closed its incident, and it has alerts now that the analyst did not see. */
  isReopened?: boolean;
  /** Clusters that it took in, with `mergedInto` set: their incidents, if any, are to redirect. */
  absorbed: Stored<Cluster>[];
}

export interface FusionChanges {
  /** Saved first, each for itself: a run that dies here is repaired by its repetition, for clusters are derived from activities and never the other way. */
  activities: Stored<StoredActivity>[];
  /** Then one transactional batch for each: the cluster, those absorbed, the incident and its announcement. */
  clusters: ClusterChange[];
}

/** Somebody else changed a document which the run had read. The run is abandoned and repeated from the start. */
export class FusionConflict extends Error {
  override readonly name = 'FusionConflict';
}

/**
 * What fusion reads and writes, for ONE subscription. Every read is a query inside one partition:
 * activities: by `id`, by `keys` and time; clusters: by `id`, by `touches`. All of these fields need an index, the others none.
 */
export interface FusionStore {
  /** Those of the ids which exist. Up to some thousands of ids. */
  activities(ids: readonly string[]): Promise<Stored<StoredActivity>[]>;

  /**
   * How many alerts an activity has, for one with more than it keeps ids of: such a one cannot tell by itself which have come twice. A store that is given
   * each alert once needs no such answer.
   */
  countAlerts?(activityId: string): Promise<number>;

  /** Those with one of the keys (`EXISTS(SELECT VALUE k FROM k IN c.keys WHERE ARRAY_CONTAINS(@keys, k))`), `firstTime <= to` and `lastTime >= from`; the earliest first, at most `limit`. */
  activitiesTouching(keys: readonly string[], from: number, to: number, limit: number): Promise<Stored<StoredActivity>[]>;

  /** All whose `bucket` is at or after `from` and before `to`, in any order. Read once for every closed day. */
  activitiesBetween(from: number, to: number): AsyncIterable<Activity>;

  /** The earliest `bucket` of all, undefined without activities. */
  earliestBucket(): Promise<number | undefined>;

  /** Those of the ids which exist, merged ones too. */
  clusters(ids: readonly string[]): Promise<Stored<Cluster>[]>;

  /** Those with a touch of one of the keys that overlaps `[from, to]`: `EXISTS(SELECT VALUE t FROM t IN c.touches WHERE ARRAY_CONTAINS(@keys, t.key) AND t.from <= @to AND t.to >= @from)`. */
  clustersTouching(keys: readonly string[], from: number, to: number): Promise<Stored<Cluster>[]>;

  /** The stored roll-ups of the days from `first` to `last` (days since 1970, both included). */
  rollUps(first: number, last: number): Promise<DayRollUp[]>;

  /** Keeps a roll-up unless that day has one. Gives the one that stands. */
  addRollUp(rollUp: DayRollUp): Promise<DayRollUp>;

  /** What analysts have decided about any of these activities or clusters, in the order of time. */
  decisions(activityIds: readonly string[], clusterIds: readonly string[]): Promise<Decision[]>;

  /** How incidents were closed that one of the things (by key) had tied together, in any order. */
  closings(keys: readonly string[]): Promise<Closing[]>;

  /** @throws {FusionConflict} when an etag no longer holds, or a document that was to be new exists. */
  save(changes: FusionChanges): Promise<void>;
}
