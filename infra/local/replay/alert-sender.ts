import type { EventDataBatch, EventHubProducerClient } from '@azure/event-hubs';

/** Sends on their way at a time: enough to keep the connection busy while the first of them is being stored. */
const MOST_IN_FLIGHT = 4;

/** Events in one batch. Larger ones gain nothing, and are a longer wait for the first event in them. */
const MOST_IN_BATCH = 500;

/** Sends events to a hub in batches, several of them at once. */
export class AlertSender {
  #batch: EventDataBatch | undefined;
  readonly #inFlight = new Set<Promise<void>>();
  #failure: unknown;
  #sent = 0;

  /** `properties` go with each event: `format`, `subscriptionId`. */
  constructor(
    private readonly producer: EventHubProducerClient,
    private readonly properties: Record<string, string>,
  ) {}

  /** Events which the hub has accepted. */
  get sent(): number {
    return this.#sent;
  }

  /** Whether the hub takes an event of this size. Waits when too much is under way. Rejects when an earlier send has failed. */
  async add(body: Buffer): Promise<boolean> {
    const event = { body, properties: this.properties };
    this.#batch ??= await this.producer.createBatch();
    if (!this.#batch.tryAdd(event)) {
      await this.flush();
      this.#batch = await this.producer.createBatch();
      if (!this.#batch.tryAdd(event)) return false;
    }
    if (this.#batch.count >= MOST_IN_BATCH) await this.flush();
    return true;
  }

  /** Sends what has gathered, without waiting for its arrival. Rejects when an earlier send has failed. */
  async flush(): Promise<void> {
    const batch = this.#batch;
    this.#batch = undefined;
    if (batch && batch.count > 0) {
      while (this.#inFlight.size >= MOST_IN_FLIGHT) await Promise.race(this.#inFlight);
      this.#send(batch);
    }
    if (this.#failure !== undefined) throw this.#failure;
  }

  /** Sends the rest and waits until all has arrived. Rejects when a send has failed. */
  async finish(): Promise<void> {
    await this.flush();
    await Promise.all(this.#inFlight);
    if (this.#failure !== undefined) throw this.#failure;
  }

  #send(batch: EventDataBatch): void {
    const send = this.producer.sendBatch(batch).then(
      () => {
        this.#sent += batch.count;
      },
      (error) => {
        this.#failure ??= error;
      },
    );
    this.#inFlight.add(send);
    void send.then(() => this.#inFlight.delete(send));
  }
}
