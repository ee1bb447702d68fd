type Event = Record<string, unknown>;

/** A finding of GuardDuty's that came through the hub. */
export function securityHubFinding(changes: Event = {}): Event {
  return structuredClone({
    SchemaVersion: '2018-10-08',
    Id: `arn:aws:guardduty:eu-west-1:111122223333:detector/d1/finding/${'0a'.repeat(16)}`,
    ProductArn: 'arn:aws:securityhub:eu-west-1::product/aws/guardduty',
    ProductName: 'GuardDuty',
    CompanyName: 'Amazon',
    AwsAccountId: '111122223333',
    GeneratorId: 'arn:aws:guardduty:eu-west-1:111122223333:detector/d1',
    Types: ['TTPs/Defense Evasion/Stealth:IAMUser-CloudTrailLoggingDisabled'],
    Title: 'A trail was switched off',
    Description: 'Admin switched it off.',
    CreatedAt: '2026-03-02T09:20:00Z',
    UpdatedAt: '2026-03-02T09:40:00Z',
    FirstObservedAt: '2026-03-02T09:10:00Z',
    Severity: { Label: 'LOW', Normalized: 40 },
    Workflow: { Status: 'NOTIFIED' },
    RecordState: 'ACTIVE',
    ProductFields: { 'aws/guardduty/service/action/awsApiCallAction/remoteIpDetails/ipAddressV4': '203.0.113.77' },
    Resources: [
      { Type: 'AwsIamAccessKey', Id: 'AWS::IAM::AccessKey:ASIAEXAMPLE', Details: { AwsIamAccessKey: { PrincipalName: 'Admin' } } },
      {
        Type: 'AwsEc2Instance',
        Id: 'arn:aws:ec2:eu-west-1:111122223333:instance/i-0abc12345',
        Details: { AwsEc2Instance: { IpV4Addresses: ['10.0.0.27'] } },
      },
      { Type: 'AwsS3Bucket', Id: 'arn:aws:s3:::example-bucket' },
      { Type: 'AwsAccount', Id: 'AWS::::Account:111122223333' },
    ],
    ThreatIntelIndicators: [{ Type: 'DOMAIN', Value: 'drop.example.net' }],
    ...changes,
  });
}
