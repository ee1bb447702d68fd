import { EventHubProducerClient } from '@azure/event-hubs';
import { DefaultAzureCredential } from '@azure/identity';
import type { Config } from '../runtime/config';
import { HUBS } from '../runtime/resources';

/** Sends sample alerts to the event hub `alerts`, from where they go the way of every alert. Connects with the first. */
export class SampleSender {
  #producer: EventHubProducerClient | undefined;

  constructor(private readonly settings: Pick<Config, 'EVENT_HUBS' | 'EVENT_HUBS__fullyQualifiedNamespace'>) {}

  async send(subscriptionId: string, alerts: readonly object[]): Promise<void> {
    const { EVENT_HUBS: connection, EVENT_HUBS__fullyQualifiedNamespace: namespace = '' } = this.settings;
    this.#producer ??=
      connection === undefined
        ? new EventHubProducerClient(namespace, HUBS.alerts, new DefaultAzureCredential())
        : new EventHubProducerClient(connection, HUBS.alerts);
    const events = alerts.map((body) => ({ body, contentType: 'application/json', properties: { subscriptionId } }));
    await this.#producer.sendBatch(events, { partitionKey: subscriptionId });
  }
}
