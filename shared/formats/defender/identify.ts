import { accountKey } from '../../model/account-key';
import { containerKey, imageKey } from '../../model/container-key';
import type { EntityKind } from '../../model/entity';
import { accountAliases, hostAliases } from '../../model/entity-aliases';
import {
  compositeKey,
  dnsKey,
  fileHashKey,
  fileKey,
  filePath,
  type HostFacts,
  hostKey,
  ipKey,
  keyOf,
  processKey,
  registryKey,
  resourceKey,
  urlKey,
  valueOfKey,
} from '../../model/entity-key';
import { lower, withoutTrailing } from '../../model/text';
import { textOf } from '../fields';
import type { JsonObject } from '../format';
import { parseTime } from '../time';
import type { EntityGraph } from './entity-graph';
import { property, textProperty as text } from './property';

/** What identification needs besides the entity. */
export interface IdentityContext {
  graph: EntityGraph;
  /** Keys of the alert's hosts, by their entities: much refers to them. */
  hostKeys: ReadonlyMap<JsonObject, string | undefined>;
  /** Key of the alert's host when it speaks of exactly one: the place of files and processes that name none. */
  onlyHost: string | undefined;
}

/** A canonical key, if the entity can be identified, a name for people, and further keys. */
export interface Identity {
  key: string | undefined;
  name: string;
  aliases?: readonly (string | undefined)[];
}

type Identify = (entity: JsonObject, context: IdentityContext) => Identity;

/** The kinds that are in nearly every alert spell their properties out in both cases, which is several times as fast as `property`. */
const IDENTIFY: { [Kind in EntityKind]?: Identify } = {
  account: (entity, context) => {
    const facts = {
      name: textOf(entity.Name ?? entity.name),
      upnSuffix: textOf(entity.UPNSuffix ?? entity.upnSuffix),
      ntDomain: textOf(entity.NTDomain ?? entity.ntDomain),
      sid: textOf(entity.Sid ?? entity.sid),
      aadUserId: textOf(entity.AadUserId ?? entity.aadUserId),
      host: hostOf(entity, context),
    };
    return {
      key: accountKey(facts),
      name: facts.name || textOf(entity.DisplayName ?? entity.displayName) || facts.aadUserId || facts.sid,
      aliases: accountAliases(facts),
    };
  },
  'amazon-resource': (entity) => {
    const id = text(entity, 'AmazonResourceId');
    return { key: keyOf('amazon-resource', lower(id)), name: text(entity, 'ResourceName') || lastSegment(id) };
  },
  'azure-resource': (entity) => {
    const id = text(entity, 'ResourceId');
    return { key: resourceKey(id), name: text(entity, 'ResourceName') || lastSegment(id) };
  },
  'cloud-application': (entity) => ({
    key: compositeKey('cloud-application', text(entity, 'AppId') || text(entity, 'Name')),
    name: text(entity, 'Name') || text(entity, 'AppId'),
  }),
  blob: byName('blob', 'Url', 'Name'),
  'blob-container': byName('blob-container', 'Url', 'Name'),
  container: (entity) => ({ key: containerKey(text(entity, 'ContainerId')), name: text(entity, 'Name') || text(entity, 'ContainerId') }),
  'container-image': (entity) => ({ key: imageKey(text(entity, 'ImageId')), name: text(entity, 'ImageId') }),
  'container-registry': byName('container-registry', 'Registry', 'Registry'),
  dns: (entity) => ({ key: dnsKey(text(entity, 'DomainName')), name: text(entity, 'DomainName') }),
  file: (entity, context) => ({ key: fileKey({ host: hostOf(entity, context), ...pathOf(entity) }), name: text(entity, 'Name') }),
  filehash: (entity) => ({ key: fileHashKey(text(entity, 'Algorithm'), text(entity, 'Value')), name: text(entity, 'Value') }),
  'gcp-resource': (entity) => {
    const id = text(entity, 'FullResourceName') || text(entity, 'RelativeResourceName') || text(entity, 'ResourceName');
    return { key: keyOf('gcp-resource', lower(id)), name: lastSegment(id) };
  },
  host: (entity, { hostKeys }) => ({
    key: hostKeys.get(entity),
    name:
      textOf(entity.HostName ?? entity.hostName) ||
      textOf(entity.NetBiosName ?? entity.netBiosName) ||
      lastSegment(textOf(entity.AzureID ?? entity.azureID)),
    aliases: hostAliases(hostFacts(entity), hostKeys.get(entity)),
  }),
  ip: (entity) => ({ key: ipKey(text(entity, 'Address')), name: text(entity, 'Address') }),
  iotdevice: (entity, { graph }) => ({
    key: compositeKey('iotdevice', idOf(graph.resolve(property(entity, 'IoTHub'))) || '-', text(entity, 'DeviceId')),
    name: text(entity, 'DeviceName') || text(entity, 'DeviceId'),
  }),
  'k8s-cluster': (entity, { graph }) => ({
    key: clusterKey(entity, graph),
    name: text(entity, 'Name') || lastSegment(clusterId(entity, graph)),
  }),
  'k8s-namespace': (entity, { graph }) => ({ key: namespaceKey(entity, graph), name: text(entity, 'Name') }),
  'k8s-node': inCluster('k8s-node'),
  'k8s-pod': inNamespace('k8s-pod'),
  'k8s-secret': inNamespace('k8s-secret'),
  'k8s-service': inNamespace('k8s-service'),
  'k8s-service-account': inNamespace('k8s-service-account'),
  'k8s-workload': inNamespace('k8s-workload'),
  'mail-message': byName('mail-message', 'NetworkMessageId', 'Subject'),
  mailbox: byName('mailbox', 'MailboxPrimaryAddress', 'DisplayName'),
  malware: byName('malware', 'Name', 'Name'),
  nic: byName('nic', 'MacAddress', 'MacAddress'),
  process: (entity, context) => {
    const image = context.graph.resolve(entity.ImageFile ?? entity.imageFile);
    const path = image && pathOf(image);
    const started = parseTime(textOf(entity.CreationTimeUtc ?? entity.creationTimeUtc));
    return {
      key: processKey({
        host: hostOf(entity, context),
        processId: textOf(entity.ProcessId ?? entity.processId),
        startTime: started,
        image: path ? filePath(path.directory, path.name) : '',
      }),
      name: path?.name || textOf(entity.CommandLine ?? entity.commandLine) || textOf(entity.ProcessId ?? entity.processId),
    };
  },
  'registry-key': (entity, context) => ({
    key: registryKey('registry-key', hostOf(entity, context), text(entity, 'Hive'), text(entity, 'Key')),
    name: text(entity, 'Key'),
  }),
  'registry-value': (entity, context) => {
    const parent = context.graph.resolve(property(entity, 'Key')) ?? {};
    return {
      key: registryKey('registry-value', hostOf(entity, context), text(parent, 'Hive'), text(parent, 'Key'), text(entity, 'Name')),
      name: text(entity, 'Name') || text(parent, 'Key'),
    };
  },
  'security-group': (entity) => ({
    key: compositeKey('security-group', text(entity, 'SID') || text(entity, 'ObjectGuid') || text(entity, 'DistinguishedName')),
    name: text(entity, 'DistinguishedName') || text(entity, 'SID'),
  }),
  'submission-mail': byName('submission-mail', 'SubmissionId', 'Subject'),
  url: (entity) => ({ key: urlKey(text(entity, 'Url')), name: text(entity, 'Url') }),
};

