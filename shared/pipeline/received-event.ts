/** An event as it came out of the stream. */
export interface ReceivedEvent {
  body: Uint8Array | string;
  /** Application properties that a sender may set: `format` and `subscriptionId`. */
  properties: Readonly<Record<string, unknown>>;
  partitionId: string;
  sequenceNumber: number;
  /** As the stream tells it; empty when it does not. */
  enqueuedTime: string;
}
