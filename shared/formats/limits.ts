/** Bounds on what the model takes over from an event; whatever goes beyond them stays in `raw`. */
export const LIMITS = {
  /** Characters of one text. */
  text: 8192,
  /** Members of one list or map. */
  members: 200,
  /** Entities of one alert. */
  entities: 500,
  /** Levels of arrays and objects in one event: Cosmos DB holds 128. */
  depth: 64,
  /** Events in one body. A body that claims more is no batch of alerts, for an alert takes more than 100 bytes. */
  events: 10_000,
} as const;

/** The text, or as much of it as the model takes, marked as cut. */
export function cut(text: string): string {
  if (text.length <= LIMITS.text) return text;
  return `${wellFormedPrefix(text, LIMITS.text)}… [${text.length} characters]`;
}

/** The first `length` characters, one less where the last would be half of a surrogate pair. */
export function wellFormedPrefix(text: string, length: number): string {
  const last = text.charCodeAt(length - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? length - 1 : length);
}

/** Whether arrays and objects are nested in more levels than `limit`. Looks no deeper than that, so that it ends on anything. */
export function isDeeperThan(value: unknown, limit: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (limit === 0) return true;
  if (Array.isArray(value)) {
    for (const element of value) if (isDeeperThan(element, limit - 1)) return true;
    return false;
  }
  for (const name in value) {
    if (isDeeperThan((value as Record<string, unknown>)[name], limit - 1)) return true;
  }
  return false;
}
