type Event = Record<string, unknown>;

/** A firewall's line, with a header of syslog before it. */
export const CEF_LINE =
  '<134>1 2026-03-02T09:14:10Z fw-1 - - - - CEF:0|Example|Fire\\|wall|9.1|IPS-77|Exploit attempt a=b|8|' +
  'rt=1772442847123 src=203.0.113.77 spt=50022 shost=outside.example.net dst=10.0.0.27 dpt=443 dhost=WEB01 duser=dana dntdom=CORP act=Blocked ' +
  'request=https://www.example.org/a?x\\=1&y=2 fname=upd.exe fileHash=' +
  'ab'.repeat(32) +
  ' cs1Label=MITRE Technique cs1=T1190 Exploit msg=Line one\\nline two with spaces';

/** The same as a forwarder wraps it into JSON. */
export function cefMessage(): Event {
  return { '@timestamp': '2026-03-02T09:14:10Z', message: CEF_LINE.slice(CEF_LINE.indexOf('CEF:')).replace('rt=1772442847123 ', '') };
}

/** A row of CommonSecurityLog. */
export function commonSecurityLogRow(changes: Event = {}): Event {
  return structuredClone({
    TimeGenerated: '2026-03-02T09:14:12Z',
    DeviceVendor: 'Example',
    DeviceProduct: 'Firewall',
    DeviceVersion: '9.1',
    DeviceEventClassID: 'IPS-77',
    Activity: 'Exploit attempt',
    LogSeverity: '8',
    DeviceAction: 'allow',
    SourceIP: '203.0.113.77',
    DestinationIP: '10.0.0.27',
    DestinationHostName: 'WEB01',
    DestinationUserName: 'dana@example.com',
    RequestURL: 'https://www.example.org/a',
    DeviceCustomString1: 'T1190',
    DeviceCustomString1Label: 'ATT&CK technique',
    AdditionalExtensions: 'cat=intrusion;sourceDnsDomain=example.net',
    Type: 'CommonSecurityLog',
    ...changes,
  });
}
