type Event = Record<string, unknown>;

/** A detection finding about a process on a machine. */
export function detectionFinding(changes: Event = {}): Event {
  return structuredClone({
    class_uid: 2004,
    class_name: 'Detection Finding',
    category_uid: 2,
    activity_id: 1,
    type_uid: 200401,
    severity_id: 4,
    status_id: 2,
    disposition_id: 2,
    time: 1772442900123,
    metadata: { version: '1.3.0', product: { name: 'Example EDR', vendor_name: 'Example', feature: { name: 'Behaviour' } } },
    finding_info: {
      uid: 'finding-77',
      title: 'Credentials were read from memory',
      desc: 'A program read the memory in which Windows keeps passwords.',
      analytic: { uid: 'edr-4711', name: 'lsass read' },
      first_seen_time: 1772442840000,
      last_seen_time_dt: '2026-03-02T09:14:30Z',
      created_time: 1772442890,
      attacks: [{ tactics: [{ uid: 'TA0006' }], technique: { uid: 'T1003' }, sub_technique: { uid: 'T1003.001' } }],
      src_url: 'https://example.com/f/77',
    },
    device: { hostname: 'WEB01', domain: 'corp.example.com', ip: '10.0.0.27', network_interfaces: [{ ip: '10.0.1.27' }] },
    evidences: [
      {
        actor: { user: { name: 'dana', domain: 'CORP', uid: 'S-1-5-21-7' } },
        process: {
          pid: 4242,
          cmd_line: 'upd.exe -q',
          created_time: 1772442840000,
          file: { path: 'C:\\Temp\\upd.exe', hashes: [{ algorithm_id: 3, value: 'AB'.repeat(32) }] },
        },
        src_endpoint: { ip: '203.0.113.77' },
        dst_endpoint: { ip: '10.0.0.27', hostname: 'web01' },
        query: { hostname: 'drop.example.net' },
      },
    ],
    observables: [
      { type_id: 2, value: '203.0.113.77' },
      { type_id: 6, value: 'https://drop.example.net/a' },
      { type_id: 99, value: 'whatever' },
    ],
    ...changes,
  });
}

/** A security finding, of the class that came before, about a resource in a cloud. */
export function securityFinding(): Event {
  return {
    class_uid: 2001,
    severity_id: 2,
    time: 1772442900,
    attacks: [{ tactics: [{ name: 'Defense Evasion' }], technique: { uid: 'T1562' } }],
    metadata: { version: '1.0.0', product: { name: 'GuardDuty', vendor_name: 'AWS' } },
    cloud: { account: { uid: '111122223333' }, region: 'eu-west-1' },
    finding: {
      uid: `arn:aws:guardduty:eu-west-1:111122223333:detector/d1/finding/${'0a'.repeat(16)}`,
      title: 'A trail was switched off',
      types: ['TTPs/Defense Evasion/Stealth:IAMUser-CloudTrailLoggingDisabled'],
      first_seen_time: 1772442840,
    },
    resources: [{ uid: 'arn:aws:cloudtrail:eu-west-1:111122223333:trail/T1', type: 'AwsCloudTrailTrail' }],
  };
}
