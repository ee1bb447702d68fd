import type { EventPlace } from './event-annotations';
import type { PlacePosition } from './start-position';

/** The conditions and words of Event Hubs' own errors: the SDK tells by the condition what to throw and whether to retry. */
export interface BrokerError {
  condition: string;
  description: string;
}

export function entityNotFound(entity: string): BrokerError {
  return { condition: 'amqp:not-found', description: `The messaging entity '${entity}' could not be found.` };
}

export function partitionOutOfRange(partition: string): BrokerError {
  return {
    condition: 'com.microsoft:argument-out-of-range',
    description: `The specified partition '${partition}' is invalid for an EventHub partition sender or receiver.`,
  };
}

/** @param size bytes @param limit bytes */
export function messageTooLarge(size: number, limit: number): BrokerError {
  return {
    condition: 'amqp:link:message-size-exceeded',
    description: `The received message (size: ${size} bytes) exceeds the limit (${limit} bytes) currently allowed on the link.`,
  };
}

export function positionBeyondEnd({ by, value }: PlacePosition, last: EventPlace): BrokerError {
  const what = by === 'offset' ? 'offset' : 'sequence number';
  return {
    condition: 'com.microsoft:argument-error',
    description: `The supplied ${what} '${value}' is invalid. The last ${what} in the system is '${last[by]}'.`,
  };
}

export function receiverStolen(description: string): BrokerError {
  return { condition: 'amqp:link:stolen', description };
}

export function serverBusy(): BrokerError {
  return { condition: 'com.microsoft:server-busy', description: 'The request was terminated because the entity is being throttled.' };
}
