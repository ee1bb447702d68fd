import type { Alert } from './alert';
import { contentId } from './content-id';

/**
 * Occurrences of one alert that fired again and again. Merging knows no order and counts no occurrence twice, so that redelivered and late events change
 * nothing: the same set of occurrences gives the same record. Times are epoch milliseconds, UTC.
 */
export interface Repeats {
  firstTime: number;
  lastTime: number;
  /**
   * Short hashes of the occurrences' ids, sorted, the smallest `MOST_HASHES` of them: from the place of the last one follows how many there are in all
   * (k minimum values; Bar-Yossef et al. 2002, "Counting distinct elements in a data stream").
   */
  hashes: string[];
}

/** Up to so many occurrences the count is exact; above, its standard error is 1 / sqrt(MOST_HASHES - 2), which is 6 %. */
export const MOST_HASHES = 256;
/** In hexadecimal digits. */
const HASH_LENGTH = 12;
const HASH_RANGE = 16 ** HASH_LENGTH;

/** Default length of a window in milliseconds. */
export const REPEAT_WINDOW = 5 * 60_000;

type Repeatable = Pick<
  Alert,
  'subscriptionId' | 'vendor' | 'product' | 'alertType' | 'displayName' | 'vendorSeverity' | 'action' | 'compromisedEntity' | 'startTime'
> & { description: string; entities: readonly { kind: string; key?: string; role?: string }[] };

/**
 * Two alerts with one key are one alert with a count: the same analytic on the same entities, with the same outcome, within one window of event time.
 * Windows lie on the clock (`window` milliseconds from the epoch), not around the first alert, for then the order of arrival would decide. Ids and exact
 * times do not count: many sources give each event an id of its own. Where no entity identifies anything, the description must be the same too.
 */
export function repeatKey(alert: Repeatable, window: number = REPEAT_WINDOW): string {
  const keys = alert.entities.flatMap(({ key, role = '' }) => (key === undefined ? [] : [`${key} ${role}`]));
  const what = [alert.vendor, alert.product, alert.alertType, alert.displayName, alert.vendorSeverity, alert.action];
  const where = keys.length > 0 ? [...new Set(keys)].sort() : [alert.compromisedEntity, alert.description];
  return contentId('repeat', JSON.stringify([alert.subscriptionId, what, where, Math.floor(alert.startTime / window)]));
}

/** The record of one occurrence. */
export function firstRepeat({ id, startTime, endTime }: Pick<Alert, 'id' | 'startTime' | 'endTime'>): Repeats {
  return { firstTime: startTime, lastTime: Math.max(startTime, endTime), hashes: [contentId('occurrence', id).slice(0, HASH_LENGTH)] };
}

/** The record of the occurrences of both: commutative, associative, and the same again when one is merged twice. */
export function mergeRepeats(a: Repeats, b: Repeats): Repeats {
  return {
    firstTime: Math.min(a.firstTime, b.firstTime),
    lastTime: Math.max(a.lastTime, b.lastTime),
    hashes: [...new Set([...a.hashes, ...b.hashes])].sort().slice(0, MOST_HASHES),
  };
}

/** How many occurrences there are; `isEstimate` above `MOST_HASHES`. */
export function repeatCount({ hashes }: Repeats): { count: number; isEstimate: boolean } {
  const last = hashes[MOST_HASHES - 1];
  if (last === undefined) return { count: hashes.length, isEstimate: false };
  return { count: Math.round((MOST_HASHES - 1) / (Number.parseInt(last, 16) / HASH_RANGE)), isEstimate: true };
}

/** The one of two occurrences that stands for both: the earlier, at the same time the one with the smaller id. */
export function representative<Occurrence extends Pick<Alert, 'id' | 'startTime'>>(a: Occurrence, b: Occurrence): Occurrence {
  return a.startTime < b.startTime || (a.startTime === b.startTime && a.id <= b.id) ? a : b;
}
