import { EventHubConsumerClient, EventHubProducerClient, earliestEventPosition, type ReceivedEventData } from '@azure/event-hubs';
import { BlobServiceClient } from '@azure/storage-blob';
import { type QueueClient, QueueServiceClient } from '@azure/storage-queue';
import { type Azurite, startAzurite } from '../../../infra/local/azurite/azurite';
import { EventHubsEmulator } from '../../../infra/local/event-hubs/emulator';
import { eventually } from '../../support/test-app/eventually';
import { HostProcess, type HostProcessOptions } from '../../support/test-app/host-process';

const PARTITIONS = 2;

/** What the functions of the test app connect to. The hub `in` fires functions, `out` takes what they publish. */
export class Services {
  #clients: { close(): Promise<void> }[] = [];

  private constructor(
    readonly azurite: Azurite,
    readonly emulator: EventHubsEmulator,
  ) {}

  static async start(): Promise<Services> {
    const hub = (name: string) => ({ name, partitionCount: PARTITIONS, consumerGroups: [] });
    return new Services(await startAzurite(), await EventHubsEmulator.start({ hubs: [hub('in'), hub('out')], maxMessageSize: 4 << 20 }));
  }

  async stop(): Promise<void> {
    await Promise.all(this.#clients.map((client) => client.close()));
    await this.emulator.close();
    await this.azurite.stop();
  }

  get settings(): Record<string, string> {
    return { EVENTS: this.emulator.connectionString, AzureWebJobsStorage: this.azurite.connectionString };
  }

  startHost(options: HostProcessOptions = {}): Promise<HostProcess> {
    return HostProcess.start({ ...options, settings: { ...this.settings, ...options.settings } });
  }

  /** Sends texts or bytes to a partition of `in`, in one batch. */
  async send(bodies: (string | Buffer)[], partitionId = '0', properties: Record<string, string> = {}): Promise<void> {
    const producer = this.#keep(new EventHubProducerClient(this.emulator.connectionString, 'in'));
    await producer.sendBatch(
      bodies.map((body) => ({ body: Buffer.from(body), properties })),
      { partitionId },
    );
  }

  /** The bodies of so many events of `out`, as bytes. */
  async published(count: number): Promise<Buffer[]> {
    const consumer = this.#keep(new EventHubConsumerClient('$Default', this.emulator.connectionString, 'out'));
    const events: ReceivedEventData[] = [];
    consumer.subscribe(
      { processEvents: async (batch) => void events.push(...batch), processError: async () => undefined },
      { startPosition: earliestEventPosition, maxWaitTimeInSeconds: 1, skipParsingBodyAsJson: true },
    );
    await eventually(
      () => events.length >= count,
      () => `${count} events, has ${events.length}`,
    );
    return events.map(({ body }) => body);
  }

  queue(name: string): QueueClient {
    return QueueServiceClient.fromConnectionString(this.azurite.connectionString).getQueueClient(name);
  }

  /** The sequence number up to which a partition of `in` has a checkpoint; -1 without one. */
  async checkpoint(partitionId = '0'): Promise<number> {
    const container = BlobServiceClient.fromConnectionString(this.azurite.connectionString).getContainerClient('azure-webjobs-eventhub');
    if (!(await container.exists())) return -1;
    for await (const blob of container.listBlobsFlat({ includeMetadata: true })) {
      if (blob.name.endsWith(`/in/$default/checkpoint/${partitionId}`)) return Number(blob.metadata?.sequencenumber ?? -1);
    }
    return -1;
  }

  #keep<Client extends { close(): Promise<void> }>(client: Client): Client {
    this.#clients.push(client);
    return client;
  }
}

export function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
