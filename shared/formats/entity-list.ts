import { accountKey } from '../model/account-key';
import type { Entity, EntityKind, EntityRole } from '../model/entity';
import { accountAliases, addAliases, hostAliases } from '../model/entity-aliases';
import { dnsKey, fileHashKey, fileKey, hostKey, ipKey, processKey, urlKey } from '../model/entity-key';
import { canonicalIp } from '../model/ip-address';
import { isObject, textOf } from './fields';
import type { JsonObject } from './format';
import { cut, LIMITS } from './limits';

/** What a source tells of a machine. */
export interface MachineFacts {
  name: string;
  addresses?: readonly string[];
  dnsDomain?: string;
  resourceId?: string;
  role?: EntityRole | undefined;
  properties?: JsonObject;
}

/** What a source tells of a file: a path, or a directory and a name. */
export interface FileOnHost {
  path: string;
  directory?: string;
  host?: string | undefined;
  role?: EntityRole | undefined;
}

/**
 * Collects the entities of one alert, each once, for formats that describe them in fields of their own. Values that are blank add nothing; the properties
 * bear the names of Defender's entities, so that whoever reads them need not know the format.
 */
export class EntityList {
  readonly entities: Entity[] = [];
  private readonly seen = new Map<string, Entity[]>();

  /** The entity, or the one which the list has already under that key. One thing may stand in two roles; without a role it is the one that is there. */
  add(kind: EntityKind, key: string | undefined, name: string, properties: JsonObject, role?: EntityRole): Entity | undefined {
    const shown = cut(name.trim() || key || kind);
    const identity = key ?? `${kind} ${shown}`;
    const same = this.seen.get(identity) ?? [];
    const known = role === undefined ? same[0] : same.find((entity) => entity.role === role || entity.role === undefined);
    if (known && role !== undefined) known.role = role;
    if (known || this.entities.length >= LIMITS.entities) return known;
    const entity: Entity = {
      kind,
      name: shown,
      properties: { type: kind, ...properties },
      ...(key === undefined ? {} : { key }),
      ...(role === undefined ? {} : { role }),
    };
    this.seen.set(identity, [...same, entity]);
    this.entities.push(entity);
    return entity;
  }

  /** An address; a text that is none adds nothing. */
  ip(value: unknown, role?: EntityRole, properties: JsonObject = {}): string | undefined {
    const address = textOf(value);
    const key = ipKey(address);
    if (key === undefined) return undefined;
    this.add('ip', key, address, { address, ...properties }, role);
    return key;
  }

  /** A machine, and beside it the addresses at which it answers. A machine without a name goes by its first address. Gives the machine's key. */
  machine({ name, addresses = [], dnsDomain = '', resourceId = '', role, properties = {} }: MachineFacts): string | undefined {
    const known = [name, ...addresses].slice(0, LIMITS.members).filter((address) => canonicalIp(address) !== undefined);
    const facts = { name: name || (resourceId === '' ? (known[0] ?? '') : ''), dnsDomain, resourceId };
    const key = hostKey(facts);
    if (key === undefined) return undefined;
    const host = this.add('host', key, facts.name || resourceId, { ...told({ hostName: facts.name, resourceId }), ...properties }, role);
    const addressKeys = known.map((address) => this.ip(address, role)).filter((address) => address !== undefined);
    addAliases(host, [...addressKeys, ...hostAliases(facts)]);
    return key;
  }

  /** A side of a connection that is named by an address or by a name. */
  endpoint(value: unknown, role?: EntityRole): void {
    const text = textOf(value);
    if (text.trim() === '' || this.ip(text, role) !== undefined) return;
    this.machine({ name: text, role });
  }

  account(facts: Parameters<typeof accountKey>[0], role?: EntityRole): void {
    const name = facts.name || facts.aadUserId || facts.sid || '';
    if (name.trim() === '') return;
    const key = accountKey(facts);
    // Windows writes `-`, or the null SID alone, for nobody.
    if (key === undefined && ['', '-'].includes((facts.name ?? '').trim())) return;
    const { host: _, ...words } = facts;
    addAliases(this.add('account', key, name, told(words), role), accountAliases(facts));
  }

  /** A name of the DNS; an address in its place counts as an address. A port at the end is dropped. */
  dns(value: unknown): void {
    const domainName = textOf(value)
      .trim()
      .replace(/:\d{1,5}$/, '');
    if (domainName === '' || this.ip(domainName) !== undefined) return;
    this.add('dns', dnsKey(domainName), domainName, { domainName });
  }

  url(value: unknown): void {
    const url = textOf(value).trim();
    if (url !== '') this.add('url', urlKey(url), url, { url });
  }

  hash(algorithm: string, value: unknown): void {
    const hash = textOf(value).trim();
    if (fileHashKey(algorithm, hash) !== undefined) this.add('filehash', fileHashKey(algorithm, hash), hash, { algorithm, value: hash });
  }

  /** The hashes in a map from algorithm to value. */
  hashes(value: unknown): void {
    if (!isObject(value)) return;
    for (const algorithm of ['md5', 'sha1', 'sha256', 'sha512']) this.hash(algorithm, value[algorithm]);
  }

  file({ path, directory = '', host, role }: FileOnHost): void {
    if (path.trim() === '') return;
    const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    const folder = directory || path.slice(0, path.length - name.length);
    this.add(
      'file',
      fileKey({ host, directory: folder, name: name || path }),
      name || path,
      { directory: folder, name: name || path },
      role,
    );
  }

  /** A process by its image on its host; number and start tell two of them apart. `startTime` in epoch milliseconds. */
  process(facts: {
    host: string | undefined;
    image: string;
    processId?: string;
    startTime?: number | undefined;
    commandLine?: string;
  }): void {
    const { host, image, processId = '', startTime, commandLine = '' } = facts;
    if (`${image}${commandLine}${processId}`.trim() === '') return;
    const name = image.slice(Math.max(image.lastIndexOf('/'), image.lastIndexOf('\\')) + 1);
    const properties = told({ processId, commandLine, imageFile: image });
    this.add('process', processKey({ host, image, processId, startTime }), name || commandLine || processId, properties);
  }
}

/** What is not blank. */
function told(texts: Record<string, string | undefined>): JsonObject {
  return Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== undefined && text.trim() !== ''));
}
