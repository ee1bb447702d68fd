import type { Socket } from 'node:net';
import type { Connection, Sender } from 'rhea';

/** What rhea has at run time and leaves out of its typings. */
interface Internals {
  credit: number;
  session: { outgoing: { next_delivery_id: number; next_pending_delivery: number; available(): number } };
}

export function socketOf(connection: Connection): Socket {
  return (connection as unknown as { socket: Socket }).socket;
}

/** How many deliveries a sender can take now. rhea takes credit off when it writes, which is later than `send`: what it has queued counts too. */
export function sendRoom(sender: Sender): number {
  const { credit, session } = sender as unknown as Internals;
  const { outgoing } = session;
  const queued = outgoing.next_delivery_id - outgoing.next_pending_delivery;
  return Math.min(credit - queued, outgoing.available());
}
