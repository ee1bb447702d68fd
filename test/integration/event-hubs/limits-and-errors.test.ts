import { latestEventPosition } from '@azure/event-hubs';
import { bodies, producer, read, startEmulator, subscribe, until } from './fixture';

const NO_RETRIES = { retryOptions: { maxRetries: 0 } };

describe('size limits', () => {
  it('tells a batch its limit', async () => {
    const emulator = await startEmulator();
    const client = producer(emulator);
    const batch = await client.createBatch({ partitionId: '0' });
    expect(batch.maxSizeInBytes).toBe(1024 * 1024);
    expect(batch.tryAdd({ body: 'x'.repeat(1024 * 1024) })).toBe(false);
    expect(batch.tryAdd({ body: 'x'.repeat(1024 * 1024 - 200) })).toBe(true);
    await client.sendBatch(batch);
    expect(await read(emulator, 1)).toHaveLength(1);
    await expect(client.createBatch({ maxSizeInBytes: 2 * 1024 * 1024 })).rejects.toThrow(/max message size/i);
  });

  it('refuses what is too large, and takes the next event', async () => {
    const emulator = await startEmulator();
    const client = producer(emulator);
    const tooLarge = client.sendBatch([{ body: 'x'.repeat(1_200_000) }], { partitionId: '0' });
    await expect(tooLarge).rejects.toMatchObject({ code: 'MessageTooLargeError', retryable: false });
    await client.sendBatch([{ body: 'small' }], { partitionId: '0' });
    expect(bodies(await read(emulator, 1))).toEqual(['small']);
  });
});

describe('what does not exist', () => {
  it('is refused at once when a hub is unknown', async () => {
    const emulator = await startEmulator();
    const client = producer(emulator, 'nowhere', NO_RETRIES);
    const start = Date.now();
    await expect(client.sendBatch([{ body: 1 }])).rejects.toThrow(/nowhere/);
    await expect(client.getEventHubProperties()).rejects.toThrow(/nowhere/);
    expect(Date.now() - start).toBeLessThan(5000);
  });

  it('is refused at once when a partition is unknown', async () => {
    const emulator = await startEmulator();
    const client = producer(emulator, 'alerts', NO_RETRIES);
    await expect(client.sendBatch([{ body: 1 }], { partitionId: '4' })).rejects.toMatchObject({ code: 'ArgumentOutOfRangeError' });
    await expect(client.getPartitionProperties('4')).rejects.toMatchObject({ code: 'ArgumentOutOfRangeError' });
  });

  it('is refused at once when a consumer group is unknown', async () => {
    const emulator = await startEmulator();
    const subscription = subscribe(emulator, { group: 'nobody', partitionId: '0', client: NO_RETRIES });
    await until(() => subscription.errors.length > 0, 5000);
    expect(subscription.errors[0]?.message).toMatch(/nobody/);
  });
});

describe('owner levels', () => {
  it('let a higher one steal the partition and refuse a reader without one', async () => {
    const emulator = await startEmulator();
    await producer(emulator).sendBatch([{ body: 'first' }], { partitionId: '0' });
    const low = subscribe(emulator, { partitionId: '0', ownerLevel: 1 });
    await until(() => low.events.length === 1);
    const high = subscribe(emulator, { partitionId: '0', ownerLevel: 2 });
    await until(() => low.errors.length > 0);
    expect(low.errors[0]).toMatchObject({ code: 'ReceiverDisconnectedError' });
    const lower = subscribe(emulator, { partitionId: '0', ownerLevel: 1 });
    const none = subscribe(emulator, { partitionId: '0', startPosition: latestEventPosition });
    await until(() => lower.errors.length > 0 && none.errors.length > 0);
    expect(lower.errors[0]).toMatchObject({ code: 'ReceiverDisconnectedError' });
    expect(none.errors[0]).toMatchObject({ code: 'ReceiverDisconnectedError' });
    await producer(emulator).sendBatch([{ body: 'second' }], { partitionId: '0' });
    await until(() => high.events.length === 2);
    expect(high.errors).toEqual([]);
  });

  it('give the partition to the newest of equals', async () => {
    const emulator = await startEmulator();
    await producer(emulator).sendBatch([{ body: 'x' }], { partitionId: '0' });
    const first = subscribe(emulator, { partitionId: '0', ownerLevel: 3 });
    await until(() => first.events.length === 1);
    const second = subscribe(emulator, { partitionId: '0', ownerLevel: 3 });
    await until(() => second.events.length === 1);
    await until(() => first.errors.length > 0);
    expect(first.errors[0]).toMatchObject({ code: 'ReceiverDisconnectedError' });
  });

  it('leave other partitions and consumer groups alone', async () => {
    const emulator = await startEmulator();
    await producer(emulator).sendBatch([{ body: 'zero' }], { partitionId: '0' });
    await producer(emulator).sendBatch([{ body: 'one' }], { partitionId: '1' });
    const readings = [
      subscribe(emulator, { partitionId: '0', ownerLevel: 1 }),
      subscribe(emulator, { partitionId: '1', ownerLevel: 1 }),
      subscribe(emulator, { partitionId: '0', ownerLevel: 1, group: 'sinter' }),
    ];
    await until(() => readings.every(({ events }) => events.length === 1));
    expect(readings.flatMap(({ errors }) => errors)).toEqual([]);
  });
});
