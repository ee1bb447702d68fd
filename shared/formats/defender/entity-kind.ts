import { ENTITY_KINDS, type EntityKind } from '../../model/entity';

/** Kinds by their spelling in lower case without separators. */
const KINDS = new Map<string, EntityKind>([
  ...ENTITY_KINDS.map((kind) => [compact(kind), kind] as const),
  ['awsresource', 'amazon-resource'],
  ['dnsresolution', 'dns'],
  ['googlecloudresource', 'gcp-resource'],
  ['kubernetescluster', 'k8s-cluster'],
  ['kubernetesnamespace', 'k8s-namespace'],
  ['kubernetesnode', 'k8s-node'],
  ['kubernetespod', 'k8s-pod'],
  ['kubernetessecret', 'k8s-secret'],
  ['kubernetesservice', 'k8s-service'],
  ['kubernetesserviceaccount', 'k8s-service-account'],
]);

/** The kind that one of Defender's `Type`s names, in whatever letter case and with whatever separators; `other` for all further types. */
export function entityKind(type: string): EntityKind {
  return KINDS.get(type) ?? KINDS.get(compact(type)) ?? 'other';
}

function compact(type: string): string {
  return type.toLowerCase().replace(/[-_\s]/g, '');
}
