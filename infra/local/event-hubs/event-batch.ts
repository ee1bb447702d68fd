import { binaryOf, entriesOf, SECTION, sectionsOf, textOf } from './amqp-sections';
import { PARTITION_KEY } from './event-annotations';

/** The message format of a batch: an envelope whose data sections are encoded messages. */
export const BATCH_FORMAT = 0x80013700;

export interface EventBatch {
  /** Encoded AMQP messages. */
  events: Buffer[];
  partitionKey?: string;
}

/** @throws AmqpFormatError */
export function splitBatch(envelope: Buffer): EventBatch {
  const batch: EventBatch = { events: [] };
  for (const section of sectionsOf(envelope)) {
    if (section.code === SECTION.data) batch.events.push(binaryOf(section));
    else if (section.code === SECTION.messageAnnotations) {
      for (const { key, value } of entriesOf(section)) {
        const text = key === PARTITION_KEY ? textOf(value) : undefined;
        if (text !== undefined) batch.partitionKey = text;
      }
    }
  }
  return batch;
}

/** A message which is no batch, as a batch of one. @throws AmqpFormatError */
export function batchOfOne(message: Buffer): EventBatch {
  const { partitionKey } = splitBatch(message);
  return partitionKey === undefined ? { events: [message] } : { events: [message], partitionKey };
}
