import type { Decision } from './decision';
import type { FusionStore } from './fusion-store';
import type { Appraised } from './gather';

/** What analysts have decided, as far as a run has come across it. */
export class Constraints {
  readonly #store: FusionStore;
  readonly #asked = new Set<string>();
  readonly #decisions = new Map<string, Decision>();
  readonly #pins = new Map<string, { clusterId: string; time: number; id: string }>();
  readonly #redirects = new Map<string, string>();
  readonly #closed = new Map<string, number>();

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
      this.#closed.set(decision.clusterId, Math.max(decision.closedAt, this.#closed.get(decision.clusterId) ?? Number.NEGATIVE_INFINITY));
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

  /** Activities which begin later than this must not join the cluster; undefined for one that is open. */
  closedAt(clusterId: string): number | undefined {
    return this.#closed.get(clusterId);
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
