import { mkdtempSync, readdirSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { message as amqp } from 'rhea';
import { PartitionLog } from '../../../infra/local/event-hubs/partition-log';
import type { StoredEvent } from '../../../infra/local/event-hubs/stored-event';

const ENDLESS = { retentionBytes: Number.MAX_SAFE_INTEGER, retentionMs: Number.MAX_SAFE_INTEGER };

function eventOf(size: number): Buffer {
  return amqp.encode({ body: amqp.data_section(Buffer.alloc(size)) });
}

function allOf(log: PartitionLog): StoredEvent[] {
  const events: StoredEvent[] = [];
  for (let next = log.begin; next < log.end; ) {
    const some = log.read(next, 3);
    expect(some.length).toBeGreaterThan(0);
    events.push(...some);
    next += some.length;
  }
  return events;
}

let now = 1_000_000;
beforeEach(() => {
  now = 1_000_000;
  jest.spyOn(Date, 'now').mockImplementation(() => now);
});
afterEach(() => jest.restoreAllMocks());

/** Batches of events, by their sizes, with the time that passes before each: the clock may be set back. */
const batches = fc.array(
  fc.record({ sizes: fc.array(fc.nat(400), { minLength: 1, maxLength: 5 }), elapsed: fc.integer({ min: -5, max: 20 }) }),
  { maxLength: 30 },
);

function appendAll(log: PartitionLog, appended: { sizes: number[]; elapsed: number }[]): void {
  for (const { sizes, elapsed } of appended) {
    now += elapsed;
    log.append(sizes.map(eventOf));
  }
}

describe('a partition log', () => {
  it('numbers events without a gap, and places them in rising order', () => {
    fc.assert(
      fc.property(batches, (appended) => {
        const log = new PartitionLog(ENDLESS);
        appendAll(log, appended);
        const events = allOf(log);
        expect(events.map((event) => event.sequenceNumber)).toEqual(appended.flatMap(({ sizes }) => sizes).map((_, n) => n));
        events.forEach((event, n) => {
          const next = events[n + 1];
          if (!next) return;
          expect(next.offset).toBe(event.offset + event.message.length);
          expect(next.enqueuedTime).toBeGreaterThanOrEqual(event.enqueuedTime);
        });
        expect(log.last).toMatchObject(events.at(-1) ?? { sequenceNumber: -1, offset: -1 });
      }),
    );
  });

  it('finds the first event at or after any position', () => {
    const position = fc.record({
      by: fc.constantFrom('sequenceNumber' as const, 'offset' as const, 'enqueuedTime' as const),
      near: fc.nat(),
      shift: fc.integer({ min: -1, max: 1 }),
      inclusive: fc.boolean(),
    });
    fc.assert(
      fc.property(batches, fc.array(position, { minLength: 1 }), (appended, positions) => {
        const log = new PartitionLog({ retentionBytes: 4000, retentionMs: 200 });
        appendAll(log, appended);
        const events = allOf(log);
        expect(log.seek('latest')).toBe(log.end);
        for (const { by, near, shift, inclusive } of positions) {
          const value = (events[near % (events.length || 1)]?.[by] ?? 0) + shift;
          const expected = events.find((event) => (inclusive ? event[by] >= value : event[by] > value));
          expect(log.seek({ by, value, inclusive })).toBe(expected?.sequenceNumber ?? log.end);
        }
      }),
    );
  });

  it('keeps no more than its bytes and one batch, and always the newest events', () => {
    fc.assert(
      fc.property(batches, (appended) => {
        const log = new PartitionLog({ ...ENDLESS, retentionBytes: 3000 });
        for (const batch of appended) {
          appendAll(log, [batch]);
          const events = allOf(log);
          const newest = events.slice(-batch.sizes.length);
          expect(newest.at(-1)?.sequenceNumber).toBe(log.end - 1);
          expect(newest).toHaveLength(batch.sizes.length);
          const older = events.slice(0, -batch.sizes.length);
          expect(older.reduce((sum, { message }) => sum + message.length, 0)).toBeLessThanOrEqual(3000);
        }
      }),
    );
  });

  it('drops events that are older than the retention time, once new ones come', () => {
    const log = new PartitionLog({ ...ENDLESS, retentionMs: 1000 });
    for (let n = 0; n < 20; n++) {
      log.append([eventOf(10)]);
      now += 200;
    }
    const ages = allOf(log).map(({ enqueuedTime }) => now - 200 - enqueuedTime);
    expect(ages).toEqual([1000, 800, 600, 400, 200, 0]);
  });

  it('appends nothing of a batch with a broken event', () => {
    const log = new PartitionLog(ENDLESS);
    expect(() => log.append([eventOf(1), Buffer.from('broken')])).toThrow();
    expect(log.end).toBe(0);
    log.append([]);
    expect(log.end).toBe(0);
  });

  it('calls its listeners after an append until they leave', () => {
    const log = new PartitionLog(ENDLESS);
    const seen: number[] = [];
    const stop = log.onAppend(() => seen.push(log.end));
    log.append([eventOf(1)]);
    stop();
    log.append([eventOf(1)]);
    expect(seen).toEqual([1]);
  });
});

describe('a partition log in files', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'partition-log-'));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  it('is the same when opened again, and after a cut of its end it is the whole events before the cut', () => {
    fc.assert(
      fc.property(batches, fc.nat(1500), (appended, cut) => {
        rmSync(directory, { recursive: true });
        const options = { ...ENDLESS, retentionBytes: 6000, directory };
        const first = new PartitionLog(options);
        appendAll(first, appended);
        const events = allOf(first);
        first.close();

        const second = new PartitionLog(options);
        expect(allOf(second)).toEqual(events);
        expect(second.end).toBe(first.end);
        second.close();

        const newest = readdirSync(directory).sort().at(-1);
        if (newest === undefined) return;
        const path = join(directory, newest);
        truncateSync(path, Math.max(0, statSync(path).size - cut));
        const third = new PartitionLog(options);
        const left = allOf(third);
        expect(left).toEqual(events.slice(0, left.length));
        if (cut === 0) expect(left).toEqual(events);
        third.append([eventOf(5)]);
        expect(third.last.sequenceNumber).toBe(left.length > 0 ? (left.at(-1)?.sequenceNumber ?? 0) + 1 : 0);
        third.close();
        const fourth = new PartitionLog(options);
        expect(fourth.last).toEqual(third.last);
        fourth.close();
      }),
      { numRuns: 40 },
    );
  });
});
