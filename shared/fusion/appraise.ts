import type { Activity } from './activity';
import type { Baseline, Habit } from './baseline';
import { isEcho } from './echo';
import { isWarning } from './is-incident';

/** How much an activity matters, from itself and frozen statistics alone. It can only rise while alerts are added to the activity. */
export interface Appraisal {
  /**
   * 0 to about 4.5: how far it stands out from what its subject is used to, as the decimal logarithm of how many stretches of five minutes pass
   * between two of its kind. 2.5 is about once a day, 3.4 never seen in three days. 0 where nothing is known yet.
   */
  surprise: number;
  /** The same for its type on all things together. */
  typeSurprise: number;
  /** Its type was never seen in this subscription before. */
  isNovel: boolean;
  /** The network of its subject, see `Baseline.zone`. */
  zone: string;
  /** Founds a cluster and ties others to it. */
  isCore: boolean;
  /** Joins an incident that stands near it. */
  isEvidence: boolean;
}

const BUCKETS_PER_DAY = 288;
/** Less often than in two days of three. */
export const CORE_SURPRISE = 2.65;
/** At most four or five times a day. */
export const EVIDENCE_SURPRISE = 1.8;
/** What a product calls Medium (2) or High (3) matters although it happens now and then: once or twice a day, several times a day. */
const SURPRISE_OF_WEIGHT = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 2.2, 1.6];
/** Four times the most alerts of a normal stretch count as ten times rarer. */
export const BURST = 4;
/** Half of a sighting in one day more than were looked at: what was never seen is not impossible. */
export const PRIOR = 0.5;

export function appraise(activity: Activity, baseline: Baseline): Appraisal {
  const { weight } = activity;
  const zone = baseline.zone(activity.subject);
  const unknown = { surprise: 0, typeSurprise: 0, isNovel: false, zone };
  if (isEcho(activity.alertType)) return { ...unknown, isCore: false, isEvidence: false };
  if (baseline.days === 0) return { ...unknown, isCore: isWarning(activity), isEvidence: true };
  const habit = baseline.habit(activity.alertType, activity.subject);
  const surprise = rounded(rarity(habit.perDay, baseline.days) + burst(activity, habit));
  return {
    surprise,
    typeSurprise: rounded(rarity(habit.perDayOfType, baseline.days)),
    isNovel: habit.daysOfType === 0,
    zone,
    isCore: surprise >= CORE_SURPRISE || surprise >= (SURPRISE_OF_WEIGHT[weight] ?? 0),
    isEvidence: surprise >= EVIDENCE_SURPRISE,
  };
}

function rarity(perDay: number, days: number): number {
  const rate = (perDay * days + PRIOR) / (days + 1);
  return Math.log10(BUCKETS_PER_DAY / Math.min(rate, BUCKETS_PER_DAY));
}

function burst({ alerts }: Activity, { largest }: Habit): number {
  return largest === 0 ? 0 : Math.max(0, Math.log(alerts.length / largest) / Math.log(BURST));
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
