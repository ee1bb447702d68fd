import type { Entity, EntityKind } from './entity';
import { valueOfKey } from './entity-key';
import { isAddressOfEverywhere } from './ip-address';

/** Accounts that every machine has. Whoever shares one shares nothing but the machine. */
const ACCOUNT_OF_EVERYWHERE =
  /^(?:nt authority|nt service|window manager|font driver host|iis apppool)\\|(?:^|\\)(?:root|system|local service|network service|anonymous logon|n\/a|-)$/;

const EMPTY_FILE = new Set([
  'md5:d41d8cd98f00b204e9800998ecf8427e',
  'sha1:da39a3ee5e6b4b0d3255bfef95601890afd80709',
  'sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
]);

const TRIVIAL = new Map<EntityKind, (value: string) => boolean>([
  ['ip', isAddressOfEverywhere],
  ['host', (name) => /^localhost(?:\.|$)/.test(name) || isAddressOfEverywhere(name)],
  ['dns', (name) => /^localhost(?:\.|$)|\.(?:in-addr|ip6)\.arpa$/.test(name)],
  ['account', (name) => ACCOUNT_OF_EVERYWHERE.test(name)],
  ['azure-resource', (id) => /^\/subscriptions\/[^/]+$/.test(id)],
  ['filehash', (hash) => EMPTY_FILE.has(hash)],
]);

/** Whether sharing this entity says anything. False without a key, and for what is everywhere: loopback, SYSTEM, the subscription itself. */
export function isTelling(entity: Pick<Entity, 'kind' | 'key'>): boolean {
  if (entity.key === undefined) return false;
  return !TRIVIAL.get(entity.kind)?.(valueOfKey(entity.key));
}
