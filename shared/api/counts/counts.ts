import { isoTime } from '../projections/time';
import type { TimeBuckets } from './time-buckets';

/** When it happened, and the groups in which it counts: one, or several, as an alert of two tactics. */
export interface Counted {
  time: number;
  groups: readonly string[];
}

/** Groups beyond these count as one: their names may come from outside. */
const MOST_GROUPS = 200;
export const OTHERS = '(others)';
export const NONE = '(none)';

/** Counts by bucket and group, made from items in any order without keeping them. */
export class Counts {
  readonly #total = new Cell();
  readonly #cells: Cell[];

  constructor(private readonly buckets: TimeBuckets) {
    this.#cells = Array.from({ length: buckets.count }, () => new Cell());
  }

  add({ time, groups }: Counted): void {
    const cell = this.#cells[Math.floor((time - this.buckets.from) / this.buckets.width)];
    if (cell === undefined) throw new RangeError(`${time} is in none of the buckets`);
    const names = new Set(groups.length === 0 ? [NONE] : groups.map((name) => this.#nameOf(name)));
    this.#total.add(names);
    cell.add(names);
  }

  /** Every bucket, the earliest first, also those without any. */
  shown(): object {
    const { from, to, width } = this.buckets;
    return {
      startTimeUtc: isoTime(from),
      endTimeUtc: isoTime(to),
      ...this.#total.shown(),
      value: this.#cells.map((cell, index) => ({ startTimeUtc: isoTime(from + index * width), ...cell.shown() })),
    };
  }

  #nameOf(name: string): string {
    return this.#total.groups.has(name) || this.#total.groups.size < MOST_GROUPS ? name : OTHERS;
  }
}

class Cell {
  readonly groups = new Map<string, number>();
  #count = 0;

  add(names: Iterable<string>): void {
    this.#count += 1;
    for (const name of names) this.groups.set(name, (this.groups.get(name) ?? 0) + 1);
  }

  shown() {
    return { count: this.#count, counts: Object.fromEntries([...this.groups].sort(([a], [b]) => (a < b ? -1 : 1))) };
  }
}
