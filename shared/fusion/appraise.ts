import { severityRank } from '../model/severity';
import type { Activity } from './activity';
import type { Baseline } from './baseline';

/** How much an activity matters, from itself and frozen statistics alone. It can only rise while alerts are added to the activity. */
export interface Appraisal {
  /** See `Member.surprise`. */
  surprise: number;
  isCore: boolean;
  /** Worth joining an incident that stands near it. */
  isEvidence: boolean;
}

/** Frequencies are those of one stretch of five minutes. */
const BUCKETS_PER_DAY = 288;
/** Less often than once in two days. */
const SURPRISING = 2.75;
/** Not every day. */
const UNUSUAL = 2.4;
/** So many times the most alerts that were normal in five minutes count as ten times rarer. */
const BURST = 4;

export function appraise(activity: Activity, baseline: Baseline): Appraisal {
  const surprise = surpriseOf(activity, baseline);
  const severity = severityRank(activity.severity);
  if (baseline.days === 0) return { surprise, isCore: severity >= 2, isEvidence: true };
  return {
    surprise,
    isCore:
      (severity >= 2 && surprise >= SURPRISING) ||
      (severity >= 3 && surprise >= UNUSUAL) ||
      (severity >= 1 && surprise >= SURPRISING + 0.5),
    isEvidence: surprise >= UNUSUAL,
  };
}

function surpriseOf({ alertType, subject, alerts }: Activity, baseline: Baseline): number {
  const { perDay, largest } = baseline.habit(alertType, subject);
  const rate = (perDay * baseline.days + 0.5) / (baseline.days + 1);
  const rarity = Math.log10(BUCKETS_PER_DAY / Math.min(rate, BUCKETS_PER_DAY));
  const burst = largest === 0 ? 0 : Math.max(0, Math.log(alerts.length / largest) / Math.log(BURST));
  return round(rarity + burst);
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
