import type { IncidentEntity } from '../../model/incident';
import { entityPath, type Places } from '../places';

/** The kinds as `Microsoft.SecurityInsights` spells them, each with the property that holds the name. Others keep their own name. */
const KINDS: Record<string, readonly [kind: string, property: string]> = {
  account: ['Account', 'accountName'],
  'azure-resource': ['AzureResource', 'resourceId'],
  'cloud-application': ['CloudApplication', 'appName'],
  dns: ['DnsResolution', 'domainName'],
  file: ['File', 'fileName'],
  filehash: ['FileHash', 'hashValue'],
  host: ['Host', 'hostName'],
  ip: ['Ip', 'address'],
  iotdevice: ['IoTDevice', 'deviceName'],
  mailbox: ['Mailbox', 'mailboxPrimaryAddress'],
  'mail-cluster': ['MailCluster', 'clusterGroup'],
  'mail-message': ['MailMessage', 'subject'],
  malware: ['Malware', 'malwareName'],
  nic: ['Nic', 'macAddress'],
  process: ['Process', 'commandLine'],
  'registry-key': ['RegistryKey', 'key'],
  'registry-value': ['RegistryValue', 'valueName'],
  'security-group': ['SecurityGroup', 'distinguishedName'],
  'submission-mail': ['SubmissionMail', 'subject'],
  url: ['Url', 'url'],
};

export function entityKindOf({ kind }: Pick<IncidentEntity, 'kind'>): string {
  return KINDS[kind]?.[0] ?? kind;
}

/** An entity of an incident, with its part in it. */
export function entityResource(entity: IncidentEntity, subscriptionId: string, places: Places): object {
  const name = entityName(entity.key);
  const value = entity.kind === 'azure-resource' ? entity.key.slice(entity.key.indexOf(':') + 1) : entity.name;
  const own = KINDS[entity.kind]?.[1];
  return {
    id: entityPath(places, subscriptionId, name),
    name,
    type: 'Microsoft.SecurityInsights/Entities',
    kind: entityKindOf(entity),
    properties: {
      friendlyName: entity.name,
      ...(own === undefined ? {} : { [own]: value }),
      ...(entity.kind === 'filehash' ? { algorithm: algorithmOf(entity.key) } : {}),
      // Azure's clients take each of the values for an object.
      additionalData: { part: { key: entity.key, role: entity.role, risk: entity.risk, alertCount: entity.alertCount } },
    },
  };
}

/** Of a key such as `filehash:sha256:<digits>`. */
function algorithmOf(key: string): string {
  const algorithm = key.split(':')[1]?.toUpperCase() ?? '';
  return ['MD5', 'SHA1', 'SHA256', 'SHA256AC'].includes(algorithm) ? algorithm : 'Unknown';
}

/** The key of an entity as one segment of a path. */
export function entityName(key: string): string {
  return Buffer.from(key).toString('base64url');
}

/** And back; undefined for a name that is none. */
export function keyOfEntityName(name: string): string | undefined {
  const key = Buffer.from(name, 'base64url').toString('utf8');
  return /^[a-z0-9-]+:./.test(key) && entityName(key) === name ? key : undefined;
}
