type Event = Record<string, unknown>;

/** A failed login over SSH, as a line of the manager's `alerts.json`. */
export function wazuhAlert(changes: Event = {}): Event {
  return structuredClone({
    timestamp: '2026-03-02T09:20:11.482+0000',
    rule: {
      level: 5,
      description: 'sshd: authentication failed.',
      id: '5760',
      mitre: { id: ['T1110.001', 'T1021.004'], tactic: ['Credential Access', 'Lateral Movement'], technique: ['Password Guessing', 'SSH'] },
      firedtimes: 4,
      groups: ['syslog', 'sshd', 'authentication_failed'],
    },
    agent: { id: '004', name: 'web-1', ip: '10.0.0.27' },
    manager: { name: 'siem-1' },
    id: '1772443211.90211',
    full_log: 'Mar  2 09:20:11 web-1 sshd[811]: Failed password for dana from 203.0.113.77 port 50022 ssh2',
    predecoder: { program_name: 'sshd', timestamp: 'Mar  2 09:20:11', hostname: 'web-1' },
    decoder: { parent: 'sshd', name: 'sshd' },
    data: { srcip: '203.0.113.77', srcport: '50022', dstuser: 'dana' },
    location: '/var/log/auth.log',
    ...changes,
  });
}

/** What remains of an alert when a forwarder keeps but time, machine and description. */
export function shortWazuhAlert(description: string): Event {
  return { '@timestamp': '2026-03-02T09:20:11.000000Z', agent: { name: 'web-1', ip: '10.0.0.27' }, rule: { description } };
}

/** Suricata's alert as Wazuh hands it on. */
export function wazuhSuricataAlert(): Event {
  return wazuhAlert({
    rule: { level: 3, description: 'Suricata: Alert - ET SCAN Example Port Sweep', id: '86601', groups: ['ids', 'suricata'] },
    data: {
      event_type: 'alert',
      src_ip: '203.0.113.77',
      src_port: '50022',
      dest_ip: '10.0.0.27',
      dest_port: '80',
      http: { hostname: 'www.example.org', url: '/a' },
      alert: { action: 'blocked', gid: '1', signature_id: '2999001', severity: '2', category: 'Attempted Information Leak' },
    },
  });
}

/** A process started on Windows, as Sysmon reports it through Wazuh. */
export function wazuhWindowsAlert(): Event {
  return wazuhAlert({
    predecoder: undefined,
    data: {
      win: {
        system: { computer: 'WIN-7.corp.example.com', eventID: '1' },
        eventdata: {
          image: 'C:\\Temp\\upd.exe',
          processId: '4242',
          commandLine: 'upd.exe -q',
          user: 'CORP\\dana',
          hashes: `SHA256=${'AB'.repeat(32)},MD5=${'CD'.repeat(16)}`,
          destinationIp: '198.51.100.9',
          queryName: 'drop.example.net',
        },
      },
    },
  });
}