/** The identity of an entity of Defender's. A kind that has no rule here gets a name and no key. */
export function identify(kind: EntityKind, entity: JsonObject, context: IdentityContext): Identity {
  const identity = IDENTIFY[kind]?.(entity, context) ?? { key: undefined, name: text(entity, 'Name') };
  return identity.name === '' ? { ...identity, name: identity.key === undefined ? kind : valueOfKey(identity.key) } : identity;
}

/** A kind identified by one property alone. */
function byName(kind: EntityKind, idProperty: string, nameProperty: string): Identify {
  return (entity) => ({
    key: keyOf(kind, text(entity, idProperty).trim().toLowerCase()),
    name: text(entity, nameProperty) || text(entity, idProperty),
  });
}

export function keyOfHost(entity: JsonObject): string | undefined {
  return hostKey(hostFacts(entity));
}

function hostFacts(entity: JsonObject): HostFacts {
  return {
    name: textOf(entity.HostName ?? entity.hostName) || textOf(entity.NetBiosName ?? entity.netBiosName),
    dnsDomain: textOf(entity.DnsDomain ?? entity.dnsDomain),
    resourceId: textOf(entity.AzureID ?? entity.azureID),
  };
}

/** The host that an entity names, else the only one in the alert. */
function hostOf(entity: JsonObject, { graph, hostKeys, onlyHost }: IdentityContext): string | undefined {
  const host = graph.resolve(entity.Host ?? entity.host);
  return (host && (hostKeys.get(host) ?? keyOfHost(host))) ?? onlyHost;
}

function pathOf(file: JsonObject): { directory: string; name: string } {
  return { directory: text(file, 'Directory'), name: text(file, 'Name') };
}

function idOf(resource: JsonObject | undefined): string {
  return resource === undefined ? '' : text(resource, 'ResourceId');
}

function clusterId(cluster: JsonObject, graph: EntityGraph): string {
  return idOf(graph.resolve(property(cluster, 'CloudResource'))) || text(cluster, 'ResourceId');
}

function clusterKey(cluster: JsonObject, graph: EntityGraph): string | undefined {
  return compositeKey('k8s-cluster', clusterId(cluster, graph) || text(cluster, 'Name'));
}

function namespaceKey(namespace: JsonObject, graph: EntityGraph): string | undefined {
  return compositeKey('k8s-namespace', clusterScope(namespace, graph), text(namespace, 'Name'));
}

function clusterScope(entity: JsonObject, graph: EntityGraph): string {
  const cluster = graph.resolve(property(entity, 'Cluster'));
  const key = cluster && clusterKey(cluster, graph);
  return key === undefined ? '' : valueOfKey(key);
}

function inCluster(kind: EntityKind): Identify {
  return (entity, { graph }) => ({
    key: compositeKey(kind, clusterScope(entity, graph), text(entity, 'Name')),
    name: text(entity, 'Name'),
  });
}

function inNamespace(kind: EntityKind): Identify {
  return (entity, { graph }) => {
    const namespace = graph.resolve(property(entity, 'Namespace'));
    const key = namespace && namespaceKey(namespace, graph);
    return { key: compositeKey(kind, key && valueOfKey(key), text(entity, 'Name')), name: text(entity, 'Name') };
  };
}

/** The resource's own name. */
export function lastSegment(resourceId: string): string {
  const id = withoutTrailing(resourceId, '/');
  return id.slice(id.lastIndexOf('/') + 1);
}
