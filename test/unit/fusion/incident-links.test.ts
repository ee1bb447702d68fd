import type { Cluster, Member } from '../../../shared/fusion/cluster';
import { linksOf, tieBetween } from '../../../shared/fusion/incident-links';
import { host, MINUTE, NOON } from './fusion-alerts';

const member = (firstTime: number) =>
  ({
    entities: [host('web01')],
    subject: host('web01').key,
    tactics: [],
    founder: { id: `alert-${firstTime}` },
    firstTime,
    lastTime: firstTime,
  }) as unknown as Member;

test.each([
  [0, 'They happened at the same time.'],
  [1_000, 'They happened 1 second apart.'],
  [5 * MINUTE, 'They happened 5 minutes apart.'],
])('a link says how far apart in time the two are: %d milliseconds', (gap, text) => {
  expect(tieBetween(member(NOON), member(NOON + gap)).reasons).toContainEqual({ code: 'link.time', text });
});

test.each([
  ['at the same time', 10 * MINUTE, 'link.same-time'],
  ['days later', 3 * 24 * 60 * MINUTE, 'link.untied'],
])('two that share nothing are linked %s for the reason that is true then', (_, gap, code) => {
  const other = { ...member(NOON + gap), entities: [host('db01')], subject: host('db01').key, isCore: true };
  const [link] = linksOf({ core: [{ ...member(NOON), isCore: true }, other], evidence: [] } as unknown as Cluster);
  expect(link?.reasons[0]?.code).toBe(code);
});
