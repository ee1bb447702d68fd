import { createHash } from 'node:crypto';
import { type EventData, EventHubProducerClient } from '@azure/event-hubs';
import { DefaultAzureCredential } from '@azure/identity';
import { defenderEvent } from '../defender-event';
import type { OutgoingRecord, Stream } from '../record';
import { type EncodedRecord, REQUEST_TIMEOUT_MS, RecordsRefused, type Target, TargetUnavailable } from '../target';

/** An event hub, to which records go in the form of Defender for Cloud's continuous export. */
export class EventHubTarget implements Target {
  /** Below the megabyte of one batch, with room for what each event carries beside its body. */
  readonly maxBytes = 800_000;
  readonly maxRecords = 500;
  readonly #producer: EventHubProducerClient;

  /** With a connection string, or with the app's identity and the namespace's host name. */
  constructor(
    connection: { connectionString: string; hub: string } | { host: string; hub: string },
    private readonly subscriptionId: string,
    timeout = REQUEST_TIMEOUT_MS,
  ) {
    // One request is one attempt: when to try again is decided for the whole target, and written down.
    const options = { retryOptions: { timeoutInMs: timeout, maxRetries: 0 } };
    this.#producer =
      'host' in connection
        ? new EventHubProducerClient(connection.host, connection.hub, new DefaultAzureCredential(), options)
        : connection.connectionString.toLowerCase().includes('entitypath=')
          ? new EventHubProducerClient(connection.connectionString, options)
          : new EventHubProducerClient(connection.connectionString, connection.hub, options);
  }

  encode({ id, source, isSnapshot }: OutgoingRecord): EncodedRecord {
    const body = { ...defenderEvent(source), ...(isSnapshot ? { IsSnapshot: true } : {}) };
    return { id, body, bytes: Buffer.byteLength(JSON.stringify(body)) + 200 };
  }

  /** The service has no ids of requests. Ours is made of the records, and each event carries it as `batchId`. */
  async send(_: Stream, records: readonly EncodedRecord[]): Promise<{ requestId: string }> {
    const batchId = batchIdOf(records);
    const events = records.map(
      ({ id, body }): EventData => ({
        body,
        messageId: id,
        contentType: 'application/json',
        properties: { recordId: id, batchId, subscriptionId: this.subscriptionId },
      }),
    );
    try {
      await this.#producer.sendBatch(events, { partitionKey: this.subscriptionId });
      return { requestId: batchId };
    } catch (error) {
      const { code, message } = error as { code?: string; message: string };
      if (code === 'MessageTooLargeError' || /larger than|too large|exceeds the maximum/i.test(message))
        throw new RecordsRefused(message, 413, batchId);
      throw new TargetUnavailable(message, 0);
    }
  }

  async close(): Promise<void> {
    await this.#producer.close();
  }
}

function batchIdOf(records: readonly EncodedRecord[]): string {
  const ids = records.map(({ id }) => id).join('\n');
  return createHash('sha256').update(ids).digest('hex').slice(0, 24);
}
