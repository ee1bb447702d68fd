import type { PartitionContext, ReceivedEventData } from '@azure/event-hubs';
import { type Binding, type InvocationRequest, json, type TypedData } from './worker-protocol';

/**
 * A batch for a function of cardinality `many`. Throws, as the real host does, when the binding has no `dataType` and one of the bodies is not JSON: the
 * host itself parses them then, and the whole batch fails. `keepEmpty` is what the library says of itself; without it, empty texts vanish from every list.
 */
export function batchInvocation(
  binding: Binding,
  events: readonly ReceivedEventData[],
  partition: PartitionContext,
  keepEmpty: boolean,
): InvocationRequest {
  const texts = (list: string[]): TypedData => ({ collectionString: { string: keepEmpty ? list : list.filter((text) => text !== '') } });
  return {
    inputData: [{ name: binding.name, data: batchData(binding, events, texts) }],
    triggerMetadata: {
      PartitionContext: json(contextOf(partition)),
      PartitionKeyArray: texts(events.map((event) => event.partitionKey ?? '')),
      OffsetArray: texts(events.map((event) => event.offset)),
      SequenceNumberArray: { collectionSint64: { sint64: events.map((event) => event.sequenceNumber) } },
      EnqueuedTimeUtcArray: json(events.map(enqueuedTime)),
      PropertiesArray: json(events.map((event) => event.properties ?? {})),
      SystemPropertiesArray: json(events.map(systemProperties)),
    },
  };
}

/** One event for a function of cardinality `one`. Throws like {@link batchInvocation}. */
export function eventInvocation(binding: Binding, event: ReceivedEventData, partition: PartitionContext): InvocationRequest {
  return {
    inputData: [{ name: binding.name, data: eventData(binding, event) }],
    triggerMetadata: {
      PartitionContext: json(contextOf(partition)),
      PartitionKey: { string: event.partitionKey ?? '' },
      Offset: { string: event.offset },
      SequenceNumber: json(event.sequenceNumber),
      EnqueuedTimeUtc: json(enqueuedTime(event)),
      Properties: json(event.properties ?? {}),
      SystemProperties: json(systemProperties(event)),
    },
  };
}

function batchData(binding: Binding, events: readonly ReceivedEventData[], texts: (list: string[]) => TypedData): TypedData {
  switch (dataType(binding)) {
    case 'string':
      return texts(events.map((event) => bytesOf(event).toString()));
    case 'binary':
      return { collectionBytes: { bytes: events.map(bytesOf) } };
    default:
      return json(events.map((event) => JSON.parse(bytesOf(event).toString())));
  }
}

function eventData(binding: Binding, event: ReceivedEventData): TypedData {
  switch (dataType(binding)) {
    case 'string':
      return { string: bytesOf(event).toString() };
    case 'binary':
      return { bytes: bytesOf(event) };
    default:
      return json(JSON.parse(bytesOf(event).toString()));
  }
}

function dataType(binding: Binding): string {
  return String(binding.dataType ?? '').toLowerCase();
}

/** The body of an AMQP data section is bytes; producers of other kinds may send a value. */
function bytesOf({ body }: ReceivedEventData): Buffer {
  if (Buffer.isBuffer(body)) return body;
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body ?? null));
}

function contextOf({ fullyQualifiedNamespace, eventHubName, consumerGroup, partitionId }: PartitionContext): object {
  return {
    FullyQualifiedNamespace: fullyQualifiedNamespace,
    EventHubName: eventHubName,
    ConsumerGroup: consumerGroup,
    PartitionId: partitionId,
    IsCheckpointingAfterInvocation: true,
  };
}

function systemProperties(event: ReceivedEventData): object {
  return {
    ...event.systemProperties,
    SequenceNumber: event.sequenceNumber,
    Offset: event.offset,
    PartitionKey: event.partitionKey ?? null,
    EnqueuedTimeUtc: enqueuedTime(event),
  };
}

/** .NET writes this time without a zone. */
function enqueuedTime({ enqueuedTimeUtc }: ReceivedEventData): string {
  return enqueuedTimeUtc.toISOString().replace(/(?:\.000)?Z$/, '');
}
