import type { Member } from '../../../shared/fusion/cluster';
import { tieBetween } from '../../../shared/fusion/incident-links';
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
