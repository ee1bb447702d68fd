import type { Touch } from './cluster';

/**
 * When a cluster touches what it did not touch before: where it grew and, between touches that became one, what lies between. Evidence of that time may be its
 * own now. Both lists are merged, the new one out of the old and more.
 */
export function newlyTouched(before: readonly Touch[], now: readonly Touch[]): Touch[] {
  const byKey = new Map<string, Touch[]>();
  for (const touch of before) {
    const known = byKey.get(touch.key);
    if (known) known.push(touch);
    else byKey.set(touch.key, [touch]);
  }
  return now.flatMap((touch) => {
    const old = (byKey.get(touch.key) ?? []).filter(({ from, to }) => from >= touch.from && to <= touch.to);
    const [first, last] = [old[0], old.at(-1)];
    if (first === undefined || last === undefined) return [touch];
    const grew = { before: touch.from < first.from, after: touch.to > last.to };
    if (old.length === 1 && !grew.before && !grew.after) return [];
    return [{ key: touch.key, from: grew.before ? touch.from : first.to, to: grew.after ? touch.to : last.from }];
  });
}
