import { type EventPosition, earliestEventPosition, latestEventPosition } from '@azure/event-hubs';
import { bodies, producer, read, startEmulator, subscribe, until } from './fixture';

describe('start positions', () => {
  it('begin at or after an offset, a sequence number or a time, as asked', async () => {
    const emulator = await startEmulator();
    const client = producer(emulator);
    let middle = 0;
    for (let body = 0; body < 10; body++) {
      if (body === 5) {
        const last = (await client.getPartitionProperties('0')).lastEnqueuedOnUtc.getTime();
        await until(() => Date.now() > last + 1);
        middle = last + 1;
      }
      await client.sendBatch([{ body }], { partitionId: '0' });
    }
    const all = await read(emulator, 10, { partitionId: '0' });
    const offset = String(all[3]?.offset);
    const cases: [EventPosition, number][] = [
      [earliestEventPosition, 0],
      [{ offset }, 4],
      [{ offset, isInclusive: true }, 3],
      [{ sequenceNumber: 7 }, 8],
      [{ sequenceNumber: 7, isInclusive: true }, 7],
      [{ enqueuedOn: middle }, 5],
      [{ enqueuedOn: new Date(middle) }, 5],
    ];
    for (const [startPosition, first] of cases) {
      const events = await read(emulator, 10 - first, { partitionId: '0', startPosition });
      expect({ startPosition, bodies: bodies(events) }).toEqual({ startPosition, bodies: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].slice(first) });
    }
  });

  it('at the latest give new events only', async () => {
    const emulator = await startEmulator();
    const client = producer(emulator);
    await client.sendBatch([{ body: 'old' }], { partitionId: '0' });
    const subscription = subscribe(emulator, { partitionId: '0', startPosition: latestEventPosition });
    for (let n = 0; subscription.events.length === 0; n++) await client.sendBatch([{ body: `new ${n}` }], { partitionId: '0' });
    expect(subscription.events[0]?.body).toMatch(/^new/);
  });

  it.each([{ offset: '999999' }, { sequenceNumber: 999999 }])('beyond the end are refused: %j', async (startPosition) => {
    const emulator = await startEmulator();
    await producer(emulator).sendBatch([{ body: 1 }], { partitionId: '0' });
    const subscription = subscribe(emulator, { partitionId: '0', startPosition });
    await until(() => subscription.errors.length > 0);
    expect(subscription.errors[0]).toMatchObject({ code: 'ArgumentError', message: expect.stringContaining("'999999' is invalid") });
  });
});

describe('properties', () => {
  it('name a hub and its partitions', async () => {
    const emulator = await startEmulator();
    const properties = await producer(emulator, 'ALERTS').getEventHubProperties();
    expect(properties).toMatchObject({ name: 'alerts', partitionIds: ['0', '1', '2', '3'] });
    expect(Math.abs(properties.createdOn.getTime() - Date.now())).toBeLessThan(60_000);
  });

  it('tell where a partition begins and ends', async () => {
    const emulator = await startEmulator();
    const client = producer(emulator);
    expect(await client.getPartitionProperties('3')).toMatchObject({
      partitionId: '3',
      isEmpty: true,
      beginningSequenceNumber: 0,
      lastEnqueuedSequenceNumber: -1,
      lastEnqueuedOffset: '-1',
    });
    await client.sendBatch([{ body: 1 }, { body: 2 }], { partitionId: '3' });
    const [, second] = await read(emulator, 2, { partitionId: '3' });
    expect(await client.getPartitionProperties('3')).toMatchObject({
      isEmpty: false,
      beginningSequenceNumber: 0,
      lastEnqueuedSequenceNumber: 1,
      lastEnqueuedOffset: second?.offset,
      lastEnqueuedOnUtc: second?.enqueuedTimeUtc,
    });
  });
});
