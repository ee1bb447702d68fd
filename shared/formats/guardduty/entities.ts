import type { Entity, EntityRole } from '../../model/entity';
import { addAmazonResource, addPrincipal } from '../aws/principal';
import { EntityList } from '../entity-list';
import { isObject, textOf } from '../fields';
import type { JsonObject } from '../format';
import { addContainer, addKubernetes, addKubernetesUser } from '../kubernetes';
import { LIMITS } from '../limits';
import { valueAt } from './value-at';

/** The instance, principal, buckets, cluster and containers that the finding is about, and the other side. */
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
  addRuntime(list, valueAt(finding, 'Service', 'RuntimeDetails', 'Process'), text('Resource', 'InstanceDetails', 'InstanceId'));
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
  for (const container of [valueAt(resource, 'ContainerDetails'), ...listAt(workload, 'Containers')]) {
    const told = (property: string) => textOf(valueAt(container, property));
    addContainer(list, { id: told('Id'), name: told('Name'), image: told('Image') });
  }
}

function addRuntime(list: EntityList, process: unknown, instanceId: string): void {
  const host = instanceId === '' ? undefined : `host:${instanceId.toLowerCase()}`;
  list.process({ host, image: textOf(valueAt(process, 'ExecutablePath')), processId: textOf(valueAt(process, 'Pid')) });
  list.hash('sha256', valueAt(process, 'ExecutableSha256'));
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
