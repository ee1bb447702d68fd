import type { PartitionContext, ReceivedEventData } from '@azure/event-hubs';
import { optionalTextSetting, textSetting } from './app-settings';
import { blobService, eventHubsConnection } from './connections';
import type { RegisteredFunction } from './core-module';
import { EventHubConsumer, type EventHubConsumerOptions } from './event-hub-consumer';
import { batchInvocation, eventInvocation } from './event-hub-payload';
import type { EventHubsSettings } from './host-json';
import type { Invoker } from './invocation';
import type { Listener } from './listener';
import { ListenerLog } from './listener-log';
import { describe, type Log } from './log';
import { withRetry } from './retry-policy';
import { settle, sleep } from './sleep';
import type { InvocationRequest } from './worker-protocol';

const CONTAINER = 'azure-webjobs-eventhub';

/** The pause before a consumer that died or could not begin is replaced. */
const REOPEN_MS = 1_000;

/** How long a dead consumer waits for its running batches before another may be given the same events. */
const GRACE_MS = 3_000;

/** Fires an Event Hub function. The consumer is replaced whenever it dies, so that an outage of the stream or the storage is only a pause. */
export class EventHubListener implements Listener {
  readonly #stop = new AbortController();
  readonly #log: ListenerLog;
  readonly #connection: string;
  readonly #options: EventHubConsumerOptions;
  #consumer: EventHubConsumer | undefined;
  #consuming: Promise<void> = Promise.resolve();

  /** Throws when the hub, the connection or the storage is not set. `keepEmpty`: see {@link batchInvocation}. */
  constructor(
    private readonly fn: RegisteredFunction,
    private readonly invoker: Invoker,
    settings: EventHubsSettings,
    private readonly keepEmpty: boolean,
    private readonly log: Log,
  ) {
    this.#log = new ListenerLog(fn.name, log);
    this.#connection = textSetting(fn.trigger, 'connection');
    this.#options = {
      connection: eventHubsConnection(this.#connection),
      eventHubName: textSetting(fn.trigger, 'eventHubName'),
      consumerGroup: optionalTextSetting(fn.trigger, 'consumerGroup') ?? '$Default',
      checkpoints: blobService().getContainerClient(CONTAINER),
      settings,
      process: (events, partition, signal) => this.#process(events, partition, signal),
      onError: (error) => this.#stop.signal.aborted || this.#problem(error),
    };
  }

  start(): void {
    this.#consuming = this.#consume();
  }

  async stop(graceMs: number): Promise<void> {
    this.#stop.abort();
    await this.#consumer?.close(graceMs);
    await settle(this.#consuming, 1_000);
  }

  async #consume(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      try {
        this.#consumer = new EventHubConsumer(this.#options);
        await this.#consumer.open();
        this.#log.recovered();
        await this.#consumer.died(this.#stop.signal);
      } catch (error) {
        if (!this.#stop.signal.aborted) this.#problem(error);
      }
      // When the host stops, stop() closes it, with the grace that it was given.
      if (!this.#stop.signal.aborted) await this.#consumer?.close(GRACE_MS);
      await sleep(REOPEN_MS, this.#stop.signal);
    }
  }

  #problem(error: unknown): void {
    const { eventHubName, consumerGroup } = this.#options;
    this.#log.problem(
      `cannot read event hub '${eventHubName}', consumer group '${consumerGroup}' (connection setting ${this.#connection})`,
      error,
    );
  }

  async #process(events: ReceivedEventData[], partition: PartitionContext, signal: AbortSignal): Promise<boolean> {
    const { trigger } = this.fn;
    if (String(trigger.cardinality ?? 'one').toLowerCase() === 'many') {
      return this.#run(() => batchInvocation(trigger, events, partition, this.keepEmpty), signal);
    }
    for (const event of events) {
      if (signal.aborted || !(await this.#run(() => eventInvocation(trigger, event, partition), signal))) return false;
    }
    return true;
  }

  /** Whether it has ended, as success or as failure; false when it was interrupted. */
  async #run(toInvocation: () => InvocationRequest, signal: AbortSignal): Promise<boolean> {
    const attempt = async (retryContext: InvocationRequest['retryContext']) => {
      await this.invoker.invoke(this.fn, { ...this.#encode(toInvocation), retryContext });
    };
    const outcome = await withRetry(this.fn.retryOptions, attempt, signal);
    return outcome.status !== 'interrupted';
  }

  /** What cannot be encoded fails like a function that throws, without the function. */
  #encode(toInvocation: () => InvocationRequest): InvocationRequest {
    try {
      return toInvocation();
    } catch (error) {
      const message = `Executed 'Functions.${this.fn.name}' Failed: a body is not JSON: ${describe(error)}`;
      this.log({ level: 'error', category: 'host', functionName: this.fn.name, message });
      throw error;
    }
  }
}
