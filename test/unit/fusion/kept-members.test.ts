import { type Cluster, KEPT_CORE } from '../../../shared/fusion/cluster';
import { keptMembers } from '../../../shared/fusion/member';

test('of large members fewer are kept, the same in whatever order they came', () => {
  const members = Array.from(
    { length: 250 },
    (_, n) => ({ id: `m${n}`, surprise: n % 7, firstTime: n, displayName: 'x'.repeat(8_000) }) as Cluster['core'][number],
  );
  const kept = keptMembers(members, KEPT_CORE);
  expect(Buffer.byteLength(JSON.stringify(kept))).toBeLessThan(500_100);
  expect(kept.length).toBeGreaterThan(50);
  const inTwoSteps = keptMembers([...keptMembers(members.slice(100), KEPT_CORE), ...members.slice(0, 100).reverse()], KEPT_CORE);
  expect(inTwoSteps).toEqual(kept);
});
