import { isObject } from './fields';
import type { JsonObject } from './format';

/**
 * The event in a message of Google Pub/Sub, as a push subscription sends it (`{ "message": { "data": "<base64>", "messageId" }, "subscription" }`) and a
 * pull gives it (`receivedMessages`); undefined for any other object, and where the data is no JSON.
 */
export function eventsOfPubSub(envelope: JsonObject): readonly unknown[] | undefined {
  if (Array.isArray(envelope.receivedMessages)) return envelope.receivedMessages;
  const { message } = envelope;
  if (!isObject(message) || typeof message.data !== 'string' || (message.messageId ?? message.message_id) === undefined) return undefined;
  try {
    return [JSON.parse(Buffer.from(message.data, 'base64').toString('utf8'))];
  } catch {
    return undefined;
  }
}
