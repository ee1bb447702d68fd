import type { SourceAlert } from '../model/alert';
import { NO_SUBSCRIPTION, readSubscriptionId } from '../model/subscription-id';
import { type BodyEvent, eventsInText } from './body-events';
import { bodyText } from './body-text';
import { eventsInEnvelope } from './envelope';
import { describe, isObject } from './fields';
import type { AlertFormat, JsonObject } from './format';
import { FORMATS, findFormat, recogniseFormat } from './index';
import { isDeeperThan, LIMITS } from './limits';
import type { Rejection, RejectionCode } from './rejection';

/** What is known of an event besides its body. */
export interface ReadingHints {
  /** Name or alias of the format, where a hub or a property of the event fixes it. Absent: the content tells. */
  format?: string | undefined;
  /** Goes before what the event itself names. */
  subscriptionId?: string | undefined;
  /** When the stream took the event in, epoch milliseconds: some sources write times without a year. */
  receivedTime?: number | undefined;
  /** Longer bodies are rejected. In bytes of UTF-8, unpacked. */
  maxBytes: number;
}

/** What one event, or one element of it, turned out to be. `raw` keeps what came. */
export type EventReading =
  | { ok: true; subscriptionId: string; alert: SourceAlert }
  | { ok: false; subscriptionId?: string; rejection: Rejection; raw: string };

/**
 * Reads the body of one event, also one packed by gzip: a JSON object, an array of them, one per line, an envelope such as `{ "records": [...] }`, or the text
 * of a format that is not JSON. Gives at least one result, and never throws; an element that cannot be read is rejected by itself.
 */
export function readEvent(body: Uint8Array | string, hints: ReadingHints): EventReading[] {
  const hinted = unlessNone(hints.subscriptionId === undefined ? undefined : readSubscriptionId(hints.subscriptionId));
  const read = bodyText(body, hints.maxBytes);
  if (!read.ok) return [rejected(read.rejection, read.raw, hinted)];
  const { text } = read;

  const format = hints.format === undefined ? undefined : findFormat(hints.format);
  if (hints.format !== undefined && !format) {
    return [
      rejected(rejection('UnknownFormat', `no format is called ${describe(hints.format)}; there are ${formatNames()}`), text, hinted),
    ];
  }

  const events = eventsInText(text, format);
  if (!Array.isArray(events)) return [rejected(events, text, hinted)];
  if (events.length === 0) return [rejected(rejection('EmptyBody', 'a list without elements'), text, hinted)];
  if (events.length > LIMITS.events) return [tooMany(events.length, text, hinted)];
  const reading = { fixed: format, hinted, receivedTime: hints.receivedTime };
  const [first] = events;
  return events.length === 1 && first ? readBodyEvent(first, reading) : events.flatMap((event) => readBodyEvent(event, reading));
}

/** What holds for every element of a body. */
interface Reading {
  fixed: AlertFormat | undefined;
  hinted: string | undefined;
  receivedTime: number | undefined;
}

function readBodyEvent(event: BodyEvent, reading: Reading): EventReading[] {
  if ('rejection' in event) return [rejected(event.rejection, event.raw, reading.hinted)];
  const { value, raw, format } = event;
  if (Array.isArray(value)) return readElements(value, raw, reading, 0);
  return readElement(value, raw, format ? { ...reading, fixed: format } : reading, 0);
}

function readElements(elements: readonly unknown[], bodyText: string, reading: Reading, depth: number): EventReading[] {
  if (elements.length === 0) return [rejected(rejection('EmptyBody', 'a list without elements'), bodyText, reading.hinted)];
  if (elements.length > LIMITS.events) return [tooMany(elements.length, bodyText, reading.hinted)];
  return elements.flatMap((element) => readElement(element, elementText(element, bodyText), reading, depth));
}

/** An element too deep to be written again keeps the text of the whole body. */
function elementText(element: unknown, bodyText: string): string {
  try {
    return JSON.stringify(element);
  } catch {
    return bodyText;
  }
}

/** Envelopes may lie in envelopes, but not endlessly. */
const MOST_ENVELOPES = 2;

function readElement(event: unknown, raw: string, reading: Reading, depth: number): EventReading[] {
  const { fixed, hinted } = reading;
  if (!isObject(event)) return [rejected(rejection('NotAnObject', `found ${describe(event)}`), raw, hinted)];

  const recognised = fixed ? (fixed.recognises(event) ? fixed : undefined) : recogniseFormat(event);
  const inside = recognised || depth >= MOST_ENVELOPES ? undefined : eventsInEnvelope(event, fixed);
  if (inside) return readElements(inside, raw, reading, depth + 1);
  if (isDeeperThan(event, LIMITS.depth)) return [rejected(rejection('TooDeep', `more than ${LIMITS.depth} levels`), raw, hinted)];

  const format = recognised ?? fixed;
  return [format ? readAlert(event, raw, format, reading) : rejected(rejection('UnknownFormat', unknownFormat(event)), raw, hinted)];
}

function readAlert(event: JsonObject, raw: string, format: AlertFormat, { hinted, receivedTime }: Reading): EventReading {
  const subscriptionId = hinted ?? unlessNone(format.subscriptionOf(event));
  const parsed = format.parse(event, raw, receivedTime);
  if (!parsed.ok) return rejected(parsed.rejection, raw, subscriptionId);
  if (subscriptionId !== undefined) return { ok: true, subscriptionId, alert: parsed.alert };
  return rejected(
    rejection('NoSubscription', 'neither the event nor its subscriptionId property holds the id of an Azure subscription'),
    raw,
  );
}

function unknownFormat(event: JsonObject): string {
  const hint = FORMATS.map((format) => format.nearMiss?.(event)).find((text) => text !== undefined);
  return hint ?? `none of ${formatNames()} recognises an event with the fields ${describe(Object.keys(event).slice(0, 8).join(', '))}`;
}

function formatNames(): string {
  return FORMATS.map((format) => format.name).join(', ');
}

function tooMany(count: number, raw: string, hinted: string | undefined): EventReading {
  return rejected(rejection('TooLarge', `a list of ${count} elements; at most ${LIMITS.events} are read`), raw, hinted);
}

/** A canonical subscription id, unless it is the one that stands for none. */
function unlessNone(subscriptionId: string | undefined): string | undefined {
  return subscriptionId === NO_SUBSCRIPTION ? undefined : subscriptionId;
}

function rejection(code: RejectionCode, detail: string): Rejection {
  return { code, detail };
}

function rejected(reason: Rejection, raw: string, subscriptionId?: string): EventReading {
  return { ok: false, rejection: reason, raw, ...(subscriptionId === undefined ? {} : { subscriptionId }) };
}
