import { bucketOf } from '../fusion/activity-id';
import type { AlertDocument } from './alert-document';
import type { Sieve } from './sifted-page';

type Repeating = Pick<AlertDocument, 'startTime' | 'activityId'>;

/** Where a page of a list begins, and what came before it. */
export interface PageBegin {
  /** Epoch milliseconds. */
  time: number;
  /** Whether an alert of the activity came before. */
  cameBefore(activityId: string): Promise<boolean>;
}

/**
 * Of the repeats of an alert, that is of the alerts of an activity, only the one which comes first in the order of the list. They lie inside five minutes
 * of the clock, so nothing has to be known of earlier pages but the activities that reach over the begin of this one. `begin`: undefined for the first page.
 */
export function foldRepeats<Alert extends Repeating>(begin: PageBegin | undefined): Sieve<Alert> {
  const seen = new Set<string>();
  return async (alerts) => {
    const first: Alert[] = [];
    for (const alert of alerts) {
      const { activityId, startTime } = alert;
      if (seen.has(activityId)) continue;
      seen.add(activityId);
      const mayReachOver = begin !== undefined && bucketOf(startTime) === bucketOf(begin.time);
      if (mayReachOver && (await begin.cameBefore(activityId))) continue;
      first.push(alert);
    }
    return first;
  };
}
