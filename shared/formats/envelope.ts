import type { AlertFormat, JsonObject } from './format';
import { FORMATS } from './index';

/** Lists under which services send several events: diagnostic settings and data export of Azure, AWS, REST and Graph. */
const LISTS = ['records', 'Records', 'value'];

/** The events in an object that is an envelope; undefined when it is none. */
export function eventsInEnvelope(envelope: JsonObject, fixed: AlertFormat | undefined): readonly unknown[] | undefined {
  for (const name of LISTS) {
    const list = envelope[name];
    if (Array.isArray(list)) return list;
  }
  for (const format of fixed ? [fixed] : FORMATS) {
    const events = format.unwrap?.(envelope);
    if (events) return events;
  }
  return undefined;
}
