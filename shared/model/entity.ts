/**
 * The kinds of things that an alert can be about; the names are those of Defender for Cloud's entity types.
 * `other` is any further type: it is shown as the source described it and never links alerts.
 */
export const ENTITY_KINDS = [
  'account',
  'amazon-resource',
  'azure-resource',
  'blob',
  'blob-container',
  'cloud-application',
  'container',
  'container-image',
  'container-registry',
  'dns',
  'file',
  'filehash',
  'gcp-resource',
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
   * Further keys under which other alerts may speak of this very thing, because this alert says so: of a machine (`host:web01.example.com`) the addresses
   * at which it answers (`ip:192.0.2.10`), its short name (`host:web01`) and its resource id; of an account its SID and its id in Entra ID.
   * An alert speaks of everything in `key` and `aliases` of its entities: two alerts share a thing when these sets meet. Never holds `key` itself, nor what
   * is everywhere (loopback). Absent when there is none.
   */
  aliases?: string[];
  /** The entity as the source described it, `$id` and `$ref` included. */
  properties: Record<string, unknown>;
}
