import { ExportHandOver } from '../../../shared/pipeline/export-hand-over';

let now = 1_000_000;
let exporting: string[];
let reads: number;
let asked: [subscription: string, visibleFrom: number][];
let isAway: boolean;

const handOver = () =>
  new ExportHandOver(
    {
      subscriptions: async () => {
        reads += 1;
        return exporting;
      },
    },
    {
      ask: async (id, delay) => {
        if (isAway) throw new Error('away');
        asked.push([id, now + delay]);
      },
    },
    () => now,
  );

beforeEach(() => {
  [exporting, reads, asked, isAway] = [['a', 'b'], 0, [], false];
});

it('asks for subscriptions that have automations, and for no others', async () => {
  await handOver().stored(['a', 'c', 'a']);
  expect(asked.map(([id]) => id)).toEqual(['a']);
});

it('leaves nothing that was stored without a run which begins later, and asks at most once in two seconds', async () => {
  const one = handOver();
  const stored: number[] = [];
  for (let batch = 0; batch < 400; batch++) {
    stored.push(now);
    await one.stored(['a']);
    now += (batch * 37) % 200;
  }
  for (const [index, [, visibleFrom]] of asked.entries())
    if (index > 0) expect(visibleFrom - (asked[index - 1]?.[1] ?? 0)).toBeGreaterThanOrEqual(2_000);
  for (const time of stored) expect(asked.some(([, visibleFrom]) => visibleFrom >= time && visibleFrom <= time + 2_000)).toBe(true);
});

it('learns of new automations within ten seconds, by one read in that time', async () => {
  const one = handOver();
  await one.stored(['c']);
  exporting = ['c'];
  for (let n = 0; n < 9; n++) {
    now += 1_000;
    await one.stored(['c']);
  }
  expect([reads, asked]).toEqual([1, []]);
  now += 1_000;
  await one.stored(['c']);
  expect([reads, asked.length]).toEqual([2, 1]);
});

it('asks again with the next batch when it could not ask', async () => {
  const one = handOver();
  isAway = true;
  await expect(one.stored(['a'])).rejects.toThrow('away');
  isAway = false;
  await one.stored(['a']);
  expect(asked).toHaveLength(1);
});
