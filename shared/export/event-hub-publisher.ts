import { type EventDataBatch, EventHubProducerClient } from '@azure/event-hubs';
import { DefaultAzureCredential } from '@azure/identity';
import type { Config } from '../runtime/config';
import { HUBS } from '../runtime/resources';
import type { IncidentPublisher } from './announce-incidents';
import type { IncidentEvent } from './incident-event';

/** Bounds the wait for a stream that has gone away: whoever publishes tries again later. */
const OPTIONS = { retryOptions: { timeoutInMs: 10_000, maxRetries: 2, retryDelayInMs: 500 } };

export class EventTooLarge extends Error {
  override readonly name = 'EventTooLarge';
}

/** Sends incidents to the event hub `incidents`; those of one subscription stay in order. */
export class EventHubPublisher implements IncidentPublisher {
  readonly #producer: EventHubProducerClient;

  constructor(settings: Pick<Config, 'EVENT_HUBS' | 'EVENT_HUBS__fullyQualifiedNamespace'>) {
    const { EVENT_HUBS: connectionString, EVENT_HUBS__fullyQualifiedNamespace: namespace = '' } = settings;
    this.#producer =
      connectionString === undefined
        ? new EventHubProducerClient(namespace, HUBS.incidents, new DefaultAzureCredential(), OPTIONS)
        : new EventHubProducerClient(connectionString, HUBS.incidents, OPTIONS);
  }

  async publish(subscriptionId: string, events: readonly IncidentEvent[]): Promise<void> {
    const newBatch = () => this.#producer.createBatch({ partitionKey: subscriptionId });
    let batch = await newBatch();
    for (const event of events) {
      if (add(batch, event, subscriptionId)) continue;
      if (batch.count > 0) await this.#producer.sendBatch(batch);
      batch = await newBatch();
      if (!add(batch, event, subscriptionId)) throw new EventTooLarge(`Incident event ${event.eventId} is larger than the hub takes`);
    }
    if (batch.count > 0) await this.#producer.sendBatch(batch);
  }
}

function add(batch: EventDataBatch, event: IncidentEvent, subscriptionId: string): boolean {
  return batch.tryAdd({ body: event, messageId: event.eventId, contentType: 'application/json', properties: { subscriptionId } });
}
