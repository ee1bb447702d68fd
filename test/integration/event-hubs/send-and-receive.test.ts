import type { EventDataBatch } from '@azure/event-hubs';
import { partitionOfKey } from '../../../infra/local/event-hubs/partition-key-hash';
import { bodies, producer, read, startEmulator, subscribe, until } from './fixture';

const PARTITION_IDS = ['0', '1', '2', '3'];

describe('sending and receiving', () => {
  it('gives back what was sent to a partition, in order, with its properties and place', async () => {
    const emulator = await startEmulator();
    const client = producer(emulator);
    const before = Date.now();
    await client.sendBatch(
      [{ body: { n: 0 }, properties: { source: 'a' }, contentType: 'application/json', correlationId: 'c', messageId: 'm' }],
      {
        partitionId: '2',
      },
    );
    const batch = await client.createBatch({ partitionId: '2' });
    for (let n = 1; n <= 30; n++) expect(batch.tryAdd({ body: { n } })).toBe(true);
    await client.sendBatch(batch);

    const events = await read(emulator, 31);

    expect(bodies(events)).toEqual(Array.from({ length: 31 }, (_, n) => ({ n })));
    expect(events.map((event) => event.sequenceNumber)).toEqual(Array.from({ length: 31 }, (_, n) => n));
    expect(new Set(events.map((event) => event.partitionId))).toEqual(new Set(['2']));
    expect(events[0]).toMatchObject({ properties: { source: 'a' }, contentType: 'application/json', correlationId: 'c', messageId: 'm' });
    const offsets = events.map((event) => Number(event.offset));
    expect(offsets).toEqual([...offsets].sort((a, b) => a - b));
    for (const event of events) {
      expect(event.enqueuedTimeUtc.getTime()).toBeGreaterThanOrEqual(before);
      expect(event.enqueuedTimeUtc.getTime()).toBeLessThanOrEqual(Date.now());
    }
  });

  it('keeps the types of values, every kind of body and foreign annotations, and overrules forged ones', async () => {
    const emulator = await startEmulator();
    const properties = { int: 7, negative: -7, big: 2 ** 40, float: 1.5, text: 'ü', yes: true };
    const messages: Parameters<EventDataBatch['tryAdd']>[0][] = [
      { body: { deep: [1, { x: null }] }, properties },
      { body: [1, 'two', { three: 3 }], bodyType: 'sequence' },
      { body: { v: 1 }, bodyType: 'value', messageAnnotations: { 'x-own': 'kept', 'x-opt-offset': 'forged' } },
      { body: Buffer.from([0, 1, 255]) },
    ];
    const client = producer(emulator);
    const batch = await client.createBatch({ partitionId: '1' });
    for (const message of messages) batch.tryAdd(message);
    await client.sendBatch(batch);

    const [json, sequence, value, binary] = await read(emulator, 4, { partitionId: '1' });

    expect(json).toMatchObject({ body: { deep: [1, { x: null }] }, properties });
    expect(sequence?.body).toEqual([1, 'two', { three: 3 }]);
    expect(value?.body).toEqual({ v: 1 });
    expect(value?.getRawAmqpMessage().messageAnnotations).toMatchObject({ 'x-own': 'kept', 'x-opt-offset': value?.offset });
    expect(Buffer.from(binary?.body)).toEqual(Buffer.from([0, 1, 255]));
  });

  it('sends events without a key or partition to each partition in turn', async () => {
    const emulator = await startEmulator();
    const client = producer(emulator);
    for (let n = 0; n < 8; n++) await client.sendBatch([{ body: n }]);
    const events = await read(emulator, 8);
    expect(events.map((event) => event.partitionId).sort()).toEqual(PARTITION_IDS.flatMap((id) => [id, id]));
  });

  it('sends the events of a key to the one partition that its hash names', async () => {
    const emulator = await startEmulator();
    const client = producer(emulator);
    const keys = Array.from({ length: 20 }, (_, n) => `subscription-${n}`);
    for (const partitionKey of [...keys, ...keys]) await client.sendBatch([{ body: partitionKey }], { partitionKey });
    const events = await read(emulator, 40);
    expect(events).toHaveLength(40);
    for (const { body, partitionId, partitionKey } of events) {
      expect(partitionId).toBe(String(partitionOfKey(body, 4)));
      expect(partitionKey).toBe(body);
    }
  });

  it('tells each event to every consumer group', async () => {
    const emulator = await startEmulator();
    await producer(emulator).sendBatch([{ body: 'shared' }]);
    expect(bodies(await read(emulator, 1, { group: '$Default' }))).toEqual(['shared']);
    expect(bodies(await read(emulator, 1, { group: 'SINTER' }))).toEqual(['shared']);
  });

  it('says with each event where its partition ends, to those who ask', async () => {
    const emulator = await startEmulator();
    await producer(emulator).sendBatch([{ body: 0 }, { body: 1 }, { body: 2 }], { partitionId: '0' });
    const subscription = subscribe(emulator, { partitionId: '0', trackLastEnqueuedEventProperties: true });
    await until(() => subscription.events.length === 3);
    expect(subscription.lastEnqueued()).toBe(2);
  });

  it('gives everything in order to a consumer that asks for little at a time', async () => {
    const emulator = await startEmulator();
    const client = producer(emulator);
    const sent = Array.from({ length: 1000 }, (_, n) => n);
    for (let n = 0; n < sent.length; n += 100)
      await client.sendBatch(
        sent.slice(n, n + 100).map((body) => ({ body })),
        { partitionId: '0' },
      );
    const events = await read(emulator, sent.length, { partitionId: '0', maxBatchSize: 10, prefetchCount: 30 });
    expect(bodies(events)).toEqual(sent);
  });

  it('carries an event of 2 MB, given the room', async () => {
    const emulator = await startEmulator({ maxMessageSize: 20 * 1024 * 1024 });
    const body = { text: 'x'.repeat(2 * 1024 * 1024) };
    await producer(emulator).sendBatch([{ body }], { partitionId: '0' });
    const [event] = await read(emulator, 1, { partitionId: '0' });
    expect(event?.body.text.length).toBe(body.text.length);
  });
});
