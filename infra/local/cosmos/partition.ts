import type { StoredDocument } from './documents';
import { type IndexedOrder, OrderedIndex, type Stretch } from './ordered-index';

/** The documents of one partition key, by id, and in the orders that queries have asked for. */
export class Partition {
  readonly #documents = new Map<string, StoredDocument>();
  readonly #indexes = new Map<string, OrderedIndex>();

  get size(): number {
    return this.#documents.size;
  }

  get(id: string): StoredDocument | undefined {
    return this.#documents.get(id);
  }

  /** The oldest first. */
  all(): Iterable<StoredDocument> {
    return this.#documents.values();
  }

  /** An order costs its sorting once, when it is first asked for; writes keep it from then on. */
  inOrder(order: IndexedOrder, stretch: Stretch): Iterable<StoredDocument> {
    const name = JSON.stringify([order.path, order.tie]);
    const index = this.#indexes.get(name) ?? new OrderedIndex(order, this.all());
    this.#indexes.set(name, index);
    return index.stretch(stretch);
  }

  set(document: StoredDocument): void {
    const before = this.#documents.get(document.id);
    for (const index of this.#indexes.values()) {
      if (before) {
        index.remove(before);
      }
      index.add(document);
    }
    this.#documents.set(document.id, document);
  }

  delete(id: string): void {
    const before = this.#documents.get(id);
    if (before) {
      this.#documents.delete(id);
      for (const index of this.#indexes.values()) {
        index.remove(before);
      }
    }
  }
}
