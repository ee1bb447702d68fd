import { compositeKey, keyOf, registryKey } from '../../model/entity-key';
import { lower } from '../../model/text';
import type { EntityList } from '../entity-list';
import type { JsonObject } from '../format';
import { addContainer, addKubernetes, type KubernetesPlace } from '../kubernetes';
import { at, objectAt, textAt } from '../nested';
import type { EvidenceReader } from './things-on-devices';

/** Evidence in mail, cloud and clusters, and in the registry. */
export const OTHER_EVIDENCE: readonly (readonly [string, EvidenceReader])[] = [
  ['mailbox', (list, one) => addNamed(list, 'mailbox', textAt(one, 'primaryAddress'), one)],
  ['analyzedMessage', addMessage],
  ['mailCluster', (list, one) => list.add('mail-cluster', undefined, textAt(one, 'query') || 'mail cluster', one)],
  ['cloudApplication', (list, one) => addApplication(list, textAt(one, 'appId'), textAt(one, 'displayName'))],
  ['oauthApplication', (list, one) => addApplication(list, textAt(one, 'appId'), textAt(one, 'displayName'))],
  ['securityGroup', (list, one) => addNamed(list, 'security-group', textAt(one, 'securityGroupId'), one, textAt(one, 'displayName'))],
  ['amazonResource', (list, one) => addNamed(list, 'amazon-resource', textAt(one, 'amazonResourceId'), one, textAt(one, 'resourceName'))],
  ['googleCloudResource', (list, one) => addNamed(list, 'gcp-resource', textAt(one, 'fullResourceName'), one, textAt(one, 'resourceName'))],
  ['blob', (list, one) => addNamed(list, 'blob', textAt(one, 'url'), one, textAt(one, 'name'))],
  ['blobContainer', (list, one) => addNamed(list, 'blob-container', textAt(one, 'url'), one, textAt(one, 'name'))],
  ['containerRegistry', (list, one) => addNamed(list, 'container-registry', textAt(one, 'registry'), one)],
  ['malware', (list, one) => addNamed(list, 'malware', textAt(one, 'name'), one)],
  [
    'iotDevice',
    (list, one) => list.add('iotdevice', compositeKey('iotdevice', '-', textAt(one, 'deviceId')), textAt(one, 'deviceName'), one),
  ],
  [
    'container',
    (list, one) =>
      addContainer(list, { id: textAt(one, 'containerId'), name: textAt(one, 'name'), image: textAt(one, 'image', 'imageId') }),
  ],
  ['containerImage', (list, one) => addContainer(list, { image: textAt(one, 'imageId') })],
  ['kubernetesCluster', (list, one) => addKubernetes(list, { cluster: clusterOf(one) })],
  ['kubernetesNamespace', (list, one) => addKubernetes(list, { cluster: clusterOf(at(one, 'cluster')), namespace: textAt(one, 'name') })],
  ['kubernetesPod', inNamespace('pod')],
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

function addMessage(list: EntityList, message: JsonObject): void {
  const id = textAt(message, 'networkMessageId');
  list.add('mail-message', keyOf('mail-message', lower(id)), textAt(message, 'subject') || id, message);
  const sender = textAt(message, 'p1Sender', 'emailAddress') || textAt(message, 'p2Sender', 'emailAddress');
  if (sender !== '') addNamed(list, 'mailbox', sender, { mailboxPrimaryAddress: sender });
  const recipient = textAt(message, 'recipientEmailAddress');
  if (recipient !== '') addNamed(list, 'mailbox', recipient, { mailboxPrimaryAddress: recipient });
  list.ip(message.senderIp, 'source');
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
