import type { Member } from '../../../shared/fusion/cluster';
import { asideStory, storyOf } from '../../../shared/fusion/story';
import { DAY, MINUTE, NOON } from './fusion-alerts';

const HOUR = 60 * MINUTE;

const member = (n: number, at = NOON) =>
  ({
    id: `activity-${n}`,
    alertType: `Type ${n}`,
    displayName: `Step ${n}`,
    subject: '',
    severity: 'Medium',
    tactics: [],
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
  expect(story(17)).toMatch(/ 1 further step is not told here\.$/);
  expect(story(19)).toMatch(/ 3 further steps are not told here\.$/);
  expect(story(16)).not.toContain('further');
});

test('a long story leaves out neither the gravest steps nor the first of a tactic, and keeps the order of time', () => {
  const steps = Array.from({ length: 30 }, (_, n) => member(n, NOON + n * MINUTE));
  const story = storyOf(
    [
      ...steps,
      { ...member(40, NOON + 40 * MINUTE), tactics: ['TA0010'] },
      { ...member(41, NOON + 41 * MINUTE), severity: 'High' as const },
    ],
    [],
    [],
  );
  expect(story).toMatch(/12:13 Step 13\. 12:40 Step 40\. 12:41 Step 41\. 16 further steps/);
});

test('what is merely of the same time is counted apart', () => {
  expect(asideStory([member(1), { ...member(2), alertCount: 3 }], new Set(['activity-2']))).toBe(
    'At the same time, and perhaps by chance, 3 alerts more: Step 2.',
  );
});
