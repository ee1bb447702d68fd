import { readEvent } from '../../../shared/formats/read-event';
import type { ReplayOptions } from './options';
import { readAlerts } from './read-alerts';

/** What the times of an event are measured by: its latest alert. Undefined when there is no alert in it. In epoch milliseconds. */
export function alertTime(body: Buffer, { format, subscriptionId }: Pick<ReplayOptions, 'format' | 'subscriptionId'>): number | undefined {
  const hints = { ...(format && { format }), ...(subscriptionId && { subscriptionId }), maxBytes: Number.POSITIVE_INFINITY };
  const times = readEvent(body, hints).map((reading) => (reading.ok ? reading.alert.endTime : Number.NEGATIVE_INFINITY));
  const latest = Math.max(...times);
  return Number.isFinite(latest) ? latest : undefined;
}

/** The time of the latest alert in the files, in epoch milliseconds. Undefined when there is no alert in them. */
export async function newestAlert(options: ReplayOptions, signal: AbortSignal): Promise<number | undefined> {
  let newest: number | undefined;
  for (const file of options.files) {
    for await (const { body } of readAlerts(file)) {
      if (signal.aborted) return newest;
      newest = Math.max(newest ?? Number.NEGATIVE_INFINITY, alertTime(body, options) ?? Number.NEGATIVE_INFINITY);
    }
  }
  return newest !== undefined && Number.isFinite(newest) ? newest : undefined;
}
