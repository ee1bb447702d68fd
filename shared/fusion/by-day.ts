import { dayOf } from './activity-id';
import type { FusionAlert } from './fusion-alert';

/** The alerts of each day (UTC, by their start) in the order of days; those of one day in the order given. */
export function byDay(alerts: readonly FusionAlert[]): FusionAlert[][] {
  const days = new Map<number, FusionAlert[]>();
  for (const alert of alerts) {
    const day = dayOf(alert.startTime);
    const known = days.get(day);
    if (known) known.push(alert);
    else days.set(day, [alert]);
  }
  return [...days].sort(([a], [b]) => a - b).map(([, ofDay]) => ofDay);
}
