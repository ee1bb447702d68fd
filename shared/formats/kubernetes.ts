import { containerKey, imageKey, inNamespaceKey, namespaceKey, podKey } from '../model/container-key';
import { compositeKey } from '../model/entity-key';
import type { EntityList } from './entity-list';

/** What a source tells of the place of an activity in Kubernetes; `cluster` is the cluster's resource id, ARN or name. */
export interface KubernetesPlace {
  cluster?: string;
  namespace?: string;
  pod?: string;
  node?: string;
  workload?: string;
  service?: string;
  secret?: string;
  serviceAccount?: string;
}

/** Adds what is told of the place, from the cluster down. */
export function addKubernetes(list: EntityList, place: KubernetesPlace): void {
  const { cluster = '', namespace = '', pod = '', node = '', workload = '', service = '', secret = '', serviceAccount = '' } = place;
  if (cluster !== '') list.add('k8s-cluster', compositeKey('k8s-cluster', cluster), cluster, { name: cluster });
  if (namespace !== '') list.add('k8s-namespace', namespaceKey(cluster, namespace), namespace, { name: namespace });
  if (node !== '') list.add('k8s-node', compositeKey('k8s-node', cluster || '-', node), node, { name: node });
  if (pod !== '') list.add('k8s-pod', podKey(cluster, namespace, pod), pod, { name: pod });
  for (const [kind, name] of [
    ['k8s-workload', workload],
    ['k8s-service', service],
    ['k8s-secret', secret],
    ['k8s-service-account', serviceAccount],
  ] as const) {
    if (name !== '') list.add(kind, inNamespaceKey(kind, cluster, namespace, name), name, { name });
  }
}

/** `system:serviceaccount:<namespace>:<name>` is how Kubernetes names an account of a workload. */
export function addKubernetesUser(list: EntityList, cluster: string, user: string): void {
  const [, namespace, serviceAccount] = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(user) ?? [];
  if (namespace !== undefined && serviceAccount !== undefined) addKubernetes(list, { cluster, namespace, serviceAccount });
  else list.account({ name: user, ...(cluster === '' || user.includes('@') ? {} : { ntDomain: cluster }) }, 'source');
}

/** Adds a container and its image. The word `host` in place of an id stands for no container. */
export function addContainer(list: EntityList, { id = '', name = '', image = '' }: { id?: string; name?: string; image?: string }): void {
  if (id !== '' && id !== 'host')
    list.add('container', containerKey(id), name || id, { containerId: id, ...(name === '' ? {} : { name }) });
  if (image.trim() !== '') list.add('container-image', imageKey(image), image, { imageId: image });
}
