import type { EventPlace } from './event-annotations';

/** Where a receiver wants to begin: at the end, or by one of the three numbers that place an event. */
export type StartPosition = 'latest' | PlacePosition;

export interface PlacePosition {
  by: keyof EventPlace;
  value: number;
  /** Whether the event at `value` itself is wanted. */
  inclusive: boolean;
}

const SELECTOR = /^amqp\.annotation\.x-opt-(sequence-number|offset|enqueued-time)(?:-utc)? (>=?) '?(@latest|-?\d+)'?$/;
const FIELDS = { 'sequence-number': 'sequenceNumber', offset: 'offset', 'enqueued-time': 'enqueuedTime' } as const;

/** Reads a selector such as `amqp.annotation.x-opt-offset > '42'`; undefined when it is none of those which Event Hubs knows. */
export function parseStartPosition(selector: string): StartPosition | undefined {
  const [, field, operator, value] = SELECTOR.exec(selector) ?? [];
  if (value === undefined) return undefined;
  if (value === '@latest') return 'latest';
  return { by: FIELDS[field as keyof typeof FIELDS], value: Number(value), inclusive: operator === '>=' };
}
