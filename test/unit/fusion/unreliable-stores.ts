import type fc from 'fast-check';
import type { FusionChanges } from '../../../shared/fusion/fusion-store';
import { InMemoryFusionStore } from '../../../shared/fusion/in-memory-fusion-store';

/** Lets the scheduler choose when each read and write happens. */
export class ScheduledStore extends InMemoryFusionStore {
  scheduler: fc.Scheduler | undefined;

  override async activities(ids: readonly string[]) {
    await this.#turn('activities');
    return super.activities(ids);
  }

  override async clustersTouching(keys: readonly string[], from: number, to: number) {
    await this.#turn('clusters');
    return super.clustersTouching(keys, from, to);
  }

  override async save(changes: FusionChanges) {
    await this.#turn('save');
    await super.save(changes);
  }

  async #turn(label: string): Promise<void> {
    await this.scheduler?.schedule(Promise.resolve(), label);
  }
}

export class Death extends Error {}

/** Dies after the activities are saved, before the clusters are. */
export class DyingStore extends InMemoryFusionStore {
  deaths = 0;

  override async save(changes: FusionChanges) {
    if (this.deaths === 0) return super.save(changes);
    this.deaths--;
    await super.save({ ...changes, clusters: [] });
    throw new Death();
  }
}
