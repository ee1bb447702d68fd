type Event = Record<string, unknown>;

/** An alert of Elastic's detection engine, with dots in the names. */
export function kibanaAlert(changes: Event = {}): Event {
  return structuredClone({
    '@timestamp': '2026-03-02T09:20:00.000Z',
    'kibana.alert.uuid': 'ab12'.repeat(16),
    'kibana.alert.original_time': '2026-03-02T09:14:07.123Z',
    'kibana.alert.rule.name': 'Shadow Copies Were Deleted',
    'kibana.alert.rule.rule_id': 'b5ea4bfe-a1b2-421f-9d47-22a75a6f2921',
    'kibana.alert.rule.description': 'Copies from which files could be restored were deleted.',
    'kibana.alert.severity': 'high',
    'kibana.alert.risk_score': 73,
    'kibana.alert.workflow_status': 'acknowledged',
    'kibana.alert.rule.threat': [
      {
        framework: 'MITRE ATT&CK',
        tactic: { id: 'TA0040', name: 'Impact' },
        technique: [{ id: 'T1490', name: 'Inhibit System Recovery', subtechnique: [] }],
      },
    ],
    'kibana.alert.url': 'https://example.com/alert',
    'host.name': 'web01.corp.example.com',
    host: { ip: ['10.0.0.27', 'fe80::1'], os: { type: 'windows' } },
    user: { name: 'dana', domain: 'CORP', id: 'S-1-5-21-7' },
    process: {
      executable: 'C:\\Windows\\vssadmin.exe',
      pid: 4242,
      start: '2026-03-02T09:14:07Z',
      command_line: 'vssadmin delete shadows',
      hash: { sha256: 'AB'.repeat(32) },
      parent: { executable: 'C:\\Temp\\upd.exe' },
    },
    event: { kind: 'signal', category: ['process'], action: 'start' },
    ...changes,
  });
}

/** An alert of another product, shipped in the schema: Suricata's, nested. */
export function ecsSuricataAlert(): Event {
  return {
    '@timestamp': '2026-03-02T09:10:35.198Z',
    event: { kind: 'alert', module: 'suricata', dataset: 'suricata.eve', severity: 2, type: ['denied'] },
    rule: { id: '2999001', name: 'ET SCAN Example Port Sweep', category: 'Attempted Information Leak' },
    source: { ip: '203.0.113.77', port: 50022 },
    destination: { ip: '10.0.0.27', domain: 'www.example.org' },
    container: { id: 'c0ffee'.repeat(10), image: { name: 'example/app', tag: '1' } },
    orchestrator: { cluster: { name: 'prod' }, namespace: 'shop' },
    kubernetes: { pod: { name: 'cart-1' } },
  };
}

/** A hit of a search, from before 8.0. */
export function signalHit(): Event {
  return {
    _index: '.siem-signals-default',
    _id: 'hit-1',
    _source: {
      '@timestamp': '2026-03-02T09:20:00.000Z',
      event: { kind: 'signal' },
      signal: {
        status: 'open',
        original_time: '2026-03-02T09:14:07Z',
        rule: { name: 'Odd login', rule_id: 'r-1', severity: 'low', threat: [] },
      },
      source: { ip: '203.0.113.77' },
    },
  };
}
