import type { StoredDocument } from './documents';
import { compareValues, valueAt } from './sort';

/** The order of one property, and for documents that are equal in it of `id` or `_rid`, of which each has its own. */
export interface IndexedOrder {
  path: readonly string[];
  tie: 'id' | '_rid';
}

/** A stretch of an order. Both ends belong to it; absent: open. */
export interface Stretch {
  descending: boolean;
  least?: string | number | undefined;
  most?: string | number | undefined;
}

/** The documents of one partition in an order, so that a page of it is found without looking at all of them and sorting them. */
export class OrderedIndex {
  readonly #documents: StoredDocument[];

  constructor(
    private readonly order: IndexedOrder,
    documents: Iterable<StoredDocument>,
  ) {
    this.#documents = [...documents].sort((a, b) => this.#compare(a, valueAt(b, order.path), b[order.tie]));
  }

  add(document: StoredDocument): void {
    this.#documents.splice(this.#placeOf(document), 0, document);
  }

  remove(document: StoredDocument): void {
    const place = this.#placeOf(document);
    if (this.#documents[place] === document) {
      this.#documents.splice(place, 1);
    }
  }

  *stretch({ descending, least, most }: Stretch): Iterable<StoredDocument> {
    const { path } = this.order;
    const first = least === undefined ? 0 : this.#count((document) => compareValues(valueAt(document, path), least) < 0);
    const end = most === undefined ? this.#documents.length : this.#count((document) => compareValues(valueAt(document, path), most) <= 0);
    for (let n = 0; n < end - first; n += 1) {
      yield this.#documents[descending ? end - 1 - n : first + n] as StoredDocument;
    }
  }

  #placeOf(document: StoredDocument): number {
    const [value, tie] = [valueAt(document, this.order.path), document[this.order.tie]];
    return this.#count((other) => this.#compare(other, value, tie) < 0);
  }

  #compare(document: StoredDocument, value: unknown, tie: unknown): number {
    return compareValues(valueAt(document, this.order.path), value) || compareValues(document[this.order.tie], tie);
  }

  /** How many documents, all at the beginning, fulfil the condition. */
  #count(isBefore: (document: StoredDocument) => boolean): number {
    let [low, high] = [0, this.#documents.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (isBefore(this.#documents[middle] as StoredDocument)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
