import { DAY, dayOf } from './activity-id';
import type { Touch } from './cluster';

/** Finds the owners of touches by key and time, without walking over all that a key was ever touched by: each touch is filed under the days that it covers. */
export class IntervalIndex {
  readonly #byKeyAndDay = new Map<string, Map<string, Touch[]>>();
  readonly #touches = new Map<string, readonly Touch[]>();

  /** Replaces the touches of the owner. */
  set(owner: string, touches: readonly Touch[]): void {
    for (const touch of this.#touches.get(owner) ?? []) for (const slot of slotsOf(touch)) this.#byKeyAndDay.get(slot)?.delete(owner);
    if (touches.length > 0) this.#touches.set(owner, touches);
    else this.#touches.delete(owner);
    for (const touch of touches) {
      for (const slot of slotsOf(touch)) {
        const owners = this.#byKeyAndDay.get(slot) ?? new Map<string, Touch[]>();
        this.#byKeyAndDay.set(slot, owners);
        owners.set(owner, [...(owners.get(owner) ?? []), touch]);
      }
    }
  }

  /** Owners with a touch of one of the keys that overlaps `[from, to]`, each once. */
  find(keys: readonly string[], from: number, to: number): string[] {
    const found = new Set<string>();
    for (const key of keys) {
      for (const slot of slotsOf({ key, from, to })) {
        for (const [owner, touches] of this.#byKeyAndDay.get(slot) ?? []) {
          if (touches.some((touch) => touch.from <= to && touch.to >= from)) found.add(owner);
        }
      }
    }
    return [...found];
  }
}

function slotsOf({ key, from, to }: Touch): string[] {
  const slots: string[] = [];
  for (let day = dayOf(from); day * DAY <= to; day++) slots.push(`${day} ${key}`);
  return slots;
}
