import type { Cluster } from './cluster';
import type { Parts } from './compose';
import type { Closing, Decision } from './decision';
import type { FusionStore } from './fusion-store';
import type { Appraised } from './gather';

/** What analysts have decided, as far as a run has come across it. */
export class Constraints {
  readonly #store: FusionStore;
  readonly #asked = new Set<string>();
  readonly #decisions = new Map<string, Decision>();
  readonly #pins = new Map<string, { clusterId: string; time: number; id: string }>();
  readonly #redirects = new Map<string, string>();
  readonly #closings = new Map<string, Closing>();

  constructor(store: FusionStore) {
    this.#store = store;
  }

  /** Reads the decisions about these activities and clusters, each once. */
  async learn(activityIds: readonly string[], clusterIds: readonly string[]): Promise<void> {
    const isNew = (id: string) => !this.#asked.has(id);
    const [activities, clusters] = [activityIds.filter(isNew), clusterIds.filter(isNew)];
    if (activities.length + clusters.length === 0) return;
    for (const id of [...activities, ...clusters]) this.#asked.add(id);
    for (const decision of await this.#store.decisions(activities, clusters)) this.#keep(decision);
  }

  #keep(decision: Decision): void {
    this.#decisions.set(decision.id, decision);
    if (decision.kind === 'closed') {
      const known = this.#closings.get(decision.clusterId);
      if (!known || decision.closedAt > known.closedAt) this.#closings.set(decision.clusterId, decision);
    }
    if (decision.kind !== 'pinned') return;
    for (const activityId of decision.activityIds) {
      const known = this.#pins.get(activityId);
      const isLater = !known || decision.time > known.time || (decision.time === known.time && decision.id > known.id);
      if (isLater) this.#pins.set(activityId, decision);
    }
  }

  /** A cluster that decisions name has been merged into another since. */
  redirect(clusterId: string, mergedInto: string): void {
    this.#redirects.set(clusterId, mergedInto);
  }

  /** The cluster to which an analyst has moved the activity. */
  pinnedTo(activityId: string): string | undefined {
    let id = this.#pins.get(activityId)?.clusterId;
    for (let next = id; next !== undefined; next = this.#redirects.get(next)) id = next;
    return id;
  }

  /** The closing of a cluster that is as it was when it was closed; undefined for one that was never closed, or is open again. */
  restOf(cluster: Cluster): Closing | undefined {
    const closing = this.#closings.get(cluster.id);
    if (!closing || closing.isFinal) return closing;
    return cluster.core.every(({ id, alertCount }) => alertCount <= (closing.seen[id] ?? 0)) ? closing : undefined;
  }

  /** The same for connected parts: several clusters, or an activity that nobody saw when one of them was closed, make an open one. */
  restOfParts({ clusters, activities }: Parts): Closing | undefined {
    const [only, ...others] = clusters;
    const closing = only && others.length === 0 ? this.restOf(only.value) : undefined;
    return closing && activities.every((one) => this.wasSeen(one, closing, only?.value)) ? closing : undefined;
  }

  /** Whether the activity was in the cluster when it was closed, and has had no alert since that could open it. */
  wasSeen({ activity, before }: Appraised, closing: Closing, cluster: Cluster | undefined): boolean {
    if (this.pinnedTo(activity.id) !== undefined) return false;
    const seen = closing.seen[activity.id] ?? 0;
    if (activity.alertCount <= seen || (closing.isFinal && seen > 0)) return true;
    // Of a cluster that has more activities than it keeps not all are known by id.
    return cluster?.more !== undefined && before?.value.clusterId === cluster.id && before.value.alertCount === activity.alertCount;
  }

  /** Whether the cluster was closed, and has more than it had then. */
  isReopened(cluster: Cluster): boolean {
    return this.#closings.has(cluster.id) && this.restOf(cluster) === undefined;
  }

  /** Sets of activities whose clusters an analyst has merged. */
  together(): string[][] {
    return [...this.#decisions.values()].flatMap((decision) => (decision.kind === 'together' ? [decision.activityIds] : []));
  }

  /** An activity that an analyst has moved belongs to the core of where it was moved, and links nothing else. */
  applyTo(one: Appraised): Appraised {
    if (this.pinnedTo(one.activity.id) === undefined) return one;
    return {
      ...one,
      activity: { ...one.activity, keys: [] },
      appraisal: { ...one.appraisal, isCore: true, isEvidence: false },
      touches: [],
    };
  }
}
