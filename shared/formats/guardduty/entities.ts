import type { Entity, EntityRole } from '../../model/entity';
import { hostKey, keyOf } from '../../model/entity-key';
import { lower } from '../../model/text';
import { addSequence } from '../aws/attack-sequence';
import { addAmazonResource, addPrincipal } from '../aws/principal';
import { EntityList } from '../entity-list';
import { isObject, textOf, textsOf } from '../fields';
import type { JsonObject } from '../format';
import { addContainer, addKubernetes, addKubernetesUser } from '../kubernetes';
import { LIMITS } from '../limits';
import { valueAt } from './value-at';

/** The instance, principal, buckets, clusters and containers that the finding is about, what a scan or a sequence found, and the other side. */
export function readEntities(finding: JsonObject): Entity[] {
  const list = new EntityList();
  const resource = valueAt(finding, 'Resource');
  const text = (...path: string[]) => textOf(valueAt(finding, ...path));
  const isActor = text('Service', 'ResourceRole').toUpperCase() === 'ACTOR';
  addInstance(list, valueAt(resource, 'InstanceDetails'), isActor ? 'source' : 'target');
  addPrincipal(list, {
    accountId: text('AccountId'),
    name: text('Resource', 'AccessKeyDetails', 'UserName'),
    accessKeyId: text('Resource', 'AccessKeyDetails', 'AccessKeyId'),
  });
  for (const bucket of listAt(resource, 'S3BucketDetails')) addAmazonResource(list, textOf(valueAt(bucket, 'Arn')), 'S3Bucket');
  addAmazonResource(list, text('Resource', 'RdsDbInstanceDetails', 'DbInstanceArn'), 'RDSDBInstance');
  addAmazonResource(list, text('Resource', 'LambdaDetails', 'FunctionArn'), 'Lambda');
  addCluster(list, resource);
  addTasks(list, valueAt(resource, 'EcsClusterDetails'));
  addSequence(list, valueAt(finding, 'Service', 'Detection', 'Sequence'), text('AccountId'));
  addMalware(list, finding);
  addRuntime(list, valueAt(finding, 'Service', 'RuntimeDetails', 'Process'), hostOf(finding));
  addOtherSide(list, valueAt(finding, 'Service', 'Action'), isActor ? 'target' : 'source');
  return list.entities;
}

function listAt(value: unknown, name: string): JsonObject[] {
  const found = valueAt(value, name);
  return Array.isArray(found) ? found.slice(0, LIMITS.members).filter(isObject) : [];
}

function addInstance(list: EntityList, instance: unknown, role: EntityRole): void {
  const interfaces = listAt(instance, 'NetworkInterfaces');
  const addresses = interfaces.flatMap((nic) => [
    textOf(valueAt(nic, 'PrivateIpAddress')),
    textOf(valueAt(nic, 'PublicIp')),
    ...textsOf(valueAt(nic, 'Ipv6Addresses')),
    ...listAt(nic, 'PrivateIpAddresses').map((address) => textOf(valueAt(address, 'PrivateIpAddress'))),
  ]);
  const name = textOf(valueAt(instance, 'InstanceId'));
  if (name !== '') list.machine({ name, addresses, role });
}

function addCluster(list: EntityList, resource: unknown): void {
  const cluster = textOf(valueAt(resource, 'EksClusterDetails', 'Arn')) || textOf(valueAt(resource, 'EksClusterDetails', 'Name'));
  const workload = valueAt(resource, 'KubernetesDetails', 'KubernetesWorkloadDetails');
  const [name, namespace] = [textOf(valueAt(workload, 'Name')), textOf(valueAt(workload, 'Namespace'))];
  const isPod = textOf(valueAt(workload, 'Type')).toLowerCase() === 'pods';
  addKubernetes(list, { cluster, namespace, ...(isPod ? { pod: name } : { workload: name }) });
  const user = textOf(valueAt(resource, 'KubernetesDetails', 'KubernetesUserDetails', 'Username'));
  if (user !== '') addKubernetesUser(list, cluster, user);
  addContainers(list, [valueAt(resource, 'ContainerDetails'), ...listAt(workload, 'Containers')]);
}

function addTasks(list: EntityList, cluster: unknown): void {
  addAmazonResource(list, textOf(valueAt(cluster, 'Arn')), 'ECSCluster');
  addAmazonResource(list, textOf(valueAt(cluster, 'TaskDetails', 'Arn')), 'ECSTask');
  addContainers(list, listAt(valueAt(cluster, 'TaskDetails'), 'Containers'));
}

function addContainers(list: EntityList, containers: readonly unknown[]): void {
  for (const container of containers) {
    const told = (property: string) => textOf(valueAt(container, property));
    addContainer(list, { id: told('Id'), name: told('Name'), image: told('Image') });
  }
}

/** The key of the instance. */
function hostOf(finding: JsonObject): string | undefined {
  return hostKey({ name: textOf(valueAt(finding, 'Resource', 'InstanceDetails', 'InstanceId')) });
}

function addRuntime(list: EntityList, process: unknown, host: string | undefined): void {
  list.process({ host, image: textOf(valueAt(process, 'ExecutablePath')), processId: textOf(valueAt(process, 'Pid')) });
  list.hash('sha256', valueAt(process, 'ExecutableSha256'));
}

/** What scans found: of volumes files by their path, of buckets objects by their name. */
function addMalware(list: EntityList, finding: JsonObject): void {
  const scan = valueAt(finding, 'Service', 'EbsVolumeScanDetails', 'ScanDetections', 'ThreatDetectedByName');
  const threats = [...listAt(scan, 'ThreatNames'), ...listAt(valueAt(finding, 'Service', 'MalwareScanDetails'), 'Threats')];
  for (const threat of threats) {
    const name = textOf(valueAt(threat, 'Name'));
    if (name !== '') list.add('malware', keyOf('malware', lower(name)), name, { name });
    for (const file of listAt(threat, 'FilePaths')) {
      list.file({ path: textOf(valueAt(file, 'FilePath')) || textOf(valueAt(file, 'FileName')), host: hostOf(finding) });
      list.hash('', valueAt(file, 'Hash'));
    }
    for (const item of listAt(threat, 'ItemPaths')) list.hash('', valueAt(item, 'Hash'));
  }
  for (const object of listAt(valueAt(finding, 'Resource'), 'S3BucketDetails').flatMap((bucket) => listAt(bucket, 'S3ObjectDetails'))) {
    addAmazonResource(list, textOf(valueAt(object, 'ObjectArn')), 'S3Object');
    list.hash('', valueAt(object, 'Hash'));
  }
}

const ACTIONS = ['NetworkConnectionAction', 'AwsApiCallAction', 'KubernetesApiCallAction', 'RdsLoginAttemptAction'];

function addOtherSide(list: EntityList, action: unknown, role: EntityRole): void {
  for (const name of ACTIONS) addRemote(list, valueAt(action, name), role);
  for (const probe of listAt(valueAt(action, 'PortProbeAction'), 'PortProbeDetails')) addRemote(list, probe, role);
  list.dns(valueAt(action, 'DnsRequestAction', 'Domain'));
}

function addRemote(list: EntityList, action: unknown, role: EntityRole): void {
  const remote = valueAt(action, 'RemoteIpDetails');
  list.ip(valueAt(remote, 'IpAddressV4') ?? valueAt(remote, 'IpAddressV6'), role);
}
