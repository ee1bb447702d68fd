import { readEvent } from '../../../shared/formats/read-event';
import { alertOf, HINTS, keysOf, rejectionOf } from './reading';
import { attackSequence, clusterFinding, guardDutyEvent, guardDutyFinding } from './samples/guardduty';
import { securityHubFinding } from './samples/security-hub';

describe("a finding of GuardDuty's", () => {
  it('becomes an alert', () => {
    const event = guardDutyFinding();
    expect(alertOf(event)).toMatchObject({
      id: '0a'.repeat(16),
      format: 'guardduty',
      vendor: 'AWS',
      product: 'GuardDuty',
      alertType: 'UnauthorizedAccess:EC2/SSHBruteForce',
      vendorSeverity: '8',
      vendorTactics: ['TA0001'],
      category: 'UnauthorizedAccess',
      action: 'allowed',
      startTime: Date.parse('2026-03-02T09:10:00Z'),
      endTime: Date.parse('2026-03-02T09:18:00Z'),
      generatedTime: Date.parse('2026-03-02T09:20:00Z'),
      revisedTime: Date.parse('2026-03-02T09:40:00Z'),
      compromisedEntity: 'i-0abc12345',
      raw: JSON.stringify(event),
    });
  });

  it('names the instance with its addresses, the principal, the bucket and the other side', () => {
    const alert = alertOf(guardDutyFinding());
    expect(keysOf(alert)).toEqual([
      ['host:i-0abc12345', 'target'],
      ['ip:10.0.0.27', 'target'],
      ['ip:198.51.100.27', 'target'],
      ['account:111122223333\\admin', undefined],
      ['amazon-resource:arn:aws:s3:::example-bucket', undefined],
      ['ip:203.0.113.77', 'source'],
      ['dns:drop.example.net', undefined],
    ]);
    expect(alert.entities[3]?.aliases).toEqual(['account:asiaexample']);
  });

  it('is the same from EventBridge', () => {
    expect(alertOf(guardDutyEvent())).toEqual({ ...alertOf(guardDutyFinding()), raw: JSON.stringify(guardDutyEvent()) });
  });

  it('names pods, images and accounts of a cluster, in the letters of the API', () => {
    const cluster = 'arn:aws:eks:eu-west-1:111122223333:cluster/prod';
    const alert = alertOf(clusterFinding());
    expect(alert).toMatchObject({ vendorTactics: ['TA0002'], displayName: 'Execution:Kubernetes/ExecInKubeSystemPod' });
    expect(keysOf(alert).map(([key]) => key)).toEqual([
      `k8s-cluster:${cluster}`,
      `k8s-namespace:${cluster}|shop`,
      `k8s-pod:${cluster}|shop|cart-1`,
      `k8s-service-account:${cluster}|shop|builder`,
      'container-image:example/app:1',
      'ip:203.0.113.77',
    ]);
  });

  it('tells who acted in an attack sequence, from where and on what, with its tactics and techniques', () => {
    const alert = alertOf(attackSequence());
    expect(alert).toMatchObject({
      isIncident: true,
      vendorTactics: ['TA0001', 'TA0003', 'TA0040'],
      vendorTechniques: ['T1098.003'],
      compromisedEntity: 'example-bucket',
    });
    expect(keysOf(alert)).toEqual([
      ['account:111122223333\\admin', 'source'],
      ['ip:203.0.113.77', 'source'],
      ['amazon-resource:arn:aws:s3:::example-bucket', undefined],
      ['host:i-0abc12345', 'target'],
    ]);
  });

  it('names the files, hashes and malware that a scan of volumes found', () => {
    const file = { fileName: 'eicar.com', filePath: 'tmp/eicar.com', hash: 'ab'.repeat(32) };
    const threatNames = [{ name: 'EICAR-Test-File', filePaths: [file] }];
    const event = guardDutyFinding({
      resource: { instanceDetails: { instanceId: 'i-0abc12345', networkInterfaces: [{ ipv6Addresses: ['2001:db8::3'] }] } },
      service: { serviceName: 'guardduty', ebsVolumeScanDetails: { scanDetections: { threatDetectedByName: { threatNames } } } },
    });
    expect(keysOf(alertOf(event)).map(([key]) => key)).toEqual([
      'host:i-0abc12345',
      'ip:2001:db8::3',
      'malware:eicar-test-file',
      'file:i-0abc12345|tmp/eicar.com',
      `filehash:sha256:${'ab'.repeat(32)}`,
    ]);
  });

  it('names the object and malware that a scan of a bucket found', () => {
    const s3ObjectDetails = [{ objectArn: 'arn:aws:s3:::example-bucket/k', key: 'k', hash: 'ab'.repeat(32) }];
    const event = guardDutyFinding({
      resource: { s3BucketDetails: [{ arn: 'arn:aws:s3:::example-bucket', s3ObjectDetails }] },
      service: { serviceName: 'guardduty', malwareScanDetails: { threats: [{ name: 'EICAR-Test-File' }] } },
    });
    expect(keysOf(alertOf(event)).map(([key]) => key)).toEqual([
      'amazon-resource:arn:aws:s3:::example-bucket',
      'malware:eicar-test-file',
      'amazon-resource:arn:aws:s3:::example-bucket/k',
      `filehash:sha256:${'ab'.repeat(32)}`,
    ]);
  });

  it('names the cluster, task and containers of ECS', () => {
    const taskDetails = {
      arn: 'arn:aws:ecs:eu-west-1:111122223333:task/t',
      containers: [{ id: 'c1', name: 'app', image: 'example/app:1' }],
    };
    const ecsClusterDetails = { name: 'c', arn: 'arn:aws:ecs:eu-west-1:111122223333:cluster/c', taskDetails };
    const event = guardDutyFinding({ resource: { ecsClusterDetails }, service: { serviceName: 'guardduty' } });
    expect(keysOf(alertOf(event)).map(([key]) => key)).toEqual([
      'amazon-resource:arn:aws:ecs:eu-west-1:111122223333:cluster/c',
      'amazon-resource:arn:aws:ecs:eu-west-1:111122223333:task/t',
      'container:c1',
      'container-image:example/app:1',
    ]);
  });

  it.each([
    ['Recon:EC2/Portscan', ['TA0043']],
    ['Stealth:S3/ServerAccessLoggingDisabled', ['TA0005']],
    ['CryptoCurrency:EC2/BitcoinTool.B', ['TA0040']],
    ['CredentialAccess:Kubernetes/TorIPCaller', ['TA0006']],
    ['Policy:S3/BucketPublicAccessGranted', []],
  ])('has the tactic of its purpose: %s', (type, tactics) => {
    expect(alertOf(guardDutyFinding({ type })).vendorTactics).toEqual(tactics);
  });

  it('is rejected with the name of the bad field', () => {
    expect(rejectionOf(guardDutyFinding({ createdAt: 'x' })).detail).toBe(
      'CreatedAt: expected an ISO 8601 time of the years 1990 to 2099, found "x"',
    );
  });
});

