import { type AccountFacts, accountKey } from './account-key';
import type { Entity, EntityKind } from './entity';
import { ADDRESS_LIKE, type HostFacts, hostKey, resourceKey, valueOfKey } from './entity-key';
import { canonicalIp } from './ip-address';
import { isTelling } from './trivial-entity';

/** Further keys of a machine: its short name where `key`, its own, is fully qualified, and its Azure resource. */
export function hostAliases(facts: HostFacts, key: string | undefined = hostKey(facts)): (string | undefined)[] {
  const { resourceId = '', name = '' } = facts;
  const resource = resourceId.trimStart().startsWith('/') ? resourceKey(resourceId) : undefined;
  const host = name === '' || key === undefined ? '' : valueOfKey(key);
  const dot = host.indexOf('.');
  const isQualified = dot > 0 && !(ADDRESS_LIKE.test(host) && canonicalIp(host) !== undefined);
  return [resource, isQualified ? hostKey({ name: host.slice(0, dot) }) : undefined];
}

/** Further keys of an account: every other way in which the facts identify it by themselves. */
export function accountAliases({
  name = '',
  upnSuffix = '',
  ntDomain = '',
  sid = '',
  aadUserId = '',
}: AccountFacts): (string | undefined)[] {
  const isUpn = upnSuffix !== '' || name.includes('@');
  const isOfDomain = ntDomain !== '' || name.includes('\\');
  // Whoever is known in one way alone has his key from it.
  if (Number(isUpn) + Number(isOfDomain) + Number(sid !== '') + Number(aadUserId !== '') < 2) return [];
  return [
    isUpn ? accountKey({ name, upnSuffix }) : undefined,
    isOfDomain ? accountKey({ name, ntDomain }) : undefined,
    sid === '' ? undefined : accountKey({ sid }),
    aadUserId === '' ? undefined : accountKey({ aadUserId }),
  ];
}

/** Adds to the entity the aliases which say something, each once. */
export function addAliases(entity: Entity | undefined, keys: readonly (string | undefined)[]): void {
  if (entity?.key === undefined) return;
  const { aliases = [] } = entity;
  for (const key of keys) {
    if (key === undefined || key === entity.key || aliases.includes(key)) continue;
    if (isTelling({ kind: kindOfKey(key), key })) aliases.push(key);
  }
  if (aliases.length > 0) entity.aliases = aliases;
}

function kindOfKey(key: string): EntityKind {
  return key.slice(0, key.indexOf(':')) as EntityKind;
}
