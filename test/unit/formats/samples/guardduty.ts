type Event = Record<string, unknown>;

/** A brute-force attack against an instance, as GuardDuty exports it. */
export function guardDutyFinding(changes: Event = {}): Event {
  return structuredClone({
    schemaVersion: '2.0',
    accountId: '111122223333',
    region: 'eu-west-1',
    id: '0a'.repeat(16),
    type: 'UnauthorizedAccess:EC2/SSHBruteForce',
    title: 'Somebody guesses passwords at i-0abc12345.',
    description: 'Many logins failed.',
    severity: 8,
    createdAt: '2026-03-02T09:20:00.000Z',
    updatedAt: '2026-03-02T09:40:00.000Z',
    resource: {
      resourceType: 'Instance',
      instanceDetails: { instanceId: 'i-0abc12345', networkInterfaces: [{ privateIpAddress: '10.0.0.27', publicIp: '198.51.100.27' }] },
      accessKeyDetails: { accessKeyId: 'ASIAEXAMPLE', userName: 'Admin', userType: 'AssumedRole' },
      s3BucketDetails: [{ arn: 'arn:aws:s3:::example-bucket' }],
    },
    service: {
      serviceName: 'guardduty',
      resourceRole: 'TARGET',
      archived: false,
      count: 12,
      eventFirstSeen: '2026-03-02T09:10:00Z',
      eventLastSeen: '2026-03-02T09:18:00Z',
      action: {
        actionType: 'NETWORK_CONNECTION',
        networkConnectionAction: { blocked: false, remoteIpDetails: { ipAddressV4: '203.0.113.77' } },
        dnsRequestAction: { domain: 'drop.example.net' },
      },
    },
    ...changes,
  });
}

/** The same, as EventBridge sends it. */
export function guardDutyEvent(): Event {
  return { version: '0', 'detail-type': 'GuardDuty Finding', source: 'aws.guardduty', account: '111122223333', detail: guardDutyFinding() };
}

/** A finding about a cluster, in the letters of the API. */
export function clusterFinding(): Event {
  return {
    AccountId: '111122223333',
    Id: 'eks-1',
    Type: 'Execution:Kubernetes/ExecInKubeSystemPod',
    Severity: 5,
    CreatedAt: '2026-03-02T09:20:00Z',
    Resource: {
      ResourceType: 'EKSCluster',
      EksClusterDetails: { Name: 'prod', Arn: 'arn:aws:eks:eu-west-1:111122223333:cluster/prod' },
      KubernetesDetails: {
        KubernetesUserDetails: { Username: 'system:serviceaccount:shop:builder' },
        KubernetesWorkloadDetails: {
          Name: 'cart-1',
          Type: 'pods',
          Namespace: 'shop',
          Containers: [{ Image: 'example/app:1', Name: 'app' }],
        },
      },
    },
    Service: { ServiceName: 'guardduty', Action: { KubernetesApiCallAction: { RemoteIpDetails: { IpAddressV4: '203.0.113.77' } } } },
  };
}

/** An attack sequence: several signals that GuardDuty itself took together. */
export function attackSequence(): Event {
  return guardDutyFinding({
    type: 'AttackSequence:IAM/CompromisedCredentials',
    severity: 9,
    resource: { resourceType: 'AttackSequence' },
    service: {
      serviceName: 'guardduty',
      detection: {
        sequence: {
          actors: [{ id: 'user:AIDA', user: { name: 'Admin', credentialUid: 'ASIAEXAMPLE', account: { uid: '111122223333' } } }],
          endpoints: [{ id: '203.0.113.77', ip: '203.0.113.77' }],
          resources: [
            { uid: 'arn:aws:s3:::example-bucket', name: 'example-bucket', resourceType: 'S3_BUCKET' },
            { uid: 'i-0abc12345', resourceType: 'EC2_INSTANCE' },
          ],
          sequenceIndicators: [
            { key: 'ATTACK_TACTIC', values: ['Initial Access', 'Persistence'] },
            { key: 'ATTACK_TECHNIQUE', values: ['T1098.003'] },
          ],
          signals: [{ type: 'FINDING', signalIndicators: [{ key: 'ATTACK_TACTIC', values: ['Impact'] }] }],
        },
      },
    },
  });
}
