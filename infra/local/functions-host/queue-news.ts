import { EventEmitter } from 'node:events';

/**
 * Tells the listeners of this process that a queue has new messages, so that they need not wait for their next poll.
 * The real host does the same for the queues its own functions write to.
 */
export class QueueNews {
  readonly #emitter = new EventEmitter().setMaxListeners(0);

  tell(queueUrl: string): void {
    this.#emitter.emit(queueUrl);
  }

  /** Calls `listener` with every news of the queue, until the returned function is called. */
  onNews(queueUrl: string, listener: () => void): () => void {
    this.#emitter.on(queueUrl, listener);
    return () => this.#emitter.off(queueUrl, listener);
  }
}
