/**
 * The kinds of things that an alert can be about; the names are those of Defender for Cloud's entity types.
 * `other` is any further type: it is shown as the source described it and never links alerts.
 */
export const ENTITY_KINDS = [
  'account',
  'azure-resource',
  'cloud-application',
  'container',
  'container-image',
  'dns',
  'file',
  'filehash',
  'host',
  'ip',
  'iotdevice',
  'k8s-cluster',
  'k8s-namespace',
  'k8s-node',
  'k8s-pod',
  'k8s-secret',
  'k8s-service',
  'k8s-service-account',
  'k8s-workload',
  'mail-cluster',
  'mail-message',
  'mailbox',
  'malware',
  'network-connection',
  'nic',
  'process',
  'registry-key',
  'registry-value',
  'security-group',
  'submission-mail',
  'url',
  'other',
] as const;
export type EntityKind = (typeof ENTITY_KINDS)[number];

/** Which side of the activity an entity is on, where the source says so. */
export type EntityRole = 'source' | 'target';

export interface Entity {
  kind: EntityKind;
  /**
   * Canonical identity, `<kind>:<value>`: two alerts speak of the same thing exactly when the keys are equal within one subscription.
   * Absent when the source says too little to identify the thing; such an entity is shown and never links alerts.
   */
  key?: string;
  /** What people call it. */
  name: string;
  role?: EntityRole;
  /**
   * Keys of other entities of the same alert which are, as the alert says, this very machine: a host names the addresses at which it answers
   * (`host:web01` with `['ip:192.0.2.10']`). The relation holds in both directions; it stands on the host's side. Whoever knows a machine by its
   * address alone meets it there, for the alert lists the address as an entity too. Absent when the alert ties no two keys together.
   */
  sameMachine?: string[];
  /** The entity as the source described it, `$id` and `$ref` included. */
  properties: Record<string, unknown>;
}
