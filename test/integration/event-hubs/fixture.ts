import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import {
  type EventHubClientOptions,
  EventHubConsumerClient,
  type EventHubConsumerClientOptions,
  EventHubProducerClient,
  earliestEventPosition,
  type MessagingError,
  type PartitionContext,
  type ReceivedEventData,
  type SubscribeOptions,
} from '@azure/event-hubs';
import { type EmulatorOptions, EventHubsEmulator } from '../../../infra/local/event-hubs/emulator';

export const HUBS = [{ name: 'alerts', partitionCount: 4, consumerGroups: ['sinter'] }];

/** What a test has opened, closed after it in reverse order: clients before emulators. */
const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

export function cleanUp(cleanup: () => unknown): void {
  cleanups.push(cleanup);
}

export async function startEmulator(options: Partial<EmulatorOptions> = {}): Promise<EventHubsEmulator> {
  const emulator = await EventHubsEmulator.start({ hubs: HUBS, ...options });
  cleanUp(() => emulator.close());
  return emulator;
}

export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'event-hubs-'));
  cleanUp(() => rmSync(directory, { recursive: true }));
  return directory;
}

/** An emulator in this process or another. */
export interface Endpoint {
  readonly connectionString: string;
}

export function producer(emulator: Endpoint, hub = 'alerts', options?: EventHubClientOptions): EventHubProducerClient {
  const client = new EventHubProducerClient(emulator.connectionString, hub, options);
  cleanUp(() => client.close());
  return client;
}

export interface Received extends ReceivedEventData {
  partitionId: string;
}

export interface Subscription {
  events: Received[];
  errors: (Error | MessagingError)[];
  /** Partitions whose reading has been started. */
  started: string[];
  /** From the runtime metrics of the events, if they were asked for. */
  lastEnqueued(): number | undefined;
  close(): Promise<void>;
}

export interface Reading extends SubscribeOptions {
  group?: string;
  /** One partition instead of all. */
  partitionId?: string;
  client?: EventHubConsumerClientOptions;
}

/** Subscribes to `alerts`, from the earliest event unless told otherwise, and gathers what comes. */
export function subscribe(
  emulator: Endpoint,
  { group = '$Default', partitionId, client: clientOptions, ...options }: Reading = {},
): Subscription {
  const client = new EventHubConsumerClient(group, emulator.connectionString, 'alerts', clientOptions);
  cleanUp(() => client.close());
  const events: Received[] = [];
  const errors: Subscription['errors'] = [];
  const started: string[] = [];
  let lastEnqueued: number | undefined;
  const handlers = {
    processInitialize: async (context: PartitionContext) => void started.push(context.partitionId),
    processEvents: async (batch: ReceivedEventData[], context: PartitionContext) => {
      lastEnqueued = context.lastEnqueuedEventProperties?.sequenceNumber;
      for (const event of batch) events.push(Object.assign(event, { partitionId: context.partitionId }));
    },
    processError: async (error: Error | MessagingError) => void errors.push(error),
  };
  const all = { startPosition: earliestEventPosition, maxBatchSize: 100, maxWaitTimeInSeconds: 1, ...options };
  const subscription = partitionId === undefined ? client.subscribe(handlers, all) : client.subscribe(partitionId, handlers, all);
  return { events, errors, started, lastEnqueued: () => lastEnqueued, close: () => subscription.close() };
}

/** Reads from a start position until `count` events have come. */
export async function read(emulator: Endpoint, count: number, reading: Reading = {}): Promise<Received[]> {
  const subscription = subscribe(emulator, reading);
  await until(() => subscription.events.length >= count || subscription.errors.length > 0);
  await subscription.close();
  expect(subscription.errors).toEqual([]);
  return subscription.events;
}

export async function until(condition: () => boolean, timeoutMs = 20_000): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`not within ${timeoutMs} ms: ${condition}`);
    await delay(5);
  }
}

export function bodies(events: readonly ReceivedEventData[]): unknown[] {
  return events.map((event) => event.body);
}
