import { compositeKey, keyOf } from './entity-key';
import { lower } from './text';

/** Containers are known by the whole id and by its first 12 digits, as their runtimes print it. */
const SHORT_ID = 12;

/** A container by its id, with or without the runtime before it (`containerd://...`), whole or short. */
export function containerKey(id: string): string | undefined {
  const bare = lower(id).replace(/^[a-z0-9+.-]+:\/\//, '');
  return keyOf('container', /^[0-9a-f]{12,64}$/.test(bare) ? bare.slice(0, SHORT_ID) : bare);
}

/** An image by its name with tag or digest; `docker.io/library/` and the tag `latest` are what is meant when they are left out. */
export function imageKey(image: string): string | undefined {
  const name = lower(image)
    .replace(/^docker-pullable:\/\//, '')
    .replace(/^(?:index\.)?docker\.io\/(?:library\/)?/, '')
    .replace(/:latest$/, '');
  return keyOf('container-image', name);
}

/** Where a source does not name the cluster: the same word for all. */
const SOME_CLUSTER = '-';

/**
 * A Kubernetes object by cluster, namespace and name. Without the cluster only names that hardly occur twice identify: a pod's, which ends in random
 * letters. Namespaces such as `default` are in every cluster.
 */
export function podKey(cluster: string, namespace: string, pod: string): string | undefined {
  return compositeKey('k8s-pod', cluster || SOME_CLUSTER, namespace, pod);
}

export function namespaceKey(cluster: string, namespace: string): string | undefined {
  return compositeKey('k8s-namespace', cluster, namespace);
}

/** A workload (deployment, daemon set, ...), service, secret or service account. */
export function inNamespaceKey(
  kind: 'k8s-workload' | 'k8s-service' | 'k8s-secret' | 'k8s-service-account',
  cluster: string,
  namespace: string,
  name: string,
): string | undefined {
  return compositeKey(kind, cluster || SOME_CLUSTER, namespace, name);
}
