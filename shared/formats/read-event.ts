import type { SourceAlert } from '../model/alert';
import { NO_SUBSCRIPTION, readSubscriptionId } from '../model/subscription-id';
import { bodyText } from './body-text';
import { describe, isObject } from './fields';
import type { AlertFormat, JsonObject } from './format';
import { FORMATS, findFormat, recogniseFormat } from './index';
import { isDeeperThan, LIMITS } from './limits';
import type { Rejection, RejectionCode } from './rejection';

/** What is known of an event besides its body. */
export interface ReadingHints {
  /** Name or alias of the format, where a hub or a property of the event fixes it. Absent: the content tells. */
  format?: string;
  /** Goes before what the event itself names. */
  subscriptionId?: string;
  /** Longer bodies are rejected. In bytes of UTF-8. */
  maxBytes: number;
}

/** What one event, or one element of it, turned out to be. `raw` keeps what came. */
export type EventReading =
  | { ok: true; subscriptionId: string; alert: SourceAlert }
  | { ok: false; subscriptionId?: string; rejection: Rejection; raw: string };

/**
 * Reads the body of one event: a JSON object, an array of them, or an envelope `{ "records": [...] }`. Gives at least one result, and never throws;
 * an element that cannot be read is rejected by itself.
 */
export function readEvent(body: Uint8Array | string, hints: ReadingHints): EventReading[] {
  const hinted = realSubscription(hints.subscriptionId);
  const text = bodyText(body, hints.maxBytes);
  if (!text.ok) return [rejected(text.rejection, text.raw, hinted)];

  const format = hints.format === undefined ? undefined : findFormat(hints.format);
  if (hints.format !== undefined && !format) {
    return [
      rejected(rejection('UnknownFormat', `no format is called ${describe(hints.format)}; there are ${formatNames()}`), text.text, hinted),
    ];
  }

  const parsed = parseJson(text.text);
  if (!parsed.ok) return [rejected(rejection('NotJson', parsed.problem), text.text, hinted)];

  const elements = elementsOf(parsed.value, format);
  if (!elements) return [readElement(parsed.value, text.text, format, hinted)];
  if (elements.length === 0) return [rejected(rejection('EmptyBody', 'a list without elements'), text.text, hinted)];
  if (elements.length > LIMITS.events) {
    return [rejected(rejection('TooLarge', `a list of ${elements.length} elements; at most ${LIMITS.events} are read`), text.text, hinted)];
  }
  return elements.map((element) => readElement(element, elementText(element, text.text), format, hinted));
}

function parseJson(text: string): { ok: true; value: unknown } | { ok: false; problem: string } {
  try {
    return { ok: true, value: JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text) };
  } catch (error) {
    return { ok: false, problem: error instanceof Error ? error.message : String(error) };
  }
}

/** The elements of an array or of a `records` envelope; undefined for a single event. */
function elementsOf(value: unknown, format: AlertFormat | undefined): unknown[] | undefined {
  if (Array.isArray(value)) return value;
  if (!isObject(value) || !Array.isArray(value.records)) return undefined;
  return (format ? format.recognises(value) : recogniseFormat(value)) ? undefined : value.records;
}

/** An element too deep to be written again keeps the text of the whole body. */
function elementText(element: unknown, bodyText: string): string {
  try {
    return JSON.stringify(element);
  } catch {
    return bodyText;
  }
}

function readElement(event: unknown, raw: string, fixedFormat: AlertFormat | undefined, hinted: string | undefined): EventReading {
  if (!isObject(event)) return rejected(rejection('NotAnObject', `found ${describe(event)}`), raw, hinted);
  if (isDeeperThan(event, LIMITS.depth)) return rejected(rejection('TooDeep', `more than ${LIMITS.depth} levels`), raw, hinted);

  const format = fixedFormat ?? recogniseFormat(event);
  if (!format) return rejected(rejection('UnknownFormat', unknownFormat(event)), raw, hinted);

  const subscriptionId = hinted ?? realSubscription(format.subscriptionOf(event));
  const parsed = format.parse(event, raw);
  if (!parsed.ok) return rejected(parsed.rejection, raw, subscriptionId);
  if (subscriptionId === undefined) {
    return rejected(
      rejection('NoSubscription', 'neither the event nor its subscriptionId property holds the id of an Azure subscription'),
      raw,
    );
  }
  return { ok: true, subscriptionId, alert: parsed.alert };
}

function unknownFormat(event: JsonObject): string {
  const hint = FORMATS.map((format) => format.nearMiss?.(event)).find((text) => text !== undefined);
  return hint ?? `none of ${formatNames()} recognises an event with the fields ${describe(Object.keys(event).slice(0, 8).join(', '))}`;
}

function formatNames(): string {
  return FORMATS.map((format) => format.name).join(', ');
}

/** A subscription id in canonical form, unless it is the one that stands for none. */
function realSubscription(text: string | undefined): string | undefined {
  const id = text === undefined ? undefined : readSubscriptionId(text);
  return id === NO_SUBSCRIPTION ? undefined : id;
}

function rejection(code: RejectionCode, detail: string): Rejection {
  return { code, detail };
}

function rejected(reason: Rejection, raw: string, subscriptionId?: string): EventReading {
  return { ok: false, rejection: reason, raw, ...(subscriptionId === undefined ? {} : { subscriptionId }) };
}
