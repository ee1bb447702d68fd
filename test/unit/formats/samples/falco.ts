type Event = Record<string, unknown>;

/** A shell in a container. */
export function falcoAlert(changes: Event = {}): Event {
  return structuredClone({
    hostname: 'node-1',
    output: '09:14:07: Notice A shell was spawned in a container',
    priority: 'Notice',
    rule: 'Terminal shell in container',
    source: 'syscall',
    tags: ['container', 'mitre_execution', 'shell', 'T1059'],
    time: '2026-03-02T09:14:07.123456789Z',
    output_fields: {
      'container.id': 'c0ffeec0ffee',
      'container.image.repository': 'docker.io/library/example',
      'container.image.tag': '1',
      'container.name': 'app',
      'k8s.ns.name': 'shop',
      'k8s.pod.name': 'cart-1',
      'proc.cmdline': 'bash -i',
      'proc.exepath': '/bin/bash',
      'proc.pid': 42,
      'user.name': 'app',
      'fd.name': '10.0.0.27:50022->203.0.113.77:443',
      'proc.tty': '<NA>',
    },
    ...changes,
  });
}
