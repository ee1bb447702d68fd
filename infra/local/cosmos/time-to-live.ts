/** Stored on any container or item by the service's names. Seconds; -1 on an item means never. */
export interface TimeToLive {
  ttl?: unknown;
  _ts: number;
}

/**
 * Whether a document has outlived its time. The stock server stores the settings and never looks at them again.
 * `defaultTtl` is the container's: undefined switches expiry off altogether, -1 leaves it to each item.
 */
export function expired(document: TimeToLive, defaultTtl: number | undefined, nowSeconds: number): boolean {
  if (defaultTtl === undefined) {
    return false;
  }
  const ttl = typeof document.ttl === 'number' ? document.ttl : defaultTtl;
  return ttl > 0 && document._ts + ttl <= nowSeconds;
}
