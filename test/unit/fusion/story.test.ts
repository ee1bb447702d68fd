import type { Member } from '../../../shared/fusion/cluster';
import { storyOf } from '../../../shared/fusion/story';
import { NOON } from './fusion-alerts';

const member = (n: number, at = NOON) =>
  ({
    id: `activity-${n}`,
    alertType: `Type ${n}`,
    displayName: `Step ${n}`,
    subject: '',
    entities: [],
    firstTime: at,
    lastTime: at,
    alertCount: 1,
    surprise: 100 - n,
  }) as unknown as Member;

test('one alert tells of one moment', () => {
  expect(storyOf([member(1)], [], [])).toMatch(/^At \d{4}-\d\d-\d\d 12:00 UTC, 1 alert of 1 kind tells of one course of events\. /);
});

test('several tell of what lies between the first and the last', () => {
  expect(storyOf([member(1), member(2, NOON + 600_000)], [], [])).toMatch(
    /^Between .* 12:00 UTC and .* 12:10 UTC \(10 minutes\), 2 alerts of 2 kinds tell of one course of events\. /,
  );
});

test('a long story says how many of its steps it does not tell', () => {
  const story = (steps: number) =>
    storyOf(
      Array.from({ length: steps }, (_, n) => member(n)),
      [],
      [],
    );
  expect(story(13)).toMatch(/ 1 further step is not told here\.$/);
  expect(story(15)).toMatch(/ 3 further steps are not told here\.$/);
  expect(story(12)).not.toContain('further');
});
