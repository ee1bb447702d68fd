import type { AlertFormat, JsonObject } from './format';
import { FORMATS } from './index';
import { eventsOfPubSub } from './pub-sub';

/** Lists under which services send several events: diagnostic settings and data export of Azure, AWS, REST and Graph. */
const LISTS = ['records', 'Records', 'value'];

/** The events in an object that is an envelope; undefined when it is none. */
export function eventsInEnvelope(envelope: JsonObject, fixed: AlertFormat | undefined): readonly unknown[] | undefined {
  for (const name of LISTS) {
    const list = envelope[name];
    if (Array.isArray(list)) return list;
  }
  const events = eventsOfPubSub(envelope);
  if (events) return events;
  for (const format of fixed ? [fixed] : FORMATS) {
    const inside = format.unwrap?.(envelope);
    if (inside) return inside;
  }
  return undefined;
}
