/** Every reason for which an event becomes a dead letter instead of an alert, by its stable code. */
export const REJECTIONS = {
  EmptyBody: 'The event has no body.',
  TooLarge: 'The event is larger than the configured limit.',
  NotUtf8: 'The body is not UTF-8 text.',
  NotGzip: 'The body begins as gzip does and cannot be unpacked.',
  NotJson: 'The body is neither JSON nor text of a known format.',
  NotAnObject: 'An alert must be a JSON object.',
  TooDeep: 'The event is nested more deeply than the store can hold.',
  UnknownFormat: 'No known format describes this event.',
  InvalidField: 'A field which the format requires is missing or has a wrong type or value.',
  NotStorable: 'The store does not take the alert, for its size or its content.',
  NoSubscription: 'The event says nowhere which subscription it belongs to.',
} as const;
export type RejectionCode = keyof typeof REJECTIONS;

/** Why an event, or one element of it, is no alert. */
export interface Rejection {
  code: RejectionCode;
  /** What exactly is wrong, for the person who has to mend the source, e.g. `timestamp: expected an ISO 8601 time, found a number`. */
  detail: string;
}
