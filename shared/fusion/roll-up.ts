import type { Activity } from './activity';
import { within } from './bound';
import { type CoFiring, coFirings } from './co-firing';
import { keysOf } from './fusion-alert';

/** How often a type of alert fired about one thing on one day. */
export interface TypeOnSubject {
  alertType: string;
  subject: string;
  /** Stretches of five minutes in which it fired. */
  activities: number;
  /** The most alerts of one such stretch. */
  largest: number;
}

/** How many different things an entity met on one day: what makes a hub. */
export interface KeyDegree {
  key: string;
  subjects: number;
}

/** What one closed day was like, computed once from its activities; never counted while alerts arrive, so nothing delivered twice can spoil it. */
export interface DayRollUp {
  /** Days since 1970, UTC. */
  day: number;
  activities: number;
  types: TypeOnSubject[];
  degrees: KeyDegree[];
  coFirings: CoFiring[];
}

/** Bounds that keep a roll-up within one document; the most active stay. */
const LIMITS = { types: { count: 5_000, bytes: 800_000 }, degrees: { count: 2_000, bytes: 300_000 } };
/** Keys which meet fewer things on a day are no hubs and need no line. */
const LEAST_DEGREE = 5;

/** The roll-up of a day from all of its activities, in any order. */
export function rollUpDay(day: number, activities: readonly Activity[]): DayRollUp {
  const types = new Map<string, TypeOnSubject>();
  const degrees = new Map<string, Set<string>>();
  for (const activity of activities) {
    countType(types, activity);
    for (const key of keysOf(activity.entities)) {
      const met = degrees.get(key) ?? new Set<string>();
      degrees.set(key, met.add(activity.subject === key ? activity.actor : activity.subject));
    }
  }
  return {
    day,
    activities: activities.length,
    types: within(
      [...types.values()].sort((a, b) => b.activities - a.activities || order(a.alertType, b.alertType) || order(a.subject, b.subject)),
      LIMITS.types,
    ),
    degrees: within(
      [...degrees]
        .map(([key, subjects]) => ({ key, subjects: subjects.size }))
        .filter(({ subjects }) => subjects >= LEAST_DEGREE)
        .sort((a, b) => b.subjects - a.subjects || order(a.key, b.key)),
      LIMITS.degrees,
    ),
    coFirings: coFirings(activities),
  };
}

function countType(types: Map<string, TypeOnSubject>, { alertType, subject, alerts }: Activity): void {
  const key = JSON.stringify([alertType, subject]);
  const line = types.get(key) ?? { alertType, subject, activities: 0, largest: 0 };
  line.activities++;
  line.largest = Math.max(line.largest, alerts.length);
  types.set(key, line);
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
