import type { Checkpoint, CheckpointStore, OperationOptions, PartitionOwnership } from '@azure/event-hubs';

/** What a consumer does to its checkpoint store, as its owner sees it. */
export interface CheckpointStoreObserver {
  /** The consumer has looked who owns which partition: it does so all the time while it is alive. */
  alive(): void;
  /** Another consumer owns the partition. */
  ownedByOther(partitionId: string): void;
}

/**
 * A checkpoint store which tells what the consumer does with it. The consumer itself says neither that it has stopped balancing the partitions nor, while it
 * is busy with a batch, that it has lost one.
 */
export class ObservedCheckpointStore implements CheckpointStore {
  /** The consumer's name for itself. */
  #ownerId: string | undefined;

  constructor(
    private readonly store: CheckpointStore,
    private readonly observer: CheckpointStoreObserver,
  ) {}

  async listOwnership(namespace: string, hub: string, group: string, options?: OperationOptions): Promise<PartitionOwnership[]> {
    const ownerships = await this.store.listOwnership(namespace, hub, group, options);
    this.observer.alive();
    for (const { ownerId, partitionId } of ownerships) {
      if (ownerId && this.#ownerId && ownerId !== this.#ownerId) this.observer.ownedByOther(partitionId);
    }
    return ownerships;
  }

  async claimOwnership(ownerships: PartitionOwnership[], options?: OperationOptions): Promise<PartitionOwnership[]> {
    // An empty name gives a partition up.
    this.#ownerId = ownerships.find(({ ownerId }) => ownerId !== '')?.ownerId ?? this.#ownerId;
    return this.store.claimOwnership(ownerships, options);
  }

  listCheckpoints(namespace: string, hub: string, group: string, options?: OperationOptions): Promise<Checkpoint[]> {
    return this.store.listCheckpoints(namespace, hub, group, options);
  }

  updateCheckpoint(checkpoint: Checkpoint, options?: OperationOptions): Promise<void> {
    return this.store.updateCheckpoint(checkpoint, options);
  }
}
