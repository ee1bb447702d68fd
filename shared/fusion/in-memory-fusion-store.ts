import type { IncidentFacts } from '../model/incident';
import type { Activity } from './activity';
import { DAY, dayOf } from './activity-id';
import type { Cluster } from './cluster';
import type { Closing, Decision } from './decision';
import { type FusionChanges, FusionConflict, type FusionStore, type Stored, type StoredActivity } from './fusion-store';
import { IntervalIndex } from './interval-index';
import type { DayRollUp } from './roll-up';

/** A `FusionStore` in memory: for the back-test and for tests. Values are kept as they are given and must not be changed afterwards. */
export class InMemoryFusionStore implements FusionStore {
  readonly #activities = new Map<string, Stored<StoredActivity>>();
  readonly #clusters = new Map<string, Stored<Cluster>>();
  readonly #incidents = new Map<string, IncidentFacts>();
  readonly #rollUps = new Map<number, DayRollUp>();
  readonly #decisions: Decision[] = [];
  readonly #idsByDay = new Map<number, string[]>();
  readonly #activitiesByKey = new IntervalIndex();
  readonly #clustersByKey = new IntervalIndex();
  #earliest: number | undefined;
  #version = 0;

  /** What the incidents of the clusters say. */
  get incidents(): ReadonlyMap<string, IncidentFacts> {
    return this.#incidents;
  }

  allClusters(): Cluster[] {
    return [...this.#clusters.values()].map(({ value }) => value);
  }

  allActivities(): StoredActivity[] {
    return [...this.#activities.values()].map(({ value }) => value);
  }

  /** The incident that an activity is in, by way of merges. */
  incidentOf(activityId: string): string | undefined {
    let id = this.#activities.get(activityId)?.value.clusterId;
    for (;;) {
      const cluster = id === undefined ? undefined : this.#clusters.get(id)?.value;
      if (cluster?.mergedInto === undefined) return cluster?.isIncident ? cluster.id : undefined;
      id = cluster.mergedInto;
    }
  }

  addDecision(decision: Decision): void {
    this.#decisions.push(decision);
  }

  async activities(ids: readonly string[]): Promise<Stored<StoredActivity>[]> {
    return ids.flatMap((id) => this.#activities.get(id) ?? []);
  }

  async activitiesTouching(keys: readonly string[], from: number, to: number, limit: number): Promise<Stored<StoredActivity>[]> {
    return this.#activitiesByKey
      .find(keys, from, to)
      .flatMap((id) => this.#activities.get(id) ?? [])
      .sort((a, b) => a.value.firstTime - b.value.firstTime || (a.value.id < b.value.id ? -1 : 1))
      .slice(0, limit);
  }

  async *activitiesBetween(from: number, to: number): AsyncIterable<Activity> {
    for (let day = dayOf(from); day * DAY < to; day++) {
      for (const id of this.#idsByDay.get(day) ?? []) {
        const activity = this.#activities.get(id)?.value;
        if (activity && activity.bucket >= from && activity.bucket < to) yield activity;
      }
    }
  }

  async earliestBucket(): Promise<number | undefined> {
    return this.#earliest;
  }

  async clusters(ids: readonly string[]): Promise<Stored<Cluster>[]> {
    return ids.flatMap((id) => this.#clusters.get(id) ?? []);
  }

  async clustersTouching(keys: readonly string[], from: number, to: number): Promise<Stored<Cluster>[]> {
    return this.#clustersByKey.find(keys, from, to).flatMap((id) => this.#clusters.get(id) ?? []);
  }

  async rollUps(first: number, last: number): Promise<DayRollUp[]> {
    return [...this.#rollUps.values()].filter(({ day }) => day >= first && day <= last);
  }

  async addRollUp(rollUp: DayRollUp): Promise<DayRollUp> {
    const standing = this.#rollUps.get(rollUp.day);
    if (standing) return standing;
    this.#rollUps.set(rollUp.day, rollUp);
    return rollUp;
  }

  async decisions(activityIds: readonly string[], clusterIds: readonly string[]): Promise<Decision[]> {
    if (this.#decisions.length === 0) return [];
    const activities = new Set(activityIds);
    const clusters = new Set(clusterIds);
    return this.#decisions.filter(
      (decision) =>
        ('activityIds' in decision && decision.activityIds.some((id) => activities.has(id))) ||
        ('clusterId' in decision && clusters.has(decision.clusterId)),
    );
  }

  async closings(keys: readonly string[]): Promise<Closing[]> {
    return this.#decisions
      .filter((decision) => decision.kind === 'closed')
      .filter((closing) => closing.keys.some((key) => keys.includes(key)));
  }

  async save({ activities, clusters }: FusionChanges): Promise<void> {
    for (const stored of activities) this.#expect(this.#activities, stored);
    for (const stored of activities) this.#keepActivity(stored.value);
    for (const { cluster, absorbed, facts } of clusters) {
      for (const stored of [cluster, ...absorbed]) this.#expect(this.#clusters, stored);
      for (const stored of [cluster, ...absorbed]) this.#keepCluster(stored.value);
      for (const { value } of absorbed) this.#incidents.delete(value.id);
      if (facts) this.#incidents.set(cluster.value.id, facts);
      else this.#incidents.delete(cluster.value.id);
    }
  }

  #expect<T extends { id: string }>(documents: ReadonlyMap<string, Stored<T>>, { value, etag }: Stored<T>): void {
    if (documents.get(value.id)?.etag !== etag) throw new FusionConflict(`${value.id} was changed by another run`);
  }

  #keepActivity(value: StoredActivity): void {
    const known = this.#activities.get(value.id)?.value;
    this.#activities.set(value.id, this.#stored(value));
    if (!known) this.#fileByDay(value);
    if (value.keys.length + (known?.keys.length ?? 0) === 0) return;
    this.#activitiesByKey.set(
      value.id,
      value.keys.map((key) => ({ key, from: value.firstTime, to: value.lastTime })),
    );
  }

  #fileByDay({ id, bucket }: StoredActivity): void {
    this.#earliest = Math.min(this.#earliest ?? bucket, bucket);
    const ids = this.#idsByDay.get(dayOf(bucket));
    if (ids) ids.push(id);
    else this.#idsByDay.set(dayOf(bucket), [id]);
  }

  #keepCluster(value: Cluster): void {
    this.#clusters.set(value.id, this.#stored(value));
    this.#clustersByKey.set(value.id, value.touches);
  }

  #stored<T>(value: T): Stored<T> {
    this.#version++;
    return { value, etag: String(this.#version) };
  }
}
