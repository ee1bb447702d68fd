import { compositeKey, keyOf, registryKey } from '../../model/entity-key';
import { lower } from '../../model/text';
import { addInstanceOfArn } from '../aws/instance';
import type { EntityList } from '../entity-list';
import type { JsonObject } from '../format';
import { addContainer, addKubernetes, type KubernetesPlace } from '../kubernetes';
import { at, objectAt, objectsAt, textAt, textsAt } from '../nested';
import { addDevice, addUser, type EvidenceContext, type EvidenceReader } from './things-on-devices';

/** Evidence in mail, cloud and clusters, and in the registry. */
export const OTHER_EVIDENCE: readonly (readonly [string, EvidenceReader])[] = [
  [
    'mailbox',
    (list, one, { role }) => {
      addNamed(list, 'mailbox', textAt(one, 'primaryAddress'), one);
      addUser(list, one.userAccount, role, undefined);
    },
  ],
  ['analyzedMessage', addMessage],
  ['mailCluster', (list, one) => list.add('mail-cluster', undefined, textAt(one, 'query') || 'mail cluster', one)],
  ['cloudApplication', (list, one) => addApplication(list, textAt(one, 'appId'), textAt(one, 'displayName'))],
  ['oauthApplication', (list, one) => addApplication(list, textAt(one, 'appId'), textAt(one, 'displayName'))],
  ['securityGroup', (list, one) => addNamed(list, 'security-group', textAt(one, 'securityGroupId'), one, textAt(one, 'displayName'))],
  [
    'amazonResource',
    (list, one, { role }) => {
      const arn = textAt(one, 'amazonResourceId');
      addNamed(list, 'amazon-resource', arn, one, textAt(one, 'resourceName'));
      addInstanceOfArn(list, arn, role);
    },
  ],
  ['googleCloudResource', (list, one) => addNamed(list, 'gcp-resource', textAt(one, 'fullResourceName'), one, textAt(one, 'resourceName'))],
  [
    'blob',
    (list, one) => {
      addNamed(list, 'blob', textAt(one, 'url'), one, textAt(one, 'name'));
      for (const hash of objectsAt(one, 'fileHashes')) list.hash(textAt(hash, 'algorithm'), hash.value);
    },
  ],
  ['fileHash', (list, one) => list.hash(textAt(one, 'algorithm'), one.value)],
  [
    'networkConnection',
    (list, one) => {
      list.ip(at(one, 'sourceAddress', 'ipAddress'), 'source');
      list.ip(at(one, 'destinationAddress', 'ipAddress'), 'target');
    },
  ],
  ['nic', addNic],
  ['servicePrincipal', (list, one) => addApplication(list, textAt(one, 'appId'), textAt(one, 'servicePrincipalName'))],
  ['cloudLogonSession', (list, one, { role }) => addUser(list, at(one, 'account', 'userAccount'), role, undefined)],
  ['hostLogonSession', addHostLogon],
  ['blobContainer', (list, one) => addNamed(list, 'blob-container', textAt(one, 'url'), one, textAt(one, 'name'))],
  ['containerRegistry', (list, one) => addNamed(list, 'container-registry', textAt(one, 'registry'), one)],
  ['malware', (list, one) => addNamed(list, 'malware', textAt(one, 'name'), one)],
  [
    'iotDevice',
    (list, one) => list.add('iotdevice', compositeKey('iotdevice', '-', textAt(one, 'deviceId')), textAt(one, 'deviceName'), one),
  ],
  ['container', addContainerOf],
  ['containerImage', (list, one) => addContainer(list, { image: textAt(one, 'imageId') })],
  ['kubernetesCluster', (list, one) => addKubernetes(list, { cluster: clusterOf(one) })],
  ['kubernetesNamespace', (list, one) => addKubernetes(list, { cluster: clusterOf(at(one, 'cluster')), namespace: textAt(one, 'name') })],
  [
    'kubernetesPod',
    (list, one, context) => {
      inNamespace('pod')(list, one, context);
      for (const container of objectsAt(one, 'containers')) addContainerOf(list, container);
    },
  ],
  ['kubernetesController', inNamespace('workload')],
  ['kubernetesService', inNamespace('service')],
  ['kubernetesSecret', inNamespace('secret')],
  ['kubernetesServiceAccount', inNamespace('serviceAccount')],
  ['registryKey', (list, one, { device }) => addRegistry(list, 'registry-key', one, device)],
  ['registryValue', (list, one, { device }) => addRegistry(list, 'registry-value', one, device)],
];

function addNamed(list: EntityList, kind: Parameters<EntityList['add']>[0], id: string, properties: JsonObject, name = ''): void {
  if (`${id}${name}` !== '') list.add(kind, keyOf(kind, lower(id)), name || id, properties);
}

function addApplication(list: EntityList, appId: string, name: string): void {
  list.add('cloud-application', compositeKey('cloud-application', appId || name), name || appId, { appId, name });
}

function addContainerOf(list: EntityList, container: JsonObject): void {
  addContainer(list, {
    id: textAt(container, 'containerId'),
    name: textAt(container, 'name'),
    image: textAt(container, 'image', 'imageId'),
  });
}

function addNic(list: EntityList, nic: JsonObject): void {
  addNamed(list, 'nic', textAt(nic, 'macAddress'), nic);
  list.ip(at(nic, 'ipAddress', 'ipAddress'));
}

/** Someone's session on the host that it names, else on the alert's device. */
function addHostLogon(list: EntityList, session: JsonObject, { role, device }: EvidenceContext): void {
  const host = addDevice(list, objectAt(session, 'host'), undefined) ?? device;
  addUser(list, at(session, 'account', 'userAccount'), role, host);
}

function addMessage(list: EntityList, message: JsonObject): void {
  const id = textAt(message, 'networkMessageId');
  list.add('mail-message', keyOf('mail-message', lower(id)), textAt(message, 'subject') || id, message);
  const sender = textAt(message, 'p1Sender', 'emailAddress') || textAt(message, 'p2Sender', 'emailAddress');
  if (sender !== '') addNamed(list, 'mailbox', sender, { mailboxPrimaryAddress: sender });
  const recipient = textAt(message, 'recipientEmailAddress');
  if (recipient !== '') addNamed(list, 'mailbox', recipient, { mailboxPrimaryAddress: recipient });
  list.ip(message.senderIp, 'source');
  for (const url of textsAt(message, 'urls')) list.url(url);
}

function clusterOf(cluster: unknown): string {
  return textAt(cluster, 'cloudResource', 'resourceId') || textAt(cluster, 'name');
}

function inNamespace(what: keyof KubernetesPlace): EvidenceReader {
  return (list, evidence) => {
    const namespace = objectAt(evidence, 'namespace');
    addKubernetes(list, {
      cluster: clusterOf(at(namespace, 'cluster')),
      namespace: textAt(namespace, 'name'),
      [what]: textAt(evidence, 'name'),
    });
  };
}

function addRegistry(list: EntityList, kind: 'registry-key' | 'registry-value', evidence: JsonObject, device: string | undefined): void {
  const hive = textAt(evidence, 'registryHive');
  const path = textAt(evidence, 'registryKey');
  const value = kind === 'registry-value' ? textAt(evidence, 'registryValueName') : '';
  list.add(kind, registryKey(kind, device, hive, path, value), value || path, evidence);
}
