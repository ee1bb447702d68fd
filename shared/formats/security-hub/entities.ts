import type { Entity } from '../../model/entity';
import { keyOf } from '../../model/entity-key';
import { lower } from '../../model/text';
import { addSequence } from '../aws/attack-sequence';
import { addAmazonResource, addPrincipal } from '../aws/principal';
import { EntityList } from '../entity-list';
import type { JsonObject } from '../format';
import { addContainer, addKubernetes } from '../kubernetes';
import { at, objectAt, objectsAt, textAt, textsAt } from '../nested';

/** The resources by their types, the network's other side, malware, processes and indicators. */
export function readEntities(event: JsonObject): Entity[] {
  const list = new EntityList();
  const accountId = textAt(event, 'AwsAccountId');
  for (const resource of objectsAt(event, 'Resources')) addResource(list, resource, accountId);

  list.ip(textAt(event, 'Network', 'SourceIpV4') || textAt(event, 'Network', 'SourceIpV6'), 'source');
  list.ip(textAt(event, 'Network', 'DestinationIpV4') || textAt(event, 'Network', 'DestinationIpV6'), 'target');
  list.dns(textAt(event, 'Network', 'SourceDomain'));
  for (const name of ['NetworkConnectionAction', 'AwsApiCallAction'])
    list.ip(textAt(event, 'Action', name, 'RemoteIpDetails', 'IpAddressV4'), 'source');
  for (const probe of objectsAt(event, 'Action', 'PortProbeAction', 'PortProbeDetails'))
    list.ip(textAt(probe, 'RemoteIpDetails', 'IpAddressV4'), 'source');
  list.dns(textAt(event, 'Action', 'DnsRequestAction', 'Domain'));
  addSequence(list, at(event, 'Detection', 'Sequence'), accountId);
  list.ip(fieldEnding(event, 'remoteIpDetails/ipAddressV4'), 'source');
  list.process({
    host: undefined,
    image: textAt(event, 'Process', 'Path') || textAt(event, 'Process', 'Name'),
    processId: textAt(event, 'Process', 'Pid'),
  });
  for (const malware of objectsAt(event, 'Malware')) {
    const name = textAt(malware, 'Name');
    if (name !== '') list.add('malware', keyOf('malware', lower(name)), name, malware);
  }
  for (const indicator of objectsAt(event, 'ThreatIntelIndicators'))
    addIndicator(list, textAt(indicator, 'Type'), textAt(indicator, 'Value'));
  return list.entities;
}

/** Products hide addresses in free fields such as `aws/guardduty/service/action/.../remoteIpDetails/ipAddressV4`. */
function fieldEnding(event: JsonObject, ending: string): string {
  const fields = objectAt(event, 'ProductFields');
  const name = Object.keys(fields).find((candidate) => candidate.endsWith(ending));
  return name === undefined ? '' : textAt(fields, name);
}

function addResource(list: EntityList, resource: JsonObject, accountId: string): void {
  const [type, id] = [textAt(resource, 'Type'), textAt(resource, 'Id')];
  const details = objectAt(resource, 'Details', type);
  if (type === 'AwsEc2Instance') {
    list.machine({ name: lastPart(id), addresses: [...textsAt(details, 'IpV4Addresses'), ...textsAt(details, 'IpV6Addresses')] });
  } else if (type === 'AwsIamAccessKey') addAccessKey(list, id, details, accountId);
  else if (type === 'AwsIamUser' || type === 'AwsIamRole') addPrincipal(list, { accountId, name: lastPart(id) });
  else if (type === 'AwsEksCluster') addKubernetes(list, { cluster: id });
  else if (type === 'Container') {
    addContainer(list, {
      id: textAt(details, 'ContainerRuntimeId') || id,
      name: textAt(details, 'Name'),
      image: textAt(details, 'ImageName'),
    });
  } else if (id.startsWith('arn:')) addAmazonResource(list, id, type);
}

function lastPart(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1);
}

function addAccessKey(list: EntityList, id: string, details: JsonObject, accountId: string): void {
  addPrincipal(list, {
    accountId,
    name: textAt(details, 'SessionContext', 'SessionIssuer', 'UserName') || textAt(details, 'PrincipalName') || textAt(details, 'UserName'),
    accessKeyId: textAt(details, 'AccessKeyId') || (/(?:AKIA|ASIA)\w+$/.exec(id)?.[0] ?? ''),
    role: 'source',
  });
}

function addIndicator(list: EntityList, type: string, value: string): void {
  if (/^IPV[46]_ADDRESS$/.test(type)) list.ip(value);
  else if (type === 'DOMAIN') list.dns(value);
  else if (type === 'URL') list.url(value);
  else if (/^HASH_/.test(type)) list.hash(type.slice('HASH_'.length), value);
}
