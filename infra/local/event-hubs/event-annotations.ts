import { long, mapSection, string, symbol, timestamp } from './amqp-encoding';
import { entriesOf, SECTION, sectionsOf, sizeAt } from './amqp-sections';

export const PARTITION_KEY = 'x-opt-partition-key';

/** Where an event stands in its partition. */
export interface EventPlace {
  /** Counts the partition's events from 0. */
  sequenceNumber: number;
  /** Where the event begins in the partition, in bytes. Never equal to the sequence number for long, so that code which mixes them up fails here too. */
  offset: number;
  /** Epoch milliseconds, never falling from one event to the next. */
  enqueuedTime: number;
}

const SEQUENCE_NUMBER = 'x-opt-sequence-number';
const OFFSET = 'x-opt-offset';
const ENQUEUED_TIME = 'x-opt-enqueued-time';
const BROKER_OWNED = new Set([SEQUENCE_NUMBER, OFFSET, ENQUEUED_TIME]);

const KEYS = {
  sequenceNumber: symbol(SEQUENCE_NUMBER),
  offset: symbol(OFFSET),
  enqueuedTime: symbol(ENQUEUED_TIME),
  partitionKey: symbol(PARTITION_KEY),
  lastSequenceNumber: symbol('last_enqueued_sequence_number'),
  lastOffset: symbol('last_enqueued_offset'),
  lastEnqueuedTime: symbol('last_enqueued_time_utc'),
  retrievalTime: symbol('runtime_info_retrieval_time_utc'),
};

/**
 * The event as receivers get it: with the broker's annotations, its own other annotations kept, all else byte for byte as it came.
 * Delivery annotations go: they were meant for the broker.
 * @throws AmqpFormatError
 */
export function annotate(event: Buffer, place: EventPlace, partitionKey?: string): Buffer {
  const header: Buffer[] = [];
  const annotations: Buffer[] = [];
  const rest: Buffer[] = [];
  for (const section of sectionsOf(event)) {
    if (section.code === SECTION.header) header.push(section.bytes);
    else if (section.code === SECTION.messageAnnotations) {
      for (const { key, bytes } of entriesOf(section)) {
        const replaced = BROKER_OWNED.has(key) || (key === PARTITION_KEY && partitionKey !== undefined);
        if (!replaced) annotations.push(bytes);
      }
    } else if (section.code !== SECTION.deliveryAnnotations) rest.push(section.bytes);
  }
  annotations.push(
    entry(KEYS.sequenceNumber, long(place.sequenceNumber)),
    entry(KEYS.offset, string(String(place.offset))),
    entry(KEYS.enqueuedTime, timestamp(place.enqueuedTime)),
  );
  if (partitionKey !== undefined) annotations.push(entry(KEYS.partitionKey, string(partitionKey)));
  return Buffer.concat([...header, mapSection(SECTION.messageAnnotations, annotations), ...rest]);
}

/** An annotated event with the delivery annotations of a receiver that asked for runtime metrics: where the partition ends now. */
export function withRuntimeMetrics(event: Buffer, last: EventPlace): Buffer {
  const metrics = mapSection(SECTION.deliveryAnnotations, [
    entry(KEYS.lastSequenceNumber, long(last.sequenceNumber)),
    entry(KEYS.lastOffset, string(String(last.offset))),
    entry(KEYS.lastEnqueuedTime, timestamp(last.enqueuedTime)),
    entry(KEYS.retrievalTime, timestamp(Date.now())),
  ]);
  // Delivery annotations come after the header, if there is one.
  const hasHeader = event[1] === 0x53 ? event[2] === SECTION.header : event[9] === SECTION.header;
  const at = hasHeader ? sizeAt(event, 0) : 0;
  return Buffer.concat([event.subarray(0, at), metrics, event.subarray(at)]);
}

function entry(key: Buffer, value: Buffer): Buffer {
  return Buffer.concat([key, value]);
}
