import { EventHubProducerClient } from '@azure/event-hubs';
import type { QueueClient } from '@azure/storage-queue';
import { optionalTextSetting, textSetting } from './app-settings';
import { eventHubsConnection, HOST_STORAGE, queueService } from './connections';
import type { RegisteredFunction } from './core-module';
import type { QueueNews } from './queue-news';
import { settle } from './sleep';
import type { Binding, InvocationResponse, TypedData } from './worker-protocol';

/** Messages on their way to a queue at the same time. */
const PARALLEL_SENDS = 16;

/** Sends what a function left in its output bindings. A function that throws leaves nothing. */
export class OutputBindings {
  readonly #queues = new Map<string, Promise<QueueClient>>();
  readonly #producers = new Map<string, EventHubProducerClient>();

  constructor(
    private readonly messageEncoding: 'base64' | 'none',
    private readonly news: QueueNews,
  ) {}

  /** Rejects when a message cannot be sent; the invocation has failed then. */
  async send(fn: RegisteredFunction, response: InvocationResponse): Promise<void> {
    for (const { name, data } of response.outputData) await this.#sendTo(fn.bindings[name], data);
    const { $return } = fn.bindings;
    if ($return && response.returnValue) await this.#sendTo($return, response.returnValue);
  }

  async close(): Promise<void> {
    await settle(Promise.allSettled([...this.#producers.values()].map((producer) => producer.close())), 1_000);
  }

  async #sendTo(binding: Binding | undefined, data: TypedData): Promise<void> {
    switch (binding?.type.toLowerCase()) {
      case 'http': // The HTTP server answers with it.
      case undefined:
        return;
      case 'queue':
        return this.#sendToQueue(binding as Binding, messagesOf(data));
      case 'eventhub':
        return this.#sendToEventHub(binding as Binding, messagesOf(data));
      default:
        throw new Error(`The local host has no output binding of type "${binding?.type}"`);
    }
  }

  async #sendToQueue(binding: Binding, messages: Buffer[]): Promise<void> {
    const queue = await this.#queue(
      textSetting(binding, 'queueName').toLowerCase(),
      optionalTextSetting(binding, 'connection') ?? HOST_STORAGE,
    );
    for (let sent = 0; sent < messages.length; sent += PARALLEL_SENDS) {
      const some = messages.slice(sent, sent + PARALLEL_SENDS);
      await Promise.all(some.map((message) => queue.sendMessage(message.toString(this.messageEncoding === 'base64' ? 'base64' : 'utf8'))));
    }
    this.news.tell(queue.url);
  }

  #queue(name: string, connection: string): Promise<QueueClient> {
    const key = `${connection}/${name}`;
    const known = this.#queues.get(key);
    if (known) return known;
    const client = queueService(connection).getQueueClient(name);
    const ready = client.createIfNotExists().then(() => client);
    this.#queues.set(key, ready);
    // A failure must not stick: the next message tries again.
    ready.catch(() => this.#queues.delete(key));
    return ready;
  }

  async #sendToEventHub(binding: Binding, messages: Buffer[]): Promise<void> {
    const producer = this.#producer(textSetting(binding, 'connection'), textSetting(binding, 'eventHubName'));
    let batch = await producer.createBatch();
    for (const body of messages) {
      if (batch.tryAdd({ body })) continue;
      if (batch.count > 0) await producer.sendBatch(batch);
      batch = await producer.createBatch();
      if (!batch.tryAdd({ body })) throw new Error(`An event of ${body.length} bytes is larger than the event hub takes`);
    }
    if (batch.count > 0) await producer.sendBatch(batch);
  }

  #producer(connection: string, hub: string): EventHubProducerClient {
    const key = `${connection}/${hub}`;
    let producer = this.#producers.get(key);
    if (!producer) {
      const target = eventHubsConnection(connection);
      producer =
        'connectionString' in target
          ? new EventHubProducerClient(target.connectionString, hub)
          : new EventHubProducerClient(target.fullyQualifiedNamespace, hub, target.credential);
      this.#producers.set(key, producer);
    }
    return producer;
  }
}

/** A list of values is a list of messages, any other value is one message. Text and bytes go as they are, the rest as JSON. */
function messagesOf(data: TypedData): Buffer[] {
  if (data.string !== undefined) return [Buffer.from(data.string)];
  if (data.bytes) return [Buffer.from(data.bytes)];
  const value: unknown = data.json === undefined ? (data.int ?? data.double) : JSON.parse(data.json);
  return (Array.isArray(value) ? value : [value]).map((item) => Buffer.from(typeof item === 'string' ? item : JSON.stringify(item)));
}
