import type { Entity, EntityRole } from '../../model/entity';
import { keyOf, resourceKey } from '../../model/entity-key';
import { lower } from '../../model/text';
import { addInstanceOfArn } from '../aws/instance';
import { EntityList } from '../entity-list';
import type { JsonObject } from '../format';
import { addContainer, addKubernetes } from '../kubernetes';
import { at, objectAt, objectsAt, textAt, textsAt } from '../nested';
import { addFile, addProcess, addUser } from './objects';
import { addObservable } from './observables';

/** The device, who acted, what the evidence shows, the resources, and the observables that nothing else names. */
export function readEntities(event: JsonObject): Entity[] {
  const list = new EntityList();
  const host = addDevice(list, at(event, 'device'), 'target');
  addActor(list, at(event, 'actor'), host, accountOf(event));
  for (const evidence of [event, ...objectsAt(event, 'evidences')]) addEvidence(list, evidence, host, accountOf(event));
  for (const resource of [...objectsAt(event, 'resources'), ...objectsAt(event, 'resource')]) addResource(list, resource, accountOf(event));
  for (const malware of objectsAt(event, 'malware')) {
    const name = textAt(malware, 'name');
    if (name !== '') list.add('malware', keyOf('malware', lower(name)), name, { name });
  }
  for (const observable of objectsAt(event, 'observables')) addObservable(list, observable, host);
  return list.entities;
}

function accountOf(event: JsonObject): string {
  return textAt(event, 'cloud', 'account', 'uid');
}

function addDevice(list: EntityList, device: unknown, role?: EntityRole): string | undefined {
  return list.machine({
    name: textAt(device, 'hostname') || textAt(device, 'name') || textAt(device, 'instance_uid'),
    dnsDomain: textAt(device, 'domain'),
    addresses: [textAt(device, 'ip'), ...objectsAt(device, 'network_interfaces').map((nic) => textAt(nic, 'ip'))],
    role,
  });
}

function addActor(list: EntityList, actor: unknown, host: string | undefined, account: string): void {
  addUser(list, at(actor, 'user'), host, account, 'source');
  addProcess(list, at(actor, 'process'), host, account);
}

function addEvidence(list: EntityList, evidence: JsonObject, host: string | undefined, account: string): void {
  const device = addDevice(list, at(evidence, 'device')) ?? host;
  addActor(list, at(evidence, 'actor'), device, account);
  addEndpoint(list, at(evidence, 'src_endpoint'), 'source');
  addEndpoint(list, at(evidence, 'dst_endpoint'), 'target');
  addProcess(list, at(evidence, 'process'), device, account);
  addUser(list, at(evidence, 'user'), device, account);
  for (const file of objectsAt(evidence, 'file')) addFile(list, file, device);
  list.dns(textAt(evidence, 'query', 'hostname'));
  list.url(textAt(evidence, 'url', 'url_string') || textAt(evidence, 'http_request', 'url', 'url_string'));
  const container = objectAt(evidence, 'container');
  addContainer(list, { id: textAt(container, 'uid'), name: textAt(container, 'name'), image: textAt(container, 'image', 'name') });
}

function addEndpoint(list: EntityList, endpoint: unknown, role: EntityRole): void {
  const [hostname, ip] = [textAt(endpoint, 'hostname'), textAt(endpoint, 'ip')];
  if (hostname !== '') list.machine({ name: hostname, addresses: [ip], role });
  else list.ip(ip, role);
  list.dns(textAt(endpoint, 'domain'));
}

function addResource(list: EntityList, resource: JsonObject, account: string): void {
  const [uid, name, type] = [textAt(resource, 'uid'), textAt(resource, 'name'), textAt(resource, 'type')];
  addUser(list, at(resource, 'owner'), undefined, account);
  for (const address of textsAt(resource, 'ip')) list.ip(address);
  if (uid.startsWith('arn:')) {
    list.add('amazon-resource', keyOf('amazon-resource', lower(uid)), name || uid, { amazonResourceId: uid, resourceType: type });
    addInstanceOfArn(list, uid);
  } else if (/^\/?subscriptions\//i.test(uid)) list.add('azure-resource', resourceKey(uid), name || uid, { resourceId: uid });
  else if (uid.startsWith('//')) list.add('gcp-resource', keyOf('gcp-resource', lower(uid)), name || uid, { fullResourceName: uid });
  else if (/instance|host|device|machine/i.test(type) && (textAt(resource, 'hostname') || uid || name) !== '') {
    list.machine({ name: textAt(resource, 'hostname') || uid || name });
  } else if (/cluster/i.test(type) && (name || uid) !== '') addKubernetes(list, { cluster: uid || name });
  else if (uid !== '') list.add('other', undefined, name || uid, { id: uid, resourceType: type });
}
