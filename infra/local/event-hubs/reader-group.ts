import { type BrokerError, receiverStolen } from './amqp-errors';
import type { Reader } from './reader';

const MAX_READERS = 5;

/** The readers of one partition in one consumer group. */
export class ReaderGroup {
  readonly #readers = new Set<Reader>();

  add(reader: Reader): void {
    this.#readers.add(reader);
  }

  delete(reader: Reader): void {
    this.#readers.delete(reader);
  }

  /** Makes room for a reader with this epoch (owner level), or says why there is none. A reader with an epoch takes the partition from all others. */
  admit(epoch: number | undefined): BrokerError | undefined {
    const highest = Math.max(-1, ...[...this.#readers].map((reader) => reader.epoch ?? -1));
    if (epoch === undefined) {
      if (highest >= 0) return receiverStolen(`A receiver with epoch '${highest}' exists: a receiver without an epoch is not allowed.`);
      if (this.#readers.size >= MAX_READERS) {
        const description = `Exceeded the maximum number of allowed receivers per partition in a consumer group which is ${MAX_READERS}.`;
        return { condition: 'amqp:resource-limit-exceeded', description };
      }
      return undefined;
    }
    if (epoch < highest) return receiverStolen(`A receiver with the higher epoch '${highest}' exists: epoch '${epoch}' cannot be created.`);
    for (const reader of [...this.#readers]) {
      reader.close(
        receiverStolen(`New receiver with higher epoch of '${epoch}' is created hence current receiver is getting disconnected.`),
      );
    }
    return undefined;
  }
}
