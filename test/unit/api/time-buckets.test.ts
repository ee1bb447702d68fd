import fc from 'fast-check';
import { Counts, NONE, OTHERS } from '../../../shared/api/counts/counts';
import { MOST_BUCKETS, timeBuckets } from '../../../shared/api/counts/time-buckets';

const NOW = Date.UTC(2026, 2, 2, 9, 20);
const MINUTE = 60_000;
const asked = (query: Record<string, string>) => timeBuckets({ query: new Map(Object.entries(query)) }, NOW);

test('by default the last day in whole hours', () => {
  expect(asked({})).toEqual({ from: Date.UTC(2026, 2, 1, 9), to: Date.UTC(2026, 2, 2, 10), width: 60 * MINUTE, count: 25 });
});

test.each([
  ['PT15M', 15],
  ['pt1h30m', 90],
  ['P1D', 24 * 60],
  ['P1W', 7 * 24 * 60],
  ['P1DT1M', 24 * 60 + 1],
])('reads %s', (bucket, minutes) => {
  expect(asked({ bucket }).width).toBe(minutes * MINUTE);
});

test.each<[Record<string, string>, string]>([
  [{ bucket: 'P' }, 'ISO 8601 duration'],
  [{ bucket: 'PT0M' }, 'ISO 8601 duration'],
  [{ bucket: 'PT30S' }, 'ISO 8601 duration'],
  [{ bucket: 'P1M' }, 'ISO 8601 duration'],
  [{ bucket: '3600' }, 'ISO 8601 duration'],
  [{ starttime: 'yesterday' }, "'startTime' must be"],
  [{ endtime: '2026-13-01' }, "'endTime' must be"],
  [{ starttime: '2026-03-02', endtime: '2026-03-02' }, "before 'endTime'"],
  [{ starttime: '2025-03-02' }, '8770 buckets'],
])('refuses %p', (query, message) => {
  expect(() => asked(query)).toThrow(message);
});

test('buckets cover what was asked for, are whole, and no more than so many', () => {
  const time = fc.integer({ min: Date.UTC(1990, 0, 2), max: Date.UTC(2099, 0, 1) });
  const inputs = fc.record({
    start: time,
    minutes: fc.integer({ min: 1, max: 100_000 }),
    widths: fc.integer({ min: 1, max: MOST_BUCKETS - 1 }),
  });
  fc.assert(
    fc.property(inputs, ({ start, minutes, widths }) => {
      const end = start + minutes * MINUTE * widths;
      fc.pre(end < Date.UTC(2099, 11, 1));
      const [starttime, endtime] = [start, end].map((at) => new Date(at).toISOString());
      const { from, to, width, count } = asked({ starttime: starttime ?? '', endtime: endtime ?? '', bucket: `PT${minutes}M` });
      expect(from).toBeLessThanOrEqual(start);
      expect(start - from).toBeLessThan(width);
      expect(to).toBeGreaterThanOrEqual(end);
      expect(to - end).toBeLessThan(width);
      expect([from % width, to - from]).toEqual([0, width * count]);
      expect(count).toBeLessThanOrEqual(MOST_BUCKETS);
    }),
  );
});

test('counts by bucket and group, whatever the order and the names', () => {
  const buckets = { from: 0, to: 40, width: 10, count: 4 };
  const counted = fc.record({
    time: fc.integer({ min: 0, max: 39 }),
    groups: fc.array(fc.constantFrom('a', '__proto__', 'toString'), { maxLength: 3 }),
  });
  type Shown = { count: number; counts: Record<string, number>; value: { count: number; counts: Record<string, number> }[] };
  fc.assert(
    fc.property(fc.array(counted), (items) => {
      const [counts, reversed] = [new Counts(buckets), new Counts(buckets)];
      for (const item of items) counts.add(item);
      for (const item of items.toReversed()) reversed.add(item);
      const { count, counts: total, value } = counts.shown() as Shown;
      expect(reversed.shown()).toEqual(counts.shown());
      expect([count, value.length]).toEqual([items.length, 4]);
      for (const [index, cell] of value.entries()) {
        const own = items.filter(({ time }) => Math.floor(time / 10) === index);
        expect(cell.count).toBe(own.length);
        const sizes = new Map(Object.entries(cell.counts));
        for (const [name, size] of sizes)
          expect(size).toBe(own.filter(({ groups }) => (name === NONE ? groups.length === 0 : (groups as string[]).includes(name))).length);
      }
      const sum = (name: string) => value.reduce((all, cell) => all + (new Map(Object.entries(cell.counts)).get(name) ?? 0), 0);
      for (const [name, size] of Object.entries(total)) expect(size).toBe(sum(name));
    }),
  );
});

test('names without end count as one group', () => {
  const counts = new Counts({ from: 0, to: 1, width: 1, count: 1 });
  for (let n = 0; n < 1_000; n++) counts.add({ time: 0, groups: [`product-${n}`] });
  const { counts: groups } = counts.shown() as { counts: Record<string, number> };
  expect([Object.keys(groups).length, groups[OTHERS]]).toEqual([201, 800]);
});
