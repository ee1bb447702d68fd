import { readEvent } from '../../../shared/formats/read-event';
import { alertOf, HINTS, keysOf, only, rejectionOf } from './reading';
import { CEF_LINE, cefMessage, commonSecurityLogRow } from './samples/cef';

function alertOfLine(line: string) {
  const reading = only(readEvent(line, HINTS));
  if (!reading.ok) throw new Error(reading.rejection.detail);
  return reading.alert;
}

describe('a line of CEF', () => {
  it('becomes an alert', () => {
    expect(alertOfLine(CEF_LINE)).toMatchObject({
      format: 'cef',
      vendor: 'Example',
      product: 'Fire|wall',
      alertType: 'fire|wall:ips-77',
      displayName: 'Exploit attempt a=b',
      description: 'Line one\nline two with spaces',
      vendorSeverity: '8',
      vendorTechniques: ['T1190'],
      action: 'blocked',
      startTime: 1772442847123,
      compromisedEntity: 'WEB01',
      extendedProperties: { 'MITRE Technique': 'T1190 Exploit', 'device version': '9.1' },
      raw: CEF_LINE,
    });
  });

  it('names both sides, the account, the file and the URL', () => {
    expect(keysOf(alertOfLine(CEF_LINE))).toEqual([
      ['host:outside.example.net', 'source'],
      ['ip:203.0.113.77', 'source'],
      ['host:web01', 'target'],
      ['ip:10.0.0.27', 'target'],
      ['account:corp\\dana', 'target'],
      ['url:https://www.example.org/a?x=1&y=2', undefined],
      ['file:web01|upd.exe', undefined],
      [`filehash:sha256:${'ab'.repeat(32)}`, undefined],
    ]);
  });

  it('has the device as its machine where it names no side, as the agents of endpoints report, and the hashes by their labels and names', () => {
    const [md5, sha1, sha256] = ['44D88612FEA8A8F36DE82E1278ABB02F', '0CC9713BA896193A527213D9C94892D41797EB7C', 'AB'.repeat(32)];
    const line = 'CEF:0|Trend Micro|Deep Security Agent|20.0|4000000|Eicar_test_file|6|rt=1772442847123 dvchost=DESK7 dvc=10.0.0.7';
    const agent = alertOfLine(
      `${line} suser=root sproc=/bin/sh filePath=/tmp/eicar.com cs2=${sha1} cs2Label=sha1 cs3=x cs3Label=MD5 TrendMicroDsFileMD5=${md5} TrendMicroDsFileSHA256=${sha256}`,
    );
    expect(agent.compromisedEntity).toBe('DESK7');
    expect(keysOf(agent)).toEqual([
      ['host:desk7', undefined],
      ['ip:10.0.0.7', undefined],
      ['account:desk7\\root', 'source'],
      ['process:desk7|/bin/sh', undefined],
      ['file:desk7|/tmp/eicar.com', undefined],
      [`filehash:sha1:${sha1?.toLowerCase()}`, undefined],
      [`filehash:md5:${md5?.toLowerCase()}`, undefined],
      [`filehash:sha256:${'ab'.repeat(32)}`, undefined],
    ]);
    expect(keysOf(alertOfLine(`${line} src=10.0.0.8`))).toEqual([['ip:10.0.0.8', 'source']]);
    expect(keysOf(alertOfLine(line.replace('dvchost=DESK7 ', '')))).toEqual([
      ['host:10.0.0.7', undefined],
      ['ip:10.0.0.7', undefined],
    ]);
  });

  it('takes its time from the extension, else from the header of syslog, in whatever spelling', () => {
    const without = CEF_LINE.replace('rt=1772442847123 ', '');
    expect(alertOfLine(without).startTime).toBe(Date.parse('2026-03-02T09:14:10Z'));
    for (const [spelled, time] of [
      ['Mar 02 2026 09:14:07.123 UTC', '2026-03-02T09:14:07.123Z'],
      ['Mar  2 2026 09:14:07', '2026-03-02T09:14:07Z'],
      ['Mar 02 2026 09:14:07 CEST', '2026-03-02T07:14:07Z'],
      ['2026-03-02T09:14:07+01:00', '2026-03-02T08:14:07Z'],
    ] as const)
      expect(alertOfLine(CEF_LINE.replace('1772442847123', spelled)).startTime).toBe(Date.parse(time));
  });

  it('is rejected when its time is in an unknown zone, rather than hours off', () => {
    const line = 'CEF:0|Example|Firewall|1|7|Name|3|rt=Jul 01 2015 11:08:57 Asia/Tokyo src=10.0.0.1';
    expect(only(readEvent(line, HINTS))).toMatchObject({
      rejection: {
        detail: 'rt: expected a time in rt, start, end, TimeGenerated or the header of syslog, found "Jul 01 2015 11:08:57 Asia/Tokyo"',
      },
    });
    expect(alertOfLine(line.replace('Asia/Tokyo', 'GMT+08:00')).startTime).toBe(Date.parse('2015-07-01T03:08:57Z'));
  });

  it.each(['fw', 'DSM01 dsm:', 'DSM dsm:', 'CEST fw app[1]:'])('takes the time of its header before %s', (host) => {
    const { startTime } = alertOfLine(`<14>Mar  2 2026 09:14:07 ${host} CEF:0|Example|Firewall|1|7|Name|3|src=10.0.0.1`);
    expect(startTime).toBe(Date.parse(host.startsWith('CEST') ? '2026-03-02T07:14:07Z' : '2026-03-02T09:14:07Z'));
  });

  it.each([
    [
      'Palo Alto Networks|PAN-OS|10.1|spyware|THREAT|5',
      'cat=Cobalt Strike Traffic (C2)(86445)',
      'pan-os:spyware:86445',
      'Cobalt Strike Traffic (C2)',
    ],
    ['Palo Alto Networks|PAN-OS|10.1|url|THREAT|5', 'cat=(9999)', 'pan-os:url:9999', 'THREAT'],
    ['Palo Alto Networks|PAN-OS|10.1|auth-fail|SYSTEM|5', 'cat=general(1)', 'pan-os:auth-fail', 'SYSTEM'],
    [
      'Fortinet|Fortigate|v7.4|16384|utm:ips signature|7',
      'FTNTFGTattack=Port.Scanning FTNTFGTattackid=52103',
      'fortigate:16384:52103',
      'Port.Scanning',
    ],
    [
      'Fortinet|Fortigate|v7.4|08192|utm:virus infected|4',
      'FTNTFGTvirus=EICAR_TEST_FILE',
      'fortigate:08192:eicar_test_file',
      'EICAR_TEST_FILE',
    ],
    ['Fortinet|Fortigate|v7.4|18432|utm:anomaly anomaly|7', 'cat=utm', 'fortigate:18432', 'utm:anomaly anomaly'],
  ])(
    'tells the threats of a firewall apart, where its header names but their class: %s %s',
    (header, extension, alertType, displayName) => {
      expect(alertOfLine(`CEF:0|${header}|rt=1772442847123 ${extension} src=10.0.0.1`)).toMatchObject({ alertType, displayName });
    },
  );

  it('comes with others in one body, of which a bad one is rejected alone', () => {
    const readings = readEvent(`${CEF_LINE}\r\nhello\n\nCEF:0|a|b|1|x\n`, HINTS);
    expect(readings.map((reading) => (reading.ok ? reading.alert.format : reading.rejection.code))).toEqual([
      'cef',
      'InvalidField',
      'InvalidField',
    ]);
    expect(readings[1]).toMatchObject({ raw: 'hello' });
  });

  it('is given the year in which the stream took it in, where its time has none', () => {
    const line = '<134>Dec 31 23:59:58 FWALL CEF:0|Example|Firewall|1|7|Name|3|src=10.0.0.1';
    const taken = (receivedTime: string, text = line) => {
      const reading = only(readEvent(text, { ...HINTS, receivedTime: Date.parse(receivedTime) }));
      return reading.ok ? reading.alert : undefined;
    };
    expect(taken('2027-01-01T00:00:05Z')?.startTime).toBe(Date.parse('2026-12-31T23:59:58Z'));
    expect(taken('2026-12-31T23:58:00Z')?.startTime).toBe(Date.parse('2026-12-31T23:59:58Z'));
    expect(taken('2027-01-01T00:00:05Z', line.replace('src=', 'rt=Jan 01 2027 00:00:04 start=Jan 01 00:00:03 src='))).toMatchObject({
      startTime: Date.parse('2027-01-01T00:00:03Z'),
      generatedTime: Date.parse('2027-01-01T00:00:04Z'),
    });
    expect(taken('2027-01-03T10:00:00Z')?.id).toBe(taken('2027-01-01T00:00:05Z')?.id);
  });

  it('is rejected when its time has no year and nobody knows when it came, and when it has no name', () => {
    const line = 'Mar  2 09:14:07 fw CEF:0|Example|Firewall|1|7|Name|3|src=10.0.0.1';
    expect(only(readEvent(line, HINTS))).toMatchObject({ rejection: { code: 'InvalidField', detail: expect.stringContaining('rt') } });
    expect(only(readEvent('CEF:0|Example|Firewall|1|||3|rt=1772442847123', HINTS))).toMatchObject({
      rejection: { detail: 'Name: expected the name of the event, found nothing' },
    });
  });
});

