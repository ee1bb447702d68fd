import { EventEmitter, once } from 'node:events';
import { settle } from './sleep';

/** The work which a listener has under way, so that it can wait for it. */
export class InFlight {
  readonly #work = new Set<Promise<unknown>>();
  readonly #ends = new EventEmitter();

  get count(): number {
    return this.#work.size;
  }

  /** Counts `work` until it settles, and hands it back. */
  async track<T>(work: Promise<T>): Promise<T> {
    this.#work.add(work);
    try {
      return await work;
    } finally {
      this.#work.delete(work);
      this.#ends.emit('end');
    }
  }

  /** Waits until no more than `count` pieces of work are under way, or `signal` is aborted. */
  async atMost(count: number, signal: AbortSignal): Promise<void> {
    while (this.count > count && !signal.aborted) await once(this.#ends, 'end', { signal }).catch(() => undefined);
  }

  /** Waits until the work of now has ended, at most so many milliseconds. */
  async ended(milliseconds: number): Promise<void> {
    await settle(Promise.allSettled(this.#work), milliseconds);
  }
}
