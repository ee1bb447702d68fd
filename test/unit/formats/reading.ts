import { type EventReading, type ReadingHints, readEvent } from '../../../shared/formats/read-event';
import type { Rejection } from '../../../shared/formats/rejection';
import type { SourceAlert } from '../../../shared/model/alert';
import { SUBSCRIPTION } from '../../support/sample-alerts';

export const HINTS: ReadingHints = { subscriptionId: SUBSCRIPTION, maxBytes: 1_000_000 };

/** Reads an event that must be one alert. */
export function alertOf(event: unknown, hints: ReadingHints = HINTS): SourceAlert {
  const reading = only(readEvent(JSON.stringify(event), hints));
  if (!reading.ok) throw new Error(`${reading.rejection.code}: ${reading.rejection.detail}`);
  return reading.alert;
}

/** Reads an event that must be rejected. */
export function rejectionOf(event: unknown, hints: ReadingHints = HINTS): Rejection {
  const reading = only(readEvent(JSON.stringify(event), hints));
  if (reading.ok) throw new Error(`read as the alert ${reading.alert.id}`);
  return reading.rejection;
}

export function only(readings: EventReading[]): EventReading {
  const [reading] = readings;
  if (reading === undefined || readings.length > 1) throw new Error(`${readings.length} results instead of one`);
  return reading;
}

/** Keys and roles of the entities, in their order. */
export function keysOf({ entities }: SourceAlert): [string | undefined, string | undefined][] {
  return entities.map(({ key, role }) => [key, role]);
}