describe('CEF inside JSON', () => {
  it('is read from the message, with the time beside it', () => {
    expect(alertOf(cefMessage())).toMatchObject({
      format: 'cef',
      startTime: Date.parse('2026-03-02T09:14:10Z'),
      alertType: 'fire|wall:ips-77',
    });
  });

  it('is read from a row of CommonSecurityLog', () => {
    const alert = alertOf(commonSecurityLogRow());
    expect(alert).toMatchObject({
      product: 'Firewall',
      alertType: 'firewall:ips-77',
      displayName: 'Exploit attempt',
      vendorSeverity: '8',
      vendorTechniques: ['T1190'],
      category: 'intrusion',
      action: 'allowed',
      startTime: Date.parse('2026-03-02T09:14:12Z'),
    });
    expect(keysOf(alert).map(([key]) => key)).toEqual([
      'ip:203.0.113.77',
      'host:web01',
      'ip:10.0.0.27',
      'account:dana@example.com',
      'url:https://www.example.org/a',
      'dns:example.net',
    ]);
  });

  it('is rejected without a time', () => {
    expect(rejectionOf(commonSecurityLogRow({ TimeGenerated: undefined })).code).toBe('InvalidField');
  });

  it('is read from the table as CSV', () => {
    const body =
      'TimeGenerated,DeviceVendor,DeviceProduct,DeviceEventClassID,Activity,LogSeverity\n2026-03-02T09:14:12Z,Example,Firewall,7,Sweep,3\n';
    expect(only(readEvent(body, HINTS))).toMatchObject({ ok: true, alert: { alertType: 'firewall:7', displayName: 'Sweep' } });
  });

  it('is read from the table as the portal writes it into CSV', () => {
    const body = (time: string) =>
      `TimeGenerated [UTC],DeviceVendor,DeviceProduct,DeviceEventClassID,Activity,LogSeverity\n"${time}",Example,Firewall,7,Sweep,3\n`;
    expect(only(readEvent(body('3/2/2026, 9:14:07.000 PM'), HINTS))).toMatchObject({
      alert: { startTime: Date.parse('2026-03-02T21:14:07Z') },
    });
    expect(only(readEvent(body('2.3.2026'), HINTS))).toMatchObject({ rejection: { detail: expect.stringContaining('TimeGenerated') } });
  });
});
