import type { ActionTaken } from '../../model/alert';
import type { Entity, EntityRole } from '../../model/entity';
import { resourceKey } from '../../model/entity-key';
import { EntityList } from '../entity-list';
import type { JsonObject } from '../format';
import { textAt, textsAt } from '../nested';
import { OTHER_EVIDENCE } from './other-evidence';
import { addDevice, addFile, addProcess, addUser, type EvidenceReader } from './things-on-devices';

/** Readers by the type of evidence: what stands between `#microsoft.graph.security.` and `Evidence`. */
const READERS = new Map<string, EvidenceReader>([
  ['device', (list, evidence, { role }) => void addDevice(list, evidence, role)],
  ['user', (list, evidence, { role, device }) => addUser(list, evidence.userAccount, role, device)],
  ['file', (list, evidence, { device }) => addFile(list, evidence.fileDetails, device)],
  ['process', (list, evidence, context) => addProcess(list, evidence, context)],
  ['ip', (list, evidence, { role }) => void list.ip(evidence.ipAddress, role)],
  ['url', (list, evidence) => list.url(evidence.url)],
  ['dns', (list, evidence) => list.dns(evidence.domainName)],
  ['azureResource', (list, evidence) => addAzureResource(list, evidence)],
  ...OTHER_EVIDENCE,
]);

const TYPE = /^#?microsoft\.graph\.security\.(\w+)Evidence$/;

/** The entities in the evidence. Files, processes and accounts without a device of their own lie on the alert's only one. */
export function readEntities(evidence: readonly JsonObject[]): Entity[] {
  const list = new EntityList();
  const devices = new Map<string, string>();
  for (const one of evidence) {
    if (typeOf(one) !== 'device') continue;
    const key = addDevice(list, one, roleOf(one));
    const id = textAt(one, 'mdeDeviceId');
    if (key !== undefined) devices.set(id || key, key);
  }
  const keys = [...new Set(devices.values())];
  for (const one of evidence) {
    const device = devices.get(textAt(one, 'mdeDeviceId')) ?? (keys.length === 1 ? keys[0] : undefined);
    const read = READERS.get(typeOf(one));
    if (read) read(list, one, { role: roleOf(one), device });
    else list.add('other', undefined, textAt(one, 'displayName') || typeOf(one) || 'evidence', one);
  }
  return list.entities;
}

/** Some connectors drop the type's name, for it begins with an `@`; then what only one type has tells it. */
const TELLTALE: readonly (readonly [string, string])[] = [
  ['deviceDnsName', 'device'],
  ['processId', 'process'],
  ['fileDetails', 'file'],
  ['userAccount', 'user'],
  ['ipAddress', 'ip'],
  ['url', 'url'],
];

function typeOf(evidence: JsonObject): string {
  const named = TYPE.exec(textAt(evidence, '@odata.type'))?.[1];
  return named ?? TELLTALE.find(([property]) => evidence[property] !== undefined)?.[1] ?? '';
}

const ROLES = new Map<string, EntityRole>(
  Object.entries({
    attacker: 'source',
    source: 'source',
    attacked: 'target',
    compromised: 'target',
    destination: 'target',
  }),
);

function roleOf(evidence: JsonObject): EntityRole | undefined {
  return textsAt(evidence, 'roles')
    .map((role) => ROLES.get(role))
    .find((role) => role !== undefined);
}

function addAzureResource(list: EntityList, evidence: JsonObject): void {
  const resourceId = textAt(evidence, 'resourceId');
  list.add('azure-resource', resourceKey(resourceId), textAt(evidence, 'resourceName') || resourceId, { resourceId });
}

/** What was done to files and processes; something that ran unhindered counts for more than what was stopped beside it. */
export function readAction(evidence: readonly JsonObject[]): ActionTaken {
  const found = new Set(evidence.map((one) => textAt(one, 'detectionStatus').toLowerCase()));
  if (found.has('detected')) return 'allowed';
  return found.has('prevented') || found.has('blocked') ? 'blocked' : 'unknown';
}
