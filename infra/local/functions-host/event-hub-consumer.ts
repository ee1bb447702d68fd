import {
  CloseReason,
  EventHubConsumerClient,
  type EventHubConsumerClientOptions,
  type EventPosition,
  earliestEventPosition,
  latestEventPosition,
  type PartitionContext,
  type Subscription,
} from '@azure/event-hubs';
import { BlobCheckpointStore } from '@azure/eventhubs-checkpointstore-blob';
import type { ContainerClient } from '@azure/storage-blob';
import type { EventHubsConnection } from './connections';
import { EventHubPartition, type ProcessEvents } from './event-hub-partition';
import type { EventHubsSettings } from './host-json';
import { ObservedCheckpointStore } from './observed-checkpoint-store';
import { settle, sleep } from './sleep';

export interface EventHubConsumerOptions {
  connection: EventHubsConnection;
  eventHubName: string;
  consumerGroup: string;
  checkpoints: ContainerClient;
  settings: EventHubsSettings;
  process: ProcessEvents;
  /** Hears of errors after which the consumer goes on by itself. */
  onError: (error: unknown) => void;
}

/** The consumer looks once a second who owns which partition. */
const BALANCE_MS = 1_000;

/** A partition whose owner has not shown itself for so long is free. The SDK's minute would be long to wait for after a host was killed. */
const OWNERSHIP_MS = 6_000;

/** Seconds without a look at the ownerships after which the consumer counts as stuck: the SDK may wait half a minute and more for a stream that was restarted. */
const STUCK_AFTER_TICKS = 8;

/** Bounds the wait for a send, an attach or a reply when a connection drops. */
const RETRY = { timeoutInMs: 10_000, maxRetries: 3, retryDelayInMs: 500, maxRetryDelayInMs: 5_000 };

const CLIENT_OPTIONS: EventHubConsumerClientOptions = {
  retryOptions: RETRY,
  loadBalancingOptions: { strategy: 'greedy', updateIntervalInMs: BALANCE_MS, partitionOwnershipExpirationIntervalInMs: OWNERSHIP_MS },
};

/** One life of a consumer: it shares the partitions of a consumer group with the other hosts, until it is closed or dies. */
export class EventHubConsumer {
  readonly #partitions = new Map<PartitionContext, EventHubPartition>();
  readonly #client: EventHubConsumerClient;
  readonly #dead = new AbortController();
  #subscription: Subscription | undefined;
  #ticksSinceAlive = 0;

  constructor(private readonly options: EventHubConsumerOptions) {
    const { connection, consumerGroup, eventHubName } = options;
    const store = new ObservedCheckpointStore(new BlobCheckpointStore(options.checkpoints), {
      alive: () => {
        this.#ticksSinceAlive = 0;
      },
      ownedByOther: (partitionId) => this.#lose(partitionId),
    });
    this.#client =
      'connectionString' in connection
        ? new EventHubConsumerClient(consumerGroup, connection.connectionString, eventHubName, store, CLIENT_OPTIONS)
        : new EventHubConsumerClient(
            consumerGroup,
            connection.fullyQualifiedNamespace,
            eventHubName,
            connection.credential,
            store,
            CLIENT_OPTIONS,
          );
  }

  /** Rejects when the namespace cannot be reached, has no such hub, or the storage for the checkpoints does not answer. */
  async open(): Promise<void> {
    await this.#client.getEventHubProperties();
    await this.options.checkpoints.createIfNotExists();
    if (this.#dead.signal.aborted) return;
    const { settings, onError } = this.options;
    this.#subscription = this.#client.subscribe(
      {
        processInitialize: async (context) => {
          this.#partitions.set(context, new EventHubPartition(context, settings, this.options.process));
        },
        processEvents: async (events, context) => this.#partitions.get(context)?.receive(events),
        processClose: async (reason, context) => this.#closed(reason, context),
        processError: async (error) => onError(error),
      },
      {
        maxBatchSize: settings.maxEventBatchSize,
        // An idle consumer notices a dropped connection only when its wait ends.
        maxWaitTimeInSeconds: 1,
        prefetchCount: settings.prefetchCount,
        startPosition: startPosition(settings.initialOffsetOptions),
        skipParsingBodyAsJson: true,
      },
    );
  }

  /** Returns when the consumer does not work any more, or `signal` is aborted. */
  async died(signal: AbortSignal): Promise<void> {
    const ended = AbortSignal.any([signal, this.#dead.signal]);
    // Ticks, not time: a process that was too busy to look has not been idle.
    while (!ended.aborted && this.#ticksSinceAlive++ < STUCK_AFTER_TICKS) await sleep(1_000, ended);
  }

  /** Lets running batches end for so many milliseconds; one that does not leaves its checkpoint where it is. */
  async close(graceMs: number): Promise<void> {
    this.#dead.abort();
    const partitions = [...this.#partitions.values()];
    for (const partition of partitions) partition.interrupt();
    await Promise.all(partitions.map((partition) => partition.ended(graceMs)));
    for (const partition of partitions) partition.lose();
    await settle(this.#subscription?.close() ?? Promise.resolve(), 1_000);
    await settle(this.#client.close(), 1_000);
  }

  #closed(reason: CloseReason, context: PartitionContext): void {
    const partition = this.#partitions.get(context);
    this.#partitions.delete(context);
    // After an error of its connection the SDK gives a partition up as if it were to shut down.
    if (reason === CloseReason.Shutdown && !partition?.isLost) this.#dead.abort();
    partition?.lose();
  }

  #lose(partitionId: string): void {
    for (const [context, partition] of this.#partitions) if (context.partitionId === partitionId) partition.lose();
  }
}

function startPosition({ type, enqueuedTimeUtc }: EventHubsSettings['initialOffsetOptions']): EventPosition {
  switch (type) {
    case 'fromEnd':
      return latestEventPosition;
    case 'fromEnqueuedTime':
      return { enqueuedOn: new Date(enqueuedTimeUtc ?? 0) };
    default:
      return earliestEventPosition;
  }
}
