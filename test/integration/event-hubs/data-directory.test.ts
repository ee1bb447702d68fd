import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, readdirSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EventHubsEmulator } from '../../../infra/local/event-hubs/emulator';
import { startEmulatorProcess } from './emulator-process';
import { bodies, HUBS, producer, read, startEmulator, temporaryDirectory, until } from './fixture';

function newestSegment(dataDir: string, partition: string): string {
  const directory = join(dataDir, 'alerts', partition);
  const names = readdirSync(directory).sort();
  return join(directory, names.at(-1) ?? '');
}

describe('a data directory', () => {
  it('lets a restarted emulator go on where it stopped', async () => {
    const dataDir = temporaryDirectory();
    const first = await startEmulator({ dataDir, fsync: true });
    await producer(first).sendBatch([{ body: 'a' }, { body: 'b', properties: { n: 1 } }], { partitionId: '0' });
    await producer(first).sendBatch([{ body: 'other' }], { partitionKey: 'key' });
    const before = await read(first, 3);
    const { createdOn } = await producer(first).getEventHubProperties();
    await first.close();

    const second = await startEmulator({ dataDir });
    const after = await read(second, 3);
    const sorted = (events: typeof before) =>
      events.map((event) => ({ ...event, getRawAmqpMessage: undefined })).sort((a, b) => a.body.localeCompare(b.body));
    expect(sorted(after)).toEqual(sorted(before));
    expect((await producer(second).getEventHubProperties()).createdOn).toEqual(createdOn);
    await producer(second).sendBatch([{ body: 'c' }], { partitionId: '0' });
    const all = await read(second, 4);
    const [b, c] = ['b', 'c'].map((body) => all.find((event) => event.body === body));
    expect(c?.sequenceNumber).toBe((b?.sequenceNumber ?? 0) + 1);
    expect(Number(c?.offset)).toBeGreaterThan(Number(b?.offset));
  });

  it('keeps what a killed emulator has accepted', async () => {
    const dataDir = temporaryDirectory();
    const running = await startEmulatorProcess(dataDir);
    const client = producer(running, 'alerts', { retryOptions: { maxRetries: 0, timeoutInMs: 1000 } });
    const accepted: number[] = [];
    const sending = (async () => {
      for (let body = 0; ; body++) {
        await client.sendBatch([{ body }], { partitionId: '0' });
        accepted.push(body);
      }
    })().catch(() => undefined);
    await until(() => accepted.length >= 50);
    await running.kill();
    await sending;
    const restarted = await startEmulator({ dataDir });
    const events = await read(restarted, accepted.length, { partitionId: '0' });
    expect(bodies(events).slice(0, accepted.length)).toEqual(accepted);
    expect(events.map((event) => event.sequenceNumber)).toEqual(events.map((_, n) => n));
  });

  it('drops a write that was cut off, and goes on after the last whole event', async () => {
    const dataDir = temporaryDirectory();
    const first = await startEmulator({ dataDir });
    for (const body of ['a', 'b', 'c']) await producer(first).sendBatch([{ body }], { partitionId: '0' });
    await first.close();
    const path = newestSegment(dataDir, '0');
    truncateSync(path, statSync(path).size - 5);

    const second = await startEmulator({ dataDir });
    await producer(second).sendBatch([{ body: 'd' }], { partitionId: '0' });
    await second.close();
    appendFileSync(newestSegment(dataDir, '0'), Buffer.alloc(50));

    const third = await startEmulator({ dataDir });
    const events = await read(third, 3, { partitionId: '0' });
    expect(bodies(events)).toEqual(['a', 'b', 'd']);
    expect(events.map((event) => event.sequenceNumber)).toEqual([0, 1, 2]);
  });

  it('belongs to one emulator at a time', async () => {
    const dataDir = temporaryDirectory();
    const first = await startEmulator({ dataDir });
    await expect(EventHubsEmulator.start({ hubs: HUBS, dataDir })).rejects.toThrow(`${dataDir} is in use by process ${process.pid}`);
    await first.close();
    await startEmulator({ dataDir });
  });

  it('that another process uses is refused, until that process has ended', async () => {
    const dataDir = temporaryDirectory();
    const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    writeFileSync(join(dataDir, 'lock'), String(other.pid));
    await expect(EventHubsEmulator.start({ hubs: HUBS, dataDir })).rejects.toThrow(`${dataDir} is in use by process ${other.pid}`);
    other.kill('SIGKILL');
    await once(other, 'exit');
    await startEmulator({ dataDir });
  });

  it('left over from an earlier process with the same id is taken over', async () => {
    const dataDir = temporaryDirectory();
    writeFileSync(join(dataDir, 'lock'), String(process.pid));
    await startEmulator({ dataDir });
  });

  it('made for another number of partitions is refused, and free afterwards', async () => {
    const dataDir = temporaryDirectory();
    await (await startEmulator({ dataDir })).close();
    const two = HUBS.map((hub) => ({ ...hub, partitionCount: 2 }));
    await expect(EventHubsEmulator.start({ hubs: two, dataDir })).rejects.toThrow('holds 4 partitions of "alerts", but 2 are configured');
    await startEmulator({ dataDir });
  });

  it('with segments that do not follow one another is refused', async () => {
    const dataDir = temporaryDirectory();
    const first = await startEmulator({ dataDir, retentionBytes: 800 });
    for (let body = 0; body < 5; body++) await producer(first).sendBatch([{ body }], { partitionId: '0' });
    await first.close();
    const directory = join(dataDir, 'alerts', '0');
    const [, second] = readdirSync(directory).sort();
    truncateSync(join(directory, second ?? ''), 3);
    await expect(EventHubsEmulator.start({ hubs: HUBS, dataDir })).rejects.toThrow(
      /sequence number \d+ instead of \d+: the data directory is damaged/,
    );
  });

  it('keeps no more than the retention allows', async () => {
    const dataDir = temporaryDirectory();
    const retentionBytes = 100_000;
    const emulator = await startEmulator({ dataDir, retentionBytes });
    const client = producer(emulator);
    for (let n = 0; n < 40; n++)
      await client.sendBatch(
        Array.from({ length: 10 }, () => ({ body: 'y'.repeat(1000) })),
        { partitionId: '0' },
      );
    const { beginningSequenceNumber, lastEnqueuedSequenceNumber } = await client.getPartitionProperties('0');
    expect(lastEnqueuedSequenceNumber).toBe(399);
    expect(beginningSequenceNumber).toBeGreaterThan(300);
    const directory = join(dataDir, 'alerts', '0');
    const onDisk = readdirSync(directory).reduce((sum, name) => sum + statSync(join(directory, name)).size, 0);
    expect(onDisk).toBeLessThan(1.1 * retentionBytes);
    const events = await read(emulator, 400 - beginningSequenceNumber, { partitionId: '0', startPosition: { sequenceNumber: 5 } });
    expect(events[0]?.sequenceNumber).toBe(beginningSequenceNumber);
    expect(events.at(-1)?.sequenceNumber).toBe(399);
  });
});
