import { createHash } from 'node:crypto';
import type { EntityKind } from './entity';
import { canonicalIp } from './ip-address';
import { remember } from './remember';
import { lower, withoutTrailing } from './text';
import { canonicalUrl } from './url-key';

/** Longer values are told apart by their hash, so that a key stays fit for an index. In characters. */
const LONGEST_VALUE = 400;

/** The key of an entity whose value is canonical already; undefined without a value. */
export function keyOf(kind: EntityKind, value: string | undefined): string | undefined {
  if (value === undefined || value === '') return undefined;
  return `${kind}:${value.length <= LONGEST_VALUE ? value : `sha256:${createHash('sha256').update(value).digest('hex')}`}`;
}

/** The value inside a key: what follows the kind. */
export function valueOfKey(key: string): string {
  return key.slice(key.indexOf(':') + 1);
}

/** A key of parts that only together identify (a pod by its cluster, namespace and name); undefined unless all are there. */
export function compositeKey(kind: EntityKind, ...parts: (string | undefined)[]): string | undefined {
  const values = parts.map(lower);
  return values.every((value) => value !== '') ? keyOf(kind, values.join('|')) : undefined;
}

export function ipKey(address: string): string | undefined {
  return keyOf('ip', canonicalIp(address));
}

export function urlKey(url: string): string | undefined {
  return keyOf('url', canonicalUrl(url));
}

export function dnsKey(domain: string): string | undefined {
  return keyOf('dns', domainName(domain));
}

/** An Azure resource by its id, for which Azure ignores letter case. */
export const resourceKey = remember((resourceId: string): string | undefined => {
  const id = withoutTrailing(lower(resourceId), '/');
  return id.startsWith('/') ? keyOf('azure-resource', id) : keyOf('azure-resource', id && `/${id}`);
});

/** What a source tells of a host. `resourceId` serves only where there is no name. */
export interface HostFacts {
  name?: string;
  dnsDomain?: string;
  resourceId?: string;
}

/** No name of a machine, but perhaps an address. */
export const ADDRESS_LIKE = /^[\d.]+$|[:[]/;

/** A host by its fully qualified name where the DNS domain is known, else by its short name. */
export function hostKey({ name = '', dnsDomain = '', resourceId = '' }: HostFacts): string | undefined {
  const host = domainName(name);
  if (host === '') return keyOf('host', withoutTrailing(lower(resourceId), '/'));
  const domain = domainName(dnsDomain);
  const qualified = domain === '' || host === domain || host.endsWith(`.${domain}`) ? host : `${host}.${domain}`;
  return keyOf('host', (ADDRESS_LIKE.test(host) && canonicalIp(host)) || qualified);
}

const HASH_LENGTHS = new Map([
  [32, 'md5'],
  [40, 'sha1'],
  [64, 'sha256'],
  [128, 'sha512'],
]);

/** A file's hash by algorithm and value. The length tells the algorithm where the source does not. */
export function fileHashKey(algorithm: string, hash: string): string | undefined {
  const value = lower(hash);
  if (!/^[0-9a-f]{16,128}$/.test(value)) return undefined;
  const named = lower(algorithm).replace(/[^a-z0-9]/g, '');
  const known = named === '' || named === 'unknown' ? HASH_LENGTHS.get(value.length) : named;
  return known && keyOf('filehash', `${known}:${value}`);
}

/** What a source tells of a file; `host` is the key of the host that holds it. */
export interface FileFacts {
  host: string | undefined;
  directory?: string;
  name?: string;
}

/** A file by its path on its host. The same path on two hosts is two files; without a host it identifies none. */
export function fileKey({ host, directory = '', name = '' }: FileFacts): string | undefined {
  return host === undefined || lower(name) === '' ? undefined : keyOf('file', `${valueOfKey(host)}|${filePath(directory, name)}`);
}

/** A path in lower case with one kind of separator. */
export function filePath(directory: string, name: string): string {
  const path = [lower(directory), lower(name)].filter((part) => part !== '').join('/');
  return path.replace(/[\\/]+/g, '/');
}

/** What a source tells of a process; `host` is the key of its host, `startTime` epoch milliseconds. */
export interface ProcessFacts {
  host: string | undefined;
  processId?: string;
  startTime?: number | undefined;
  image?: string;
}

/** A process by number and start on its host, for numbers are used again; else by the image that runs there. */
export function processKey({ host, processId = '', startTime, image = '' }: ProcessFacts): string | undefined {
  if (host === undefined) return undefined;
  const number = Number(processId.trim() || Number.NaN);
  if (Number.isSafeInteger(number) && startTime !== undefined) return keyOf('process', `${valueOfKey(host)}|${number}@${startTime}`);
  return image.trim() === '' ? undefined : keyOf('process', `${valueOfKey(host)}|${filePath('', image)}`);
}

const HIVES = new Map([
  ['hklm', 'hkey_local_machine'],
  ['hkcu', 'hkey_current_user'],
  ['hkcr', 'hkey_classes_root'],
  ['hku', 'hkey_users'],
  ['hkcc', 'hkey_current_config'],
]);

/** A registry key, or with `valueName` a value, by its path on its host. */
export function registryKey(kind: 'registry-key' | 'registry-value', host: string | undefined, hive: string, key: string, valueName = '') {
  if (host === undefined || lower(key) === '') return undefined;
  const root = HIVES.get(lower(hive)) ?? lower(hive);
  return keyOf(kind, [valueOfKey(host), root, lower(key), ...(kind === 'registry-value' ? [lower(valueName)] : [])].join('|'));
}

function domainName(text: string): string {
  return withoutTrailing(lower(text), '.');
}
