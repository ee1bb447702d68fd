type Event = Record<string, unknown>;

/** A notification about a pod in a cluster. */
export function sccNotification(changes: Event = {}): Event {
  return structuredClone({
    notificationConfigName: 'organizations/1/notificationConfigs/all',
    finding: {
      name: 'organizations/1/sources/2/findings/0b1c2d3e',
      category: 'Execution: Added Binary Executed',
      state: 'ACTIVE',
      severity: 'LOW',
      findingClass: 'THREAT',
      description: 'A program ran which was not in the image.',
      eventTime: '2026-03-02T09:14:07.123Z',
      createTime: '2026-03-02T09:14:09Z',
      resourceName: '//container.googleapis.com/projects/example/zones/z/clusters/prod',
      externalUri: 'https://example.com/log',
      mitreAttack: { primaryTactic: 'DEFENSE_EVASION', primaryTechniques: ['MASQUERADING'] },
      access: { principalEmail: 'dana@example.com', callerIp: '203.0.113.77', methodName: 'create' },
      kubernetes: { pods: [{ ns: 'shop', name: 'cart-1', containers: [{ name: 'app', uri: 'example/app:1' }] }] },
      processes: [{ binary: { path: '/tmp/upd', sha256: 'ab'.repeat(32) }, args: ['upd', '-q'], pid: '42' }],
      indicator: { domains: ['drop.example.net'], ipAddresses: ['198.51.100.9'] },
      ...changes,
    },
    resource: { name: '//container.googleapis.com/projects/example/zones/z/clusters/prod', type: 'google.container.Cluster' },
  });
}
