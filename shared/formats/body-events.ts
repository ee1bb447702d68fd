import type { AlertFormat } from './format';
import { FORMATS } from './index';
import { LIMITS } from './limits';
import type { Rejection } from './rejection';

/** A value found in a body, with its own text; or a piece of the body that holds none. */
export type BodyEvent = { raw: string; value: unknown; format?: AlertFormat | undefined } | { raw: string; rejection: Rejection };

/**
 * What a text holds: one JSON value; JSON values one per line; or the events of a format that is not JSON, of the given one or of the first that knows the
 * text. Otherwise the problem. A text that came as one JSON string, as some clients send it, holds what the string holds.
 */
export function eventsInText(text: string, fixed: AlertFormat | undefined): BodyEvent[] | Rejection {
  const quoted = /^\ufeff?\s*"/.test(text) ? parseJson(text) : undefined;
  const inside = quoted?.ok && typeof quoted.value === 'string' ? eventsIn(quoted.value, fixed) : undefined;
  // A string without events is rejected as it came.
  return Array.isArray(inside) && inside.some(isObject) ? inside : eventsIn(text, fixed);
}

function isObject(event: BodyEvent): boolean {
  return 'value' in event && typeof event.value === 'object' && event.value !== null;
}

function eventsIn(text: string, fixed: AlertFormat | undefined): BodyEvent[] | Rejection {
  if (!looksLikeJson(text)) {
    for (const format of fixed ? [fixed] : FORMATS) {
      const events = format.eventsIn?.(text);
      if (events) return events.map(({ event, raw }) => ({ raw, value: event, format }));
    }
  }
  const parsed = parseJson(text);
  if (parsed.ok) return [{ raw: text, value: parsed.value }];
  return jsonLines(text) ?? { code: 'NotJson', detail: parsed.problem };
}

function looksLikeJson(text: string): boolean {
  return /^\ufeff?\s*[[{]/.test(text);
}

/** The lines of a text of which the first is a JSON object by itself. Each later one that is none is rejected alone. */
function jsonLines(text: string): BodyEvent[] | undefined {
  const lines = text.split('\n', LIMITS.events + 2).filter((line) => line.trim() !== '');
  const [first = ''] = lines;
  if (lines.length < 2 || !looksLikeJson(first) || !parseJson(first).ok) return undefined;
  return lines.map((line) => {
    const raw = line.trim();
    const parsed = parseJson(raw);
    return parsed.ok ? { raw, value: parsed.value } : { raw, rejection: { code: 'NotJson', detail: parsed.problem } };
  });
}

function parseJson(text: string): { ok: true; value: unknown } | { ok: false; problem: string } {
  try {
    return { ok: true, value: JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text) };
  } catch (error) {
    return { ok: false, problem: error instanceof Error ? error.message : String(error) };
  }
}
