import type { Activity } from './activity';
import { within } from './bound';

/** Two things on which one type of alert fired in the same second, with how often that would have happened by chance. */
export interface CoFiring {
  /** Keys of the two subjects, the smaller first. */
  a: string;
  b: string;
  together: number;
  expected: number;
}

const SECONDS_OF_DAY = 86_400;
/** What fires on more things in one second says nothing of any two of them. */
const MOST_SUBJECTS = 8;
const LIMIT = { count: 2_000, bytes: 500_000 };

/** How often subjects fired together on one day, by the second. Two sensors that see the same traffic do so again and again. */
export function coFirings(activities: readonly Activity[]): CoFiring[] {
  const seconds = new Map<string, Map<number, Set<string>>>();
  const totals = new Map<string, number>();
  for (const { alertType, subject, alerts } of activities) {
    if (subject === '') continue;
    const bySecond = seconds.get(alertType) ?? new Map<number, Set<string>>();
    seconds.set(alertType, bySecond);
    for (const { time } of alerts) {
      const second = Math.floor(time / 1000);
      const subjects = bySecond.get(second) ?? new Set<string>();
      if (!subjects.has(subject)) totals.set(`${alertType}\n${subject}`, (totals.get(`${alertType}\n${subject}`) ?? 0) + 1);
      bySecond.set(second, subjects.add(subject));
    }
  }
  const pairs = new Map<string, CoFiring>();
  for (const [alertType, bySecond] of seconds) {
    const together = countPairs(bySecond);
    for (const { a, b, count } of together) {
      const key = `${a}\n${b}`;
      const pair = pairs.get(key) ?? { a, b, together: 0, expected: 0 };
      const chance = ((totals.get(`${alertType}\n${a}`) ?? 0) * (totals.get(`${alertType}\n${b}`) ?? 0)) / SECONDS_OF_DAY;
      pairs.set(key, { ...pair, together: pair.together + count, expected: Math.round(1000 * (pair.expected + chance)) / 1000 });
    }
  }
  const sorted = [...pairs.values()].sort((x, y) => y.together - x.together || (x.a + x.b < y.a + y.b ? -1 : 1));
  return within(sorted, LIMIT).sort((x, y) => (`${x.a}\n${x.b}` < `${y.a}\n${y.b}` ? -1 : 1));
}

function countPairs(bySecond: ReadonlyMap<number, ReadonlySet<string>>): { a: string; b: string; count: number }[] {
  const counts = new Map<string, { a: string; b: string; count: number }>();
  for (const subjects of bySecond.values()) {
    if (subjects.size < 2 || subjects.size > MOST_SUBJECTS) continue;
    const sorted = [...subjects].sort();
    sorted.forEach((a, index) => {
      for (const b of sorted.slice(index + 1)) {
        const key = `${a}\n${b}`;
        const known = counts.get(key) ?? { a, b, count: 0 };
        known.count++;
        counts.set(key, known);
      }
    });
  }
  return [...counts.values()];
}
