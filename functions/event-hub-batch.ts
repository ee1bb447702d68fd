import type { InvocationContext } from '@azure/functions';
import type { ReceivedEvent } from '../shared/pipeline/received-event';

/** What an Event Hub trigger of cardinality `many` tells beside the bodies, as far as it is used here. */
interface BatchMetadata {
  partitionContext?: { partitionId?: string };
  propertiesArray?: Record<string, unknown>[];
  /** Not `sequenceNumberArray`: its members may be objects of a 64-bit library. */
  systemPropertiesArray?: { sequenceNumber?: number; enqueuedTimeUtc?: string }[];
}

/** The events of one invocation, each with its body and what the trigger says of it. */
export function eventsOf(bodies: readonly Uint8Array[], context: InvocationContext): ReceivedEvent[] {
  const { partitionContext, propertiesArray = [], systemPropertiesArray = [] } = (context.triggerMetadata ?? {}) as BatchMetadata;
  return bodies.map((body, index) => ({
    body,
    properties: propertiesArray[index] ?? {},
    partitionId: partitionContext?.partitionId ?? '',
    sequenceNumber: systemPropertiesArray[index]?.sequenceNumber ?? -1,
    enqueuedTime: systemPropertiesArray[index]?.enqueuedTimeUtc ?? '',
  }));
}
