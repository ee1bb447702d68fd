import type { Touch } from './cluster';
import { reachOf } from './link-key';

/** Groups of the names which are connected, each in the order of first mention. A union-find with path halving. */
export class Components {
  readonly #parent = new Map<string, string>();

  add(name: string): void {
    if (!this.#parent.has(name)) this.#parent.set(name, name);
  }

  join(a: string, b: string): void {
    const [rootA, rootB] = [this.find(a), this.find(b)];
    if (rootA !== rootB) this.#parent.set(rootB, rootA);
  }

  find(name: string): string {
    this.add(name);
    let current = name;
    for (;;) {
      const parent = this.#parent.get(current) ?? current;
      if (parent === current) return current;
      const grandparent = this.#parent.get(parent) ?? parent;
      this.#parent.set(current, grandparent);
      current = grandparent;
    }
  }

  groups(): string[][] {
    const groups = new Map<string, string[]>();
    for (const name of this.#parent.keys()) {
      const root = this.find(name);
      const group = groups.get(root);
      if (group) group.push(name);
      else groups.set(root, [name]);
    }
    return [...groups.values()];
  }
}

/** Joins whatever touches one key within its reach. Sorting by time makes it enough to look at neighbours. */
export function joinByTouch(components: Components, owners: Iterable<{ name: string; touches: readonly Touch[] }>): void {
  const byKey = new Map<string, { name: string; from: number; to: number }[]>();
  for (const { name, touches } of owners) {
    components.add(name);
    for (const { key, from, to } of touches) {
      const list = byKey.get(key);
      if (list) list.push({ name, from, to });
      else byKey.set(key, [{ name, from, to }]);
    }
  }
  for (const [key, touches] of byKey) {
    const reach = reachOf(key);
    touches.sort((a, b) => a.from - b.from);
    let [open] = touches;
    for (const touch of touches) {
      if (!open || touch === open) continue;
      if (touch.from - open.to <= reach) components.join(open.name, touch.name);
      else open = touch;
      if (touch.to > open.to) open = { ...open, to: touch.to };
    }
  }
}
