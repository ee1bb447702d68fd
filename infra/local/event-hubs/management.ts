import { type Message, types } from 'rhea';
import { type Hubs, resolveAddress } from './address';
import { type BrokerError, partitionOutOfRange } from './amqp-errors';
import type { Hub } from './hub';

const STRING = 0xa1;

/** Answers a token put to `$cbs`. Any token will do, but a hub or consumer group that does not exist is refused here: the SDK then fails at once. */
export function putToken(hubs: Hubs, request: Message): Message {
  const audience = String(request.application_properties?.name ?? '');
  const path = audience.replace(/^[a-z]+:\/\/[^/]*\//i, '');
  const resolved = resolveAddress(hubs, path);
  return !resolved.ok && resolved.error.condition === 'amqp:not-found' ? refusal(404, resolved.error) : answer(202, 'Accepted');
}

/** Answers a request to `$management`: the properties of a hub or of a partition. */
export function manage(hubs: Hubs, request: Message): Message {
  const { operation, name, type, partition } = request.application_properties ?? {};
  const resolved = resolveAddress(hubs, String(name ?? ''));
  if (!resolved.ok) return refusal(404, resolved.error);
  const { hub } = resolved.target;
  if (operation === 'READ' && type === 'com.microsoft:eventhub') return hubProperties(hub);
  if (operation === 'READ' && type === 'com.microsoft:partition') return partitionProperties(hub, String(partition));
  return refusal(501, { condition: 'amqp:not-implemented', description: `${operation} of ${type}` });
}

function hubProperties({ name, createdAt, partitions }: Hub): Message {
  const ids = partitions.map((_, id) => String(id));
  return answer(200, 'OK', {
    name,
    type: 'com.microsoft:eventhub',
    created_at: types.wrap_timestamp(createdAt),
    partition_count: types.wrap_int(partitions.length),
    partition_ids: types.wrap_array(ids, STRING, undefined),
    georeplication_factor: types.wrap_int(1),
  });
}

function partitionProperties(hub: Hub, id: string): Message {
  const log = hub.partition(id);
  if (!log) return refusal(400, partitionOutOfRange(id));
  return answer(200, 'OK', {
    name: hub.name,
    type: 'com.microsoft:partition',
    partition: id,
    begin_sequence_number: types.wrap_long(log.begin),
    last_enqueued_sequence_number: types.wrap_long(log.last.sequenceNumber),
    last_enqueued_offset: String(log.last.offset),
    last_enqueued_time_utc: types.wrap_timestamp(log.last.enqueuedTime),
    is_partition_empty: log.begin === log.end,
  });
}

function answer(status: number, description: string, body?: Record<string, unknown>): Message {
  return { application_properties: { 'status-code': types.wrap_int(status), 'status-description': description }, body };
}

function refusal(status: number, { condition, description }: BrokerError): Message {
  const message = answer(status, description);
  return { ...message, application_properties: { ...message.application_properties, 'error-condition': condition } };
}
