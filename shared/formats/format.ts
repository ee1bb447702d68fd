import type { SourceAlert } from '../model/alert';
import type { Rejection } from './rejection';

export type JsonObject = Record<string, unknown>;

export type Parsed = { ok: true; alert: SourceAlert } | { ok: false; rejection: Rejection };

/** One event of a body that is not JSON. */
export interface TextEvent {
  event: JsonObject;
  /** What is kept of it: read by itself it gives the same alert again. */
  raw: string;
}

/**
 * One wire format. Tolerant of what real products send (missing optional fields, extra fields, other letter case where the product itself varies),
 * strict about what it cannot understand: without an identity, a time or a name an event is rejected, never guessed at. Pure: the same event always gives the same alert.
 */
export interface AlertFormat {
  /** The name under which settings, event properties and commands select it. */
  name: string;
  /** Other names that people use for it. */
  aliases: readonly string[];
  /** Whether an event looks like this format. Cheap, looks at a few fields only, and says no to the other formats' events. */
  recognises(event: JsonObject): boolean;
  /** For a format whose bodies are text other than JSON: the events in such a body; undefined when it is none of this format's. Never throws. */
  eventsIn?(text: string): readonly TextEvent[] | undefined;
  /** For an object which no format recognises as an event: the events in it, when it is an envelope in which this format's events travel. */
  unwrap?(envelope: JsonObject): readonly unknown[] | undefined;
  /** For an event which the format does not recognise but knows of: what it is instead of an alert, for the rejection. */
  nearMiss?(event: JsonObject): string | undefined;
  /**
   * Never throws. `raw` is the event's own text. `receivedTime` (epoch milliseconds) is when the stream took the event in, where that is known: it serves
   * only to find the year of a time that is written without one.
   */
  parse(event: JsonObject, raw: string, receivedTime?: number): Parsed;
  /** The subscription that the event names itself, canonical (see model/subscription-id). */
  subscriptionOf(event: JsonObject): string | undefined;
}
