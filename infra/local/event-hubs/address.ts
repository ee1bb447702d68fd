import { type BrokerError, entityNotFound, partitionOutOfRange } from './amqp-errors';
import type { Hub } from './hub';
import type { PartitionLog } from './partition-log';

/** What an address names: a hub, and what of it. */
export interface Target {
  hub: Hub;
  consumerGroup?: string;
  partition?: { id: string; log: PartitionLog };
  /** Stands for a partition key. */
  publisher?: string;
}

/** Hubs by their names in lower case. */
export type Hubs = ReadonlyMap<string, Hub>;

const ADDRESS =
  /^\/?(?<name>.+?)(?:\/ConsumerGroups\/(?<group>[^/]+))?(?:\/Partitions\/(?<id>[^/]+))?(?:\/Publishers\/(?<publisher>[^/]+))?(?:\/\$management)?\/?$/i;

/** Resolves a path such as `alerts/ConsumerGroups/sinter/Partitions/0`, in any letter case; an optional `/$management` at its end changes nothing. */
export function resolveAddress(hubs: Hubs, path: string): { ok: true; target: Target } | { ok: false; error: BrokerError } {
  const { name = '', group, id, publisher } = ADDRESS.exec(path)?.groups ?? {};
  const hub = hubs.get(name.toLowerCase());
  if (!hub) return { ok: false, error: entityNotFound(path) };
  if (group !== undefined && !hub.hasConsumerGroup(group)) return { ok: false, error: entityNotFound(`${hub.name}~${group}`) };
  const log = id === undefined ? undefined : hub.partition(id);
  if (id !== undefined && !log) return { ok: false, error: partitionOutOfRange(id) };
  return {
    ok: true,
    target: {
      hub,
      ...(group !== undefined && { consumerGroup: group.toLowerCase() }),
      ...(id !== undefined && log && { partition: { id, log } }),
      ...(publisher !== undefined && { publisher }),
    },
  };
}

/** Addresses that take requests instead of events. */
export function isRequestAddress(address: string): boolean {
  return address === TOKEN_ADDRESS || address.toLowerCase().endsWith('$management');
}

/** Where clients present their tokens: claims-based security. */
export const TOKEN_ADDRESS = '$cbs';
