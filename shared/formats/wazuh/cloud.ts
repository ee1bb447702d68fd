import type { Entity } from '../../model/entity';
import { addPrincipal } from '../aws/principal';
import { EntityList } from '../entity-list';
import { isObject } from '../fields';
import type { JsonObject } from '../format';
import { readEntities as readGuardDuty } from '../guardduty/entities';
import { objectAt, textAt } from '../nested';

/** Under which fields the modules of Wazuh file what they fetch from services. */
const SERVICES = ['aws', 'gcp', 'office365', 'github', 'azure', 'ms-graph'];

/** Whether the alert is about a service: the agent has but fetched the event, and has no part in it. */
export function isOfCloud(data: JsonObject): boolean {
  return SERVICES.some((service) => isObject(data[service]));
}

/** Who acted in a service, from where, and on what. */
export function readCloudEntities(data: JsonObject): Entity[] {
  const aws = objectAt(data, 'aws');
  if (textAt(aws, 'source') === 'guardduty') return readGuardDuty(aws);
  const list = new EntityList();
  addCloudTrail(list, aws);
  addGoogle(list, objectAt(data, 'gcp'));
  const office = objectAt(data, 'office365');
  list.account({ name: textAt(office, 'UserId') }, 'source');
  list.ip(withoutPort(textAt(office, 'ClientIP') || textAt(office, 'ActorIpAddress')), 'source');
  const github = objectAt(data, 'github');
  // Names of GitHub's are unique there, and nowhere else.
  list.account({ name: textAt(github, 'actor'), ntDomain: 'github' }, 'source');
  list.ip(textAt(github, 'actor_ip'), 'source');
  return list.entities;
}

function addCloudTrail(list: EntityList, aws: JsonObject): void {
  const identity = objectAt(aws, 'userIdentity');
  const accountId = textAt(identity, 'accountId') || textAt(aws, 'recipientAccountId') || textAt(aws, 'aws_account_id');
  addPrincipal(list, {
    accountId,
    name: textAt(identity, 'userName') || textAt(identity, 'sessionContext', 'sessionIssuer', 'userName'),
    accessKeyId: textAt(identity, 'accessKeyId'),
    role: 'source',
  });
  list.ip(textAt(aws, 'sourceIPAddress') || textAt(aws, 'source_ip_address') || textAt(aws, 'srcaddr'), 'source');
  list.ip(textAt(aws, 'dstaddr'), 'target');
  addPrincipal(list, { accountId, name: textAt(aws, 'requestParameters', 'userName'), role: 'target' });
  const instance = textAt(aws, 'requestParameters', 'instanceId');
  if (instance !== '') list.machine({ name: instance, role: 'target' });
}

/** Audit logs, and those of the DNS. */
function addGoogle(list: EntityList, gcp: JsonObject): void {
  list.account({ name: textAt(gcp, 'protoPayload', 'authenticationInfo', 'principalEmail') }, 'source');
  list.ip(textAt(gcp, 'protoPayload', 'requestMetadata', 'callerIp'), 'source');
  list.ip(textAt(gcp, 'jsonPayload', 'sourceIP'), 'source');
  list.dns(textAt(gcp, 'jsonPayload', 'queryName'));
}

/** Office writes `192.0.2.1:443` and `[2001:db8::1]:443` as well. */
function withoutPort(address: string): string {
  return address.replace(/^\[([^\]]+)\](?::\d+)?$/, '$1').replace(/^([\d.]+):\d+$/, '$1');
}
