import type { SourceAlert } from '../model/alert';
import type { Rejection } from './rejection';

export type JsonObject = Record<string, unknown>;

export type Parsed = { ok: true; alert: SourceAlert } | { ok: false; rejection: Rejection };

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
  /** For an event which the format does not recognise but knows of: what it is instead of an alert, for the rejection. */
  nearMiss?(event: JsonObject): string | undefined;
  /** Never throws. `raw` is the event's own JSON text. */
  parse(event: JsonObject, raw: string): Parsed;
  /** The subscription that the event names itself, canonical (see model/subscription-id). */
  subscriptionOf(event: JsonObject): string | undefined;
}
