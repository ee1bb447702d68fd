import type { Entity } from '../../model/entity';
import { EntityList } from '../entity-list';
import { type Fields, isObject, textOf } from '../fields';
import type { JsonObject } from '../format';
import { objectAt, textAt } from '../nested';
import { isOfCloud, readCloudEntities } from './cloud';
import { addWindowsEvent } from './windows-event';

/** The manager watches itself under this number, and files under it what devices without an agent send. */
const MANAGER = '000';

/** The machine on which the agent runs, the sender of the log line, and who and what the decoded fields name. */
export function readEntities(event: Fields, data: JsonObject): Entity[] {
  if (isOfCloud(data)) return readCloudEntities(data);
  const list = new EntityList();
  const host = addMachines(list, event);
  list.ip(data.srcip ?? data.src_ip, 'source', portOf(data.srcport ?? data.src_port));
  list.ip(data.dstip ?? data.dest_ip, 'target', portOf(data.dstport ?? data.dest_port));
  list.account({ name: userName(data.srcuser), host }, 'source');
  list.account({ name: userName(data.dstuser), host }, 'target');
  list.url(absoluteUrl(data));
  addNetworkNames(list, data);
  addChangedFile(list, event.child('syscheck') ?? {}, host);
  addScannedFile(list, data, host);
  addAudit(list, data, host);
  addWindowsEvent(list, data.win, host);
  return list.entities;
}

/** Gives the key of the machine on which it happened. */
function addMachines(list: EntityList, event: Fields): string | undefined {
  const agent = event.child('agent') ?? {};
  const sender = textOf(event.child('predecoder')?.hostname);
  const isDevice = textOf(agent.id) === MANAGER && sender !== '' && sender !== textOf(agent.name);
  const { name, ip } = agent;
  const machine = isDevice ? undefined : list.machine({ name: textOf(name), addresses: [textOf(ip)] });
  const ofSender = sender === '' ? undefined : list.machine({ name: sender, ...(isDevice ? { addresses: [event.text('location')] } : {}) });
  return machine ?? ofSender;
}

function portOf(port: unknown): JsonObject {
  return textOf(port) === '' ? {} : { port: textOf(port) };
}

/** Linux writes `root(uid=0)`. */
function userName(value: unknown): string {
  return textOf(value).replace(/\(uid=\d+\)$/, '');
}

function absoluteUrl(data: JsonObject): string {
  const url = textOf(data.url);
  return /^https?:\/\//i.test(url) ? url : '';
}

/** What a handed-on line of Suricata's names besides addresses. */
function addNetworkNames(list: EntityList, data: JsonObject): void {
  const http = isObject(data.http) ? data.http : {};
  const hostname = textOf(http.hostname);
  list.dns(hostname);
  if (isObject(data.tls)) list.dns(data.tls.sni);
  const path = textOf(http.url);
  if (hostname !== '' && path.startsWith('/')) list.url(`http://${hostname}${path}`);
  for (const query of isObject(data.dns) ? [data.dns, data.dns.query].flat().filter(isObject) : []) list.dns(query.rrname);
}

function addChangedFile(list: EntityList, syscheck: JsonObject, host: string | undefined): void {
  list.file({ path: textOf(syscheck.path), host });
  for (const algorithm of ['md5', 'sha1', 'sha256']) list.hash(algorithm, syscheck[`${algorithm}_after`]);
  // Who changed it, where the machine keeps account of that.
  const told = (...path: string[]) => textAt(syscheck, 'audit', ...path);
  list.account({ name: told('login_user', 'name') || told('user', 'name'), host }, 'source');
  list.process({ host, image: told('process', 'name'), processId: told('process', 'id') });
}

/** The file of which VirusTotal told. */
function addScannedFile(list: EntityList, data: JsonObject, host: string | undefined): void {
  const source = objectAt(data, 'virustotal', 'source');
  list.file({ path: textAt(source, 'file'), host });
  list.hashes(source);
}

function addAudit(list: EntityList, data: JsonObject, host: string | undefined): void {
  const audit = isObject(data.audit) ? data.audit : {};
  list.process({
    host,
    image: textOf(audit.exe),
    processId: textOf(audit.pid),
    commandLine: textOf(data.command) || textOf(audit.command),
  });
  const file = isObject(audit.file) ? textOf(audit.file.name) : '';
  if (file.startsWith('/')) list.file({ path: file, host });
}
