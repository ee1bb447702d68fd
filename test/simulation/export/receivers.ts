import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { EventHubConsumerClient, earliestEventPosition, type ReceivedEventData } from '@azure/event-hubs';
import type { ContainerClient } from '@azure/storage-blob';
import { ReceivedRows, type Row } from '../../../infra/local/data-collection/received-rows';
import { Arrivals } from './arrivals';

/** The rows of a workspace. */
export class NotedRows extends ReceivedRows {
  readonly arrivals = new Arrivals();

  override add(_stream: string, rows: readonly Row[]): void {
    for (const row of rows) this.arrivals.add(String(row.RecordId), JSON.stringify(row));
  }
}

/** The address of a webhook. */
export class WebhookReceiver {
  readonly arrivals = new Arrivals();

  private constructor(private readonly server: Server) {
    server.on('request', async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      this.arrivals.add(String(request.headers['x-sinter-record-id']), Buffer.concat(chunks).toString('utf8'));
      response.writeHead(202).end();
    });
  }

  static async start(): Promise<WebhookReceiver> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new WebhookReceiver(server);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}

/** Everything that the event hub has. */
export async function readHub(connectionString: string, hub: string): Promise<Arrivals> {
  const arrivals = new Arrivals();
  const consumer = new EventHubConsumerClient('$Default', connectionString, hub);
  let events = 0;
  const processEvents = async (some: ReceivedEventData[]) => {
    events += some.length;
    for (const { messageId, body } of some) arrivals.add(String(messageId), JSON.stringify(body));
  };
  const handlers = { processEvents, processError: async () => undefined };
  const reading = consumer.subscribe(handlers, { startPosition: earliestEventPosition, maxBatchSize: 500, maxWaitTimeInSeconds: 1 });
  const partitions = await Promise.all((await consumer.getPartitionIds()).map((id) => consumer.getPartitionProperties(id)));
  const all = partitions.reduce((sum, { lastEnqueuedSequenceNumber }) => sum + lastEnqueuedSequenceNumber + 1, 0);
  while (events < all) await delay(20);
  await reading.close();
  await consumer.close();
  return arrivals;
}

/** Every file with a manifest, in the order in which they were put (`put`: their paths). Throws when a file is not what its manifest says. */
export async function readFiles(container: ContainerClient, put: readonly string[]): Promise<Arrivals> {
  const arrivals = new Arrivals();
  const prefix = new URL(container.url).pathname;
  const manifests = put.filter((name) => name.startsWith(prefix) && name.endsWith('.manifest.json'));
  for (const name of new Set(manifests)) {
    const file = name.slice(prefix.length + 1, -'.manifest.json'.length);
    const manifest = JSON.parse(String(await container.getBlobClient(`${file}.manifest.json`).downloadToBuffer()));
    const content = await container.getBlobClient(file).downloadToBuffer();
    const lines = content.toString('utf8').trim().split('\n');
    const isTrue = manifest.records === lines.length && manifest.sha256 === createHash('sha256').update(content).digest('hex');
    if (!isTrue) throw new Error(`${file} is not what its manifest says`);
    for (const line of lines) arrivals.add(String((JSON.parse(line) as Row).RecordId), line);
  }
  return arrivals;
}
