import type { EventPlace } from './event-annotations';

/** An event as a partition keeps it. */
export interface StoredEvent extends EventPlace {
  /** The annotated AMQP message: what goes over the wire. */
  message: Buffer;
}

// A record is the length of what follows it (32 bits), sequence number, offset and time (64 bits each), and the message.
const LENGTH = 4;
const HEAD = LENGTH + 3 * 8;

export function encodeRecords(events: readonly StoredEvent[]): Buffer {
  const parts = events.flatMap(({ sequenceNumber, offset, enqueuedTime, message }) => {
    const head = Buffer.allocUnsafe(HEAD);
    head.writeUInt32BE(HEAD - LENGTH + message.length, 0);
    head.writeBigInt64BE(BigInt(sequenceNumber), 4);
    head.writeBigInt64BE(BigInt(offset), 12);
    head.writeBigInt64BE(BigInt(enqueuedTime), 20);
    return [head, message];
  });
  return Buffer.concat(parts);
}

/** The whole records at the start of `bytes`, and how many bytes they take: less than all of them when the last write was cut off. */
export function decodeRecords(bytes: Buffer): { events: StoredEvent[]; length: number } {
  const events: StoredEvent[] = [];
  let at = 0;
  while (at + HEAD <= bytes.length) {
    const end = at + LENGTH + bytes.readUInt32BE(at);
    if (end < at + HEAD || end > bytes.length) break;
    events.push({
      sequenceNumber: Number(bytes.readBigInt64BE(at + 4)),
      offset: Number(bytes.readBigInt64BE(at + 12)),
      enqueuedTime: Number(bytes.readBigInt64BE(at + 20)),
      message: bytes.subarray(at + HEAD, end),
    });
    at = end;
  }
  return { events, length: at };
}