describe("a finding of Security Hub's", () => {
  it('becomes an alert, with the id and type under which the product itself sends it', () => {
    expect(alertOf(securityHubFinding())).toMatchObject({
      id: '0a'.repeat(16),
      format: 'security-hub',
      product: 'GuardDuty',
      alertType: 'Stealth:IAMUser/CloudTrailLoggingDisabled',
      vendorSeverity: 'LOW',
      vendorTactics: ['TA0005'],
      status: 'InProgress',
      startTime: Date.parse('2026-03-02T09:10:00Z'),
      revisedTime: Date.parse('2026-03-02T09:40:00Z'),
    });
  });

  it("names the resources under the same keys as GuardDuty's own findings, but not the whole account", () => {
    expect(keysOf(alertOf(securityHubFinding()))).toEqual([
      ['account:111122223333\\admin', 'source'],
      ['host:i-0abc12345', undefined],
      ['ip:10.0.0.27', undefined],
      ['amazon-resource:arn:aws:s3:::example-bucket', undefined],
      ['ip:203.0.113.77', 'source'],
      ['dns:drop.example.net', undefined],
    ]);
  });

  it('names who probed ports', () => {
    const PortProbeAction = { PortProbeDetails: [{ RemoteIpDetails: { IpAddressV4: '203.0.113.78' } }], Blocked: true };
    const alert = alertOf(securityHubFinding({ Resources: [], ThreatIntelIndicators: [], ProductFields: {}, Action: { PortProbeAction } }));
    expect(alert.action).toBe('blocked');
    expect(keysOf(alert)).toEqual([['ip:203.0.113.78', 'source']]);
  });

  it('has the actors, endpoints, tactics and techniques of an attack sequence', () => {
    const Sequence = {
      Actors: [{ User: { Name: 'Admin', CredentialUid: 'ASIAEXAMPLE', Account: { Uid: '111122223333' } } }],
      Endpoints: [{ Ip: '203.0.113.77' }],
      SequenceIndicators: [
        { Key: 'ATTACK_TACTIC', Values: ['Persistence'] },
        { Key: 'ATTACK_TECHNIQUE', Values: ['T1098.003'] },
      ],
    };
    const changes = { Types: ['TTPs/AttackSequence:IAM/CompromisedCredentials'], Detection: { Sequence } };
    const alert = alertOf(securityHubFinding({ ...changes, Resources: [], ThreatIntelIndicators: [], ProductFields: {} }));
    expect(alert).toMatchObject({ vendorTactics: ['TA0003'], vendorTechniques: ['T1098.003'] });
    expect(keysOf(alert)).toEqual([
      ['account:111122223333\\admin', 'source'],
      ['ip:203.0.113.77', 'source'],
    ]);
  });

  it('comes with others from EventBridge', () => {
    const body = JSON.stringify({
      source: 'aws.securityhub',
      detail: { findings: [securityHubFinding(), securityHubFinding({ Id: 'b' })] },
    });
    expect(readEvent(body, HINTS).map((reading) => reading.ok && reading.alert.id)).toEqual(['0a'.repeat(16), 'b']);
  });

  it.each([
    [{ RecordState: 'ARCHIVED' }, 'Resolved'],
    [{ Workflow: { Status: 'SUPPRESSED' } }, 'Dismissed'],
    [{ Workflow: { Status: 'NEW' } }, 'Active'],
  ])('has a status: %j', (changes, status) => {
    expect(alertOf(securityHubFinding(changes)).status).toBe(status);
  });

  it('is rejected with the name of the bad field', () => {
    expect(rejectionOf(securityHubFinding({ Title: 7 })).detail).toBe('Title: expected a text, found the number 7');
  });
});
