import type { Activity } from './activity';
import { DAY, dayOf } from './activity-id';
import type { FusionStore } from './fusion-store';
import { type DayRollUp, rollUpDay } from './roll-up';
import { learnZones } from './zones';

/** How many closed days make up what is normal. */
const DAYS_REMEMBERED = 28;
/** An alert that arrives longer after its event is late: what is normal may have been learned without it. Milliseconds. */
export const LATENESS_HORIZON = DAY;
/** A day is closed once only late alerts of it can still arrive: the whole horizon lies between. */
const DAYS_OPEN = 1 + LATENESS_HORIZON / DAY;

/** Of less than this nothing can be said about what is usual: the first hours of a subscription, which began late on its first day. Milliseconds. */
const LEAST_KNOWN = 8 * 3_600_000;

/** What is normal in a subscription, as of one day: frozen, so that every alert of that day is held against the same numbers whenever it arrives. */
export interface Baseline {
  /** Closed days it rests on; 0 for a subscription that is new. */
  days: number;
  /** How often this type fires about this thing: stretches of five minutes per day, and the most alerts in one of them. */
  habit(alertType: string, subject: string): Habit;
  /** The most different things that an entity met on one day; 0 for one that is no hub. */
  degree(key: string): number;
  /** The network that a subject belongs to, as far as it is known, see `learnZones`. */
  zone(subject: string): string;
}

export interface Habit {
  perDay: number;
  largest: number;
  /** Days on which it fired. */
  daysSeen: number;
  /** Things about which the type fired at all. */
  subjectsOfType: number;
  /** The same rate for the type on all things together. */
  perDayOfType: number;
  daysOfType: number;
}

export function baselineOf(rollUps: readonly DayRollUp[]): Baseline {
  const bySubject = new Map<string, { activities: number; largest: number; days: number }>();
  const byType = new Map<string, { activities: number; subjects: Set<string>; days: Set<number> }>();
  const degrees = new Map<string, number>();
  for (const { day, types, degrees: met } of rollUps) {
    for (const { alertType, subject, activities, largest } of types) {
      const key = habitKey(alertType, subject);
      const known = bySubject.get(key) ?? { activities: 0, largest: 0, days: 0 };
      bySubject.set(key, {
        activities: known.activities + activities,
        largest: Math.max(known.largest, largest),
        days: known.days + 1,
      });
      const type = byType.get(alertType) ?? { activities: 0, subjects: new Set(), days: new Set() };
      type.activities += activities;
      type.subjects.add(subject);
      type.days.add(day);
      byType.set(alertType, type);
    }
    for (const { key, subjects } of met) degrees.set(key, Math.max(degrees.get(key) ?? 0, subjects));
  }

  const days = rollUps.length;
  const zone = learnZones(rollUps.flatMap(({ coFirings }) => coFirings));
  return {
    days,
    zone,
    degree: (key) => degrees.get(key) ?? 0,
    habit(alertType, subject) {
      const own = bySubject.get(habitKey(alertType, subject));
      const type = byType.get(alertType);
      return {
        perDay: days === 0 ? 0 : (own?.activities ?? 0) / days,
        largest: own?.largest ?? 0,
        daysSeen: own?.days ?? 0,
        subjectsOfType: type?.subjects.size ?? 0,
        perDayOfType: days === 0 ? 0 : (type?.activities ?? 0) / days,
        daysOfType: type?.days.size ?? 0,
      };
    },
  };
}

function habitKey(alertType: string, subject: string): string {
  return `${alertType}\n${subject}`;
}

/** What of a store baselines are made of. */
type DayStore = Pick<FusionStore, 'earliestBucket' | 'rollUps' | 'addRollUp' | 'activitiesBetween'>;

/** Gives the baselines of days, and rolls up closed days that nobody has rolled up yet. */
export class Baselines {
  readonly #store: DayStore;
  readonly #today: number;
  readonly #cache: Map<string, Baseline>;

  /** `now`: a day that has not passed by this time is not closed, whatever times alerts claim. `cache` may be shared by runs over one subscription. */
  constructor(store: DayStore, now: number, cache: Map<string, Baseline> = new Map()) {
    this.#store = store;
    this.#today = Number.isFinite(now) ? dayOf(now) : Number.POSITIVE_INFINITY;
    this.#cache = cache;
  }

  /** What was normal when an alert of this day (days since 1970) happened. */
  async of(day: number): Promise<Baseline> {
    const last = Math.min(day, this.#today) - DAYS_OPEN;
    const earliest = await this.#earliestBucket();
    const isTooShort = (last + 1) * DAY - earliest < LEAST_KNOWN;
    const first = isTooShort ? last + 1 : Math.max(last - DAYS_REMEMBERED + 1, dayOf(earliest));
    const key = `${first}-${last}`;
    const known = this.#cache.get(key);
    if (known) return known;
    const baseline = baselineOf(first > last ? [] : await this.#rollUps(first, last));
    this.#cache.set(key, baseline);
    return baseline;
  }

  #earliest: number | undefined;

  async #earliestBucket(): Promise<number> {
    if (this.#earliest === undefined) {
      const bucket = await this.#store.earliestBucket();
      this.#earliest = bucket === undefined ? Number.POSITIVE_INFINITY : bucket;
    }
    return this.#earliest;
  }

  async #rollUps(first: number, last: number): Promise<DayRollUp[]> {
    const stored = new Map((await this.#store.rollUps(first, last)).map((rollUp) => [rollUp.day, rollUp]));
    const all: DayRollUp[] = [];
    for (let day = first; day <= last; day++) {
      all.push(stored.get(day) ?? (await this.#store.addRollUp(await this.#rollUp(day))));
    }
    return all;
  }

  async #rollUp(day: number): Promise<DayRollUp> {
    const activities: Activity[] = [];
    for await (const activity of this.#store.activitiesBetween(day * DAY, (day + 1) * DAY)) activities.push(activity);
    return rollUpDay(day, activities);
  }
}
