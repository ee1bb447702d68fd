import type { Member } from '../../../shared/fusion/cluster';
import { storyOf } from '../../../shared/fusion/story';
import { DAY, MINUTE, NOON } from './fusion-alerts';

const HOUR = 60 * MINUTE;

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

test('a step of another day than the one before has its date', () => {
  const late = NOON + 10.5 * HOUR;
  const story = storyOf(
    [member(1, late), member(2, late + HOUR), member(3, late + 2 * HOUR), member(4, late + 2 * HOUR), member(5, late + 30 * HOUR)],
    [],
    [],
  );
  const next = new Date(NOON + DAY).toISOString().slice(0, 10);
  const third = new Date(NOON + 2 * DAY).toISOString().slice(0, 10);
  expect(story).toMatch(new RegExp(` 22:30 Step 1\\. 23:30 Step 2\\. ${next} 00:30 Step 3\\. 00:30 Step 4\\. ${third} 04:30 Step 5\\.$`));
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
