import { createHash } from 'node:crypto';

/** What a receiver has got, by record id. Keeps no bodies, so that it can be much. */
export class Arrivals {
  /** Ids in the order in which each came first. */
  readonly first: string[] = [];
  repeats = 0;
  /** Ids that came with different bodies. */
  readonly conflicts = new Set<string>();
  readonly #hashes = new Map<string, string>();

  add(id: string, body: string): void {
    const hash = createHash('sha256').update(body).digest('base64');
    const known = this.#hashes.get(id);
    if (known === undefined) {
      this.#hashes.set(id, hash);
      this.first.push(id);
    } else {
      this.repeats += 1;
      if (known !== hash) this.conflicts.add(id);
    }
  }

  has(id: string): boolean {
    return this.#hashes.has(id);
  }
}
