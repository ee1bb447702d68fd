import type { Sender } from 'rhea';
import type { BrokerError } from './amqp-errors';
import { withRuntimeMetrics } from './event-annotations';
import type { PartitionLog } from './partition-log';
import { sendRoom, socketOf } from './rhea-internals';

/** How much is handed to rhea in one turn of the event loop, so that other readers and senders have theirs. */
const TURN = { events: 256, bytes: 1024 * 1024 };

/** Bytes that may wait in a socket: rhea itself writes without regard to them. */
const SOCKET_BACKLOG = 4 * 1024 * 1024;

const RUNTIME_METRICS = 'com.microsoft:enable-receiver-runtime-metric';

/** One receiver link: a cursor into a partition which moves as far as the client's credit goes. */
export class Reader {
  /** Who may read: a higher epoch takes the partition from a lower one. Readers without one share it. */
  readonly epoch: number | undefined;
  readonly #sender: Sender;
  readonly #log: PartitionLog;
  readonly #withMetrics: boolean;
  readonly #stopListening: () => void;
  readonly #onStop: (reader: Reader) => void;
  #next: number;
  #scheduled = false;
  #stopped = false;

  /**
   * @param next the sequence number to begin at
   * @param onStop called once, when the link, its session or its connection has ended
   */
  constructor(sender: Sender, log: PartitionLog, next: number, onStop: (reader: Reader) => void) {
    this.epoch = epochOf(sender);
    this.#sender = sender;
    this.#log = log;
    this.#next = next;
    this.#onStop = onStop;
    this.#withMetrics = [sender.desired_capabilities].flat().some((capability) => String(capability) === RUNTIME_METRICS);
    const schedule = () => this.#schedule();
    const stop = () => this.stop();
    const socket = socketOf(sender.connection);
    const stopListeningToLog = log.onAppend(schedule);
    sender.on('sender_flow', schedule);
    sender.on('sender_draining', () => sender.set_drained(true));
    sender.on('sender_close', stop);
    sender.session.once('session_close', stop);
    // rhea closes no links when a connection breaks.
    socket.once('close', stop);
    this.#stopListening = () => {
      stopListeningToLog();
      socket.off('close', stop);
    };
  }

  /** Tells the client why, and stops. */
  close(error: BrokerError): void {
    this.stop();
    this.#sender.close(error);
  }

  stop(): void {
    if (this.#stopped) return;
    this.#stopped = true;
    this.#stopListening();
    this.#onStop(this);
  }

  #schedule(): void {
    if (this.#scheduled || this.#stopped) return;
    this.#scheduled = true;
    const turn = () => {
      this.#scheduled = false;
      this.#sendSome();
    };
    const socket = socketOf(this.#sender.connection);
    if (socket.writableLength > SOCKET_BACKLOG) socket.once('drain', turn);
    else setImmediate(turn);
  }

  #sendSome(): void {
    if (this.#stopped || !this.#sender.is_open()) return;
    const room = Math.min(sendRoom(this.#sender), TURN.events);
    const events = room > 0 ? this.#log.read(this.#next, room) : [];
    if (events.length === 0) return;
    const socket = socketOf(this.#sender.connection);
    socket.cork();
    let bytes = 0;
    for (const { sequenceNumber, message } of events) {
      const payload = this.#withMetrics ? withRuntimeMetrics(message, this.#log.last) : message;
      this.#sender.send(payload, undefined, 0);
      this.#next = sequenceNumber + 1;
      bytes += payload.length;
      if (bytes > TURN.bytes) break;
    }
    setImmediate(() => socket.uncork());
    this.#schedule();
  }
}

export function epochOf(sender: Sender): number | undefined {
  const epoch: unknown = sender.properties?.['com.microsoft:epoch'];
  return epoch === undefined || epoch === null ? undefined : Number(epoch);
}
