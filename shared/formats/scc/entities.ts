import type { Entity } from '../../model/entity';
import { keyOf } from '../../model/entity-key';
import { lower } from '../../model/text';
import { EntityList } from '../entity-list';
import type { JsonObject } from '../format';
import { addContainer, addKubernetes } from '../kubernetes';
import { objectAt, objectsAt, textAt, textsAt } from '../nested';

/** Who acted from where, the resource, its place in Kubernetes, programs, files and indicators. */
export function readEntities(finding: JsonObject): Entity[] {
  const list = new EntityList();
  const access = objectAt(finding, 'access');
  list.account({ name: textAt(access, 'principalEmail') || textAt(access, 'principalSubject') }, 'source');
  list.ip(textAt(access, 'callerIp'), 'source');
  addResource(list, textAt(finding, 'resourceName'));
  addClusterObjects(list, finding);
  for (const process of objectsAt(finding, 'processes')) addProcess(list, process);
  for (const file of objectsAt(finding, 'files')) addFile(list, file);
  for (const connection of objectsAt(finding, 'connections')) {
    list.ip(textAt(connection, 'sourceIp'), 'source');
    list.ip(textAt(connection, 'destinationIp'), 'target');
  }
  const indicator = objectAt(finding, 'indicator');
  for (const address of textsAt(indicator, 'ipAddresses')) list.ip(address);
  for (const domain of textsAt(indicator, 'domains')) list.dns(domain);
  for (const uri of textsAt(indicator, 'uris')) list.url(uri);
  for (const binding of objectsAt(finding, 'iamBindings')) list.account({ name: textAt(binding, 'member').replace(/^\w+:/, '') });
  return list.entities;
}

/** A project or organisation as a whole stands in every finding about it and identifies nothing. */
function addResource(list: EntityList, name: string): void {
  if (name === '') return;
  const isWhole = /^\/\/cloudresourcemanager\.googleapis\.com\/(?:projects|organizations|folders)\/[^/]+$/.test(name);
  const shown = name.slice(name.lastIndexOf('/') + 1);
  list.add('gcp-resource', isWhole ? undefined : keyOf('gcp-resource', lower(name)), shown, { fullResourceName: name });
}

const CLUSTER = /\/clusters\/[^/]+/;

function addClusterObjects(list: EntityList, finding: JsonObject): void {
  const resource = textAt(finding, 'resourceName');
  const end = CLUSTER.exec(resource);
  const cluster = end ? resource.slice(0, end.index + end[0].length) : '';
  const kubernetes = objectAt(finding, 'kubernetes');
  if (cluster !== '') addKubernetes(list, { cluster });
  for (const pod of objectsAt(kubernetes, 'pods')) {
    addKubernetes(list, { cluster, namespace: textAt(pod, 'ns'), pod: textAt(pod, 'name') });
    for (const container of objectsAt(pod, 'containers')) addContainerOf(list, container);
  }
  for (const node of objectsAt(kubernetes, 'nodes')) addKubernetes(list, { cluster, node: textAt(node, 'name') });
  for (const container of objectsAt(finding, 'containers')) addContainerOf(list, container);
}

function addContainerOf(list: EntityList, container: JsonObject): void {
  addContainer(list, { name: textAt(container, 'name'), image: textAt(container, 'uri') });
}

function addProcess(list: EntityList, process: JsonObject): void {
  const args = textsAt(process, 'args').join(' ');
  list.process({
    host: undefined,
    image: textAt(process, 'binary', 'path') || textAt(process, 'name'),
    processId: textAt(process, 'pid'),
    commandLine: args,
  });
  list.hash('sha256', textAt(process, 'binary', 'sha256'));
}

function addFile(list: EntityList, file: JsonObject): void {
  list.file({ path: textAt(file, 'path') });
  list.hash('sha256', textAt(file, 'sha256'));
}
