import { message as amqp, type EventContext, type Message, type Receiver, type Sender } from 'rhea';
import type { Faults } from '../faults';
import { type Hubs, isRequestAddress, resolveAddress, TOKEN_ADDRESS } from './address';
import { type BrokerError, messageTooLarge, positionBeyondEnd, serverBusy } from './amqp-errors';
import { AmqpFormatError } from './amqp-sections';
import { BATCH_FORMAT, batchOfOne, splitBatch } from './event-batch';
import { manage, putToken } from './management';
import { epochOf, Reader } from './reader';
import { ReaderGroup } from './reader-group';
import { socketOf } from './rhea-internals';
import { parseStartPosition } from './start-position';

const SELECTOR_FILTER = 'apache.org:selector-filter:string';
const FROM_THE_BEGINNING = "amqp.annotation.x-opt-offset > '-1'";

/** What the emulator does with links and messages: the protocol of Event Hubs, apart from connections. */
export class Broker {
  readonly #hubs: Hubs;
  readonly #maxMessageSize: number;
  readonly #faults: Faults;
  #sends = 0;
  /** By hub, consumer group and partition. */
  readonly #readerGroups = new Map<string, ReaderGroup>();

  /** @param maxMessageSize bytes; `faults`: what goes wrong with the sends, counted from 1 */
  constructor(hubs: Hubs, maxMessageSize: number, faults: Faults) {
    this.#hubs = hubs;
    this.#faults = faults;
    this.#maxMessageSize = maxMessageSize;
  }

  /** A client wants to send: events to a hub, a partition or a publisher, or requests. */
  openReceiver(link: Receiver): void {
    const address = link.target?.address ?? '';
    link.set_source(link.source ?? {});
    link.set_target({ address });
    if (isRequestAddress(address)) return;
    const resolved = resolveAddress(this.#hubs, address);
    if (!resolved.ok) link.close(resolved.error);
  }

  /** A client wants to receive: the events of a partition, or answers. */
  openSender(link: Sender): void {
    const address = link.source?.address ?? '';
    const filter = link.source?.filter;
    link.set_source({ address, ...(filter && { filter }) });
    link.set_target(link.target ?? {});
    if (isRequestAddress(address)) return;
    const refusal = this.#openReader(link, address, String(filter?.[SELECTOR_FILTER] ?? FROM_THE_BEGINNING));
    if (refusal) link.close(refusal);
  }

  /** A client has sent a request or events. */
  receive({ receiver, message, delivery }: EventContext): void {
    if (!receiver || !message || !delivery) return;
    const address = receiver.target.address;
    if (isRequestAddress(address)) {
      delivery.accept();
      this.#answer(receiver, address, message);
      return;
    }
    this.#sends += 1;
    const kind = this.#faults(this.#sends)?.kind;
    const isTaken = kind !== 'refuse' && kind !== 'reset-before';
    const refusal = isTaken ? this.#append(address, message, delivery.format) : serverBusy();
    // With an error, because rhea takes no notice of a socket that ends otherwise from this side.
    if (kind === 'reset-before' || kind === 'reset-after') socketOf(receiver.connection).destroy(new Error('connection dropped'));
    else if (refusal) delivery.reject(refusal);
    else if (kind !== 'stall-after') delivery.accept();
  }

  #answer(receiver: Receiver, address: string, request: Message): void {
    const { reply_to, message_id } = request;
    const answer = address === TOKEN_ADDRESS ? putToken(this.#hubs, request) : manage(this.#hubs, request);
    // Clients name the link of the answers either by its name or by its target address.
    const sender = receiver.session.find_sender((link: Sender) => link.name === reply_to || link.target?.address === reply_to);
    sender?.send({
      ...answer,
      ...(reply_to !== undefined && { to: reply_to }),
      ...(message_id !== undefined && { correlation_id: message_id }),
    });
  }

  #openReader(link: Sender, address: string, selector: string): BrokerError | undefined {
    const resolved = resolveAddress(this.#hubs, address);
    if (!resolved.ok) return resolved.error;
    const { hub, consumerGroup, partition } = resolved.target;
    if (consumerGroup === undefined || !partition) {
      return { condition: 'amqp:not-allowed', description: `'${address}' is no partition of a consumer group.` };
    }
    const start = parseStartPosition(selector);
    if (!start) return { condition: 'amqp:invalid-field', description: `The filter "${selector}" cannot be read.` };
    const { log } = partition;
    // Otherwise checkpoints of another life would make a fresh emulator skip new events without a word.
    if (start !== 'latest' && log.isBeyondEnd(start)) return positionBeyondEnd(start, log.last);
    const group = this.#readerGroup([hub.name, consumerGroup, partition.id].join(' '));
    const refusal = group.admit(epochOf(link));
    if (!refusal) group.add(new Reader(link, log, log.seek(start), (reader) => group.delete(reader)));
    return refusal;
  }

  /** @returns why the events are refused; undefined when they are stored */
  #append(address: string, message: Message | Buffer, format: number): BrokerError | undefined {
    const resolved = resolveAddress(this.#hubs, address);
    if (!resolved.ok) return resolved.error;
    // rhea hands out a batch as it came, and an ordinary message decoded: the number types of its properties may change.
    const bytes = Buffer.isBuffer(message) ? message : amqp.encode(message);
    if (bytes.length > this.#maxMessageSize) return messageTooLarge(bytes.length, this.#maxMessageSize);
    const { hub, partition, publisher } = resolved.target;
    try {
      const { events, partitionKey } = format === BATCH_FORMAT ? splitBatch(bytes) : batchOfOne(bytes);
      const key = publisher ?? partitionKey;
      const log = partition?.log ?? hub.choosePartition(key);
      log.append(events, key);
      return undefined;
    } catch (error) {
      return { condition: error instanceof AmqpFormatError ? 'amqp:decode-error' : 'amqp:internal-error', description: String(error) };
    }
  }

  #readerGroup(key: string): ReaderGroup {
    const group = this.#readerGroups.get(key) ?? new ReaderGroup();
    this.#readerGroups.set(key, group);
    return group;
  }
}
