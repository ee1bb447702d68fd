import type { PartitionContext, ReceivedEventData } from '@azure/event-hubs';
import type { EventHubsSettings } from './host-json';
import { InFlight } from './in-flight';

/** Whether the function is done with the events, with success or without; false when somebody must process them again. */
export type ProcessEvents = (events: ReceivedEventData[], partition: PartitionContext, signal: AbortSignal) => Promise<boolean>;

type BatchSettings = Pick<EventHubsSettings, 'minEventBatchSize' | 'maxEventBatchSize' | 'maxWaitTime' | 'batchCheckpointFrequency'>;

/** One partition for as long as this host owns it: forms batches, has them processed one after the other, and moves the checkpoint after each. */
export class EventHubPartition {
  readonly #interrupted = new AbortController();
  readonly #inFlight = new InFlight();
  #waiting: ReceivedEventData[] = [];
  #waitingSince = 0;
  #sinceCheckpoint = 0;
  #lost = false;

  constructor(
    private readonly partition: PartitionContext,
    private readonly settings: BatchSettings,
    private readonly process: ProcessEvents,
  ) {}

  /**
   * Takes what was received, in order; nothing at all is a reason to look whether events have waited long enough. Returns when the next may come.
   * Throws when the partition is not this host's any more.
   */
  async receive(events: readonly ReceivedEventData[]): Promise<void> {
    if (this.#lost) throw new Error(`Partition ${this.partition.partitionId} has another owner`);
    if (this.#waiting.length === 0) this.#waitingSince = Date.now();
    this.#waiting.push(...events);
    while (this.#isBatchReady()) {
      const batch = this.#waiting.splice(0, this.settings.maxEventBatchSize);
      await this.#inFlight.track(this.#dispatch(batch));
      this.#waitingSince = Date.now();
    }
  }

  get isLost(): boolean {
    return this.#lost;
  }

  /** Begins no further batch and ends the wait for a retry. */
  interrupt(): void {
    this.#interrupted.abort();
  }

  /** The partition is another host's: nothing that is still under way here may move the checkpoint. */
  lose(): void {
    this.#lost = true;
    this.interrupt();
  }

  /** Waits until the batch of now has ended, at most so many milliseconds. */
  async ended(milliseconds: number): Promise<void> {
    await this.#inFlight.ended(milliseconds);
  }

  #isBatchReady(): boolean {
    if (this.#interrupted.signal.aborted || this.#waiting.length === 0) return false;
    return this.#waiting.length >= this.settings.minEventBatchSize || Date.now() - this.#waitingSince >= this.settings.maxWaitTime;
  }

  async #dispatch(batch: ReceivedEventData[]): Promise<void> {
    const isDone = await this.process(batch, this.partition, this.#interrupted.signal);
    const last = batch.at(-1);
    if (!isDone || !last || this.#lost) return;
    this.#sinceCheckpoint += 1;
    if (this.#sinceCheckpoint < this.settings.batchCheckpointFrequency) return;
    await this.partition.updateCheckpoint(last);
    this.#sinceCheckpoint = 0;
  }
}
