import type { Entity, EntityKind, EntityRole } from '../../model/entity';
import { dnsKey, fileHashKey, ipKey, urlKey } from '../../model/entity-key';
import { canonicalIp } from '../../model/ip-address';
import { isObject, textOf } from '../fields';
import type { JsonObject } from '../format';
import { LIMITS } from '../limits';

/** The addresses, names, URLs and files in one EVE alert, each once. */
export function readEntities(event: JsonObject, alert: JsonObject): Entity[] {
  const entities = [...endpoints(event, alert), ...names(event), ...files(event)];
  const seen = new Set<string>();
  return entities.filter(({ key, role }) => key === undefined || (!seen.has(`${role} ${key}`) && seen.add(`${role} ${key}`)));
}

/**
 * The side from which the packet came is the source, unless the signature's author knew which side is under attack:
 * then the alert says so itself, for an answer of the victim's may be what gave the attack away.
 */
function endpoints(event: JsonObject, alert: JsonObject): Entity[] {
  const attacker = isObject(alert.source) ? alert.source : { ip: event.src_ip, port: event.src_port };
  const victim = isObject(alert.target) ? alert.target : { ip: event.dest_ip, port: event.dest_port };
  return [endpoint(attacker, 'source'), endpoint(victim, 'target')].flat();
}

function endpoint({ ip, port }: JsonObject, role: EntityRole): Entity[] {
  const address = textOf(ip);
  if (address === '') return [];
  return [entity('ip', ipKey(address), address, { type: 'ip', address, ...(typeof port === 'number' ? { port } : {}) }, role)];
}

function names(event: JsonObject): Entity[] {
  const http = isObject(event.http) ? event.http : {};
  const tls = isObject(event.tls) ? event.tls : {};
  const entities: Entity[] = [];
  for (const domain of [textOf(http.hostname), textOf(tls.sni), ...queriedNames(event.dns)]) {
    if (domain !== '' && canonicalIp(domain) === undefined) {
      entities.push(entity('dns', dnsKey(domain.replace(/:\d+$/, '')), domain, { type: 'dns', domainName: domain }));
    }
  }
  const url = requestedUrl(http);
  if (url !== '') entities.push(entity('url', urlKey(url), url, { type: 'url', url }));
  return entities;
}

/** Older versions log one query as `rrname`, later ones several under `query` or `queries`. */
function queriedNames(dns: unknown): string[] {
  if (!isObject(dns)) return [];
  const queries = [dns, dns.query, dns.queries].flat().slice(0, LIMITS.members);
  return queries.filter(isObject).map((query) => textOf(query.rrname));
}

function requestedUrl(http: JsonObject): string {
  const [host, path] = [textOf(http.hostname), textOf(http.url)];
  if (/^https?:\/\//i.test(path)) return path;
  return host === '' || !path.startsWith('/') ? '' : `http://${host}${path}`;
}

function files(event: JsonObject): Entity[] {
  const infos = [event.fileinfo, event.files].flat().slice(0, LIMITS.members).filter(isObject);
  return infos.flatMap((file) =>
    ['sha256', 'sha1', 'md5'].flatMap((algorithm) => {
      const value = textOf(file[algorithm]);
      return value === '' ? [] : [entity('filehash', fileHashKey(algorithm, value), value, { type: 'filehash', algorithm, value })];
    }),
  );
}

function entity(kind: EntityKind, key: string | undefined, name: string, properties: JsonObject, role?: EntityRole): Entity {
  return { kind, name, properties, ...(key === undefined ? {} : { key }), ...(role === undefined ? {} : { role }) };
}
