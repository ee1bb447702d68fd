import { alertOf, HINTS, keysOf, rejectionOf } from './reading';
import { shortWazuhAlert, wazuhAlert, wazuhSuricataAlert, wazuhWindowsAlert } from './samples/wazuh';

describe("an alert of Wazuh's", () => {
  it('becomes an alert', () => {
    const event = wazuhAlert();
    expect(alertOf(event)).toMatchObject({
      format: 'wazuh',
      vendor: 'Wazuh',
      product: 'Wazuh',
      alertType: 'wazuh:5760',
      displayName: 'sshd: authentication failed.',
      vendorSeverity: '5',
      vendorTactics: ['TA0006', 'TA0008'],
      vendorTechniques: ['T1110.001', 'T1021.004'],
      category: 'syslog,sshd,authentication_failed',
      action: 'unknown',
      startTime: Date.parse('2026-03-02T09:20:11.482Z'),
      compromisedEntity: 'web-1',
      raw: JSON.stringify(event),
    });
  });

  it('speaks of the machine by name and address, of the other side and of the account on the machine', () => {
    expect(keysOf(alertOf(wazuhAlert()))).toEqual([
      ['host:web-1', undefined],
      ['ip:10.0.0.27', undefined],
      ['ip:203.0.113.77', 'source'],
      ['account:web-1\\dana', 'target'],
    ]);
  });

  it('says that name and address are one machine', () => {
    expect(alertOf(wazuhAlert()).entities[0]).toMatchObject({ key: 'host:web-1', aliases: ['ip:10.0.0.27'] });
  });

  it('takes a device without an agent for itself, not for the manager that heard it', () => {
    const event = wazuhAlert({ agent: { id: '000', name: 'siem-1' }, predecoder: { hostname: 'switch-9' }, location: '10.0.0.99' });
    expect(alertOf(event).entities[0]).toMatchObject({ key: 'host:switch-9', aliases: ['ip:10.0.0.99'] });
    expect(keysOf(alertOf(event)).flat()).not.toContain('host:siem-1');
  });

  it('is understood with nothing but time, machine and description', () => {
    const alert = alertOf(shortWazuhAlert('Web server 400 error code.'));
    expect(alert).toMatchObject({
      alertType: 'wazuh:web server 400 error code.',
      displayName: 'Web server 400 error code.',
      vendorSeverity: '',
      startTime: Date.parse('2026-03-02T09:20:11Z'),
    });
    expect(keysOf(alert)).toEqual([
      ['host:web-1', undefined],
      ['ip:10.0.0.27', undefined],
    ]);
  });

  it("is Suricata's alert where Wazuh hands one on, in full and cut short", () => {
    expect(alertOf(wazuhSuricataAlert())).toMatchObject({
      product: 'Suricata',
      component: 'Wazuh',
      alertType: 'suricata:1:2999001',
      displayName: 'ET SCAN Example Port Sweep',
      vendorSeverity: '2',
      category: 'Attempted Information Leak',
      action: 'blocked',
    });
    expect(alertOf(shortWazuhAlert('Suricata: Alert - ET DNS Query for .to TLD'))).toMatchObject({
      vendor: 'OISF',
      product: 'Suricata',
      alertType: 'suricata:et dns query for .to tld',
      displayName: 'ET DNS Query for .to TLD',
    });
  });

  it('names program, account, hashes and addresses of a Windows event', () => {
    expect(keysOf(alertOf(wazuhWindowsAlert())).map(([key]) => key)).toEqual(
      expect.arrayContaining([
        'host:win-7.corp.example.com',
        'account:corp\\dana',
        'process:win-7.corp.example.com|c:/temp/upd.exe',
        `filehash:sha256:${'ab'.repeat(32)}`,
        `filehash:md5:${'cd'.repeat(16)}`,
        'ip:198.51.100.9',
        'dns:drop.example.net',
      ]),
    );
  });

  it('ties no two accounts together by the null SID of a failed logon', () => {
    const nobody = { subjectUserSid: 'S-1-0-0', subjectUserName: '-', subjectDomainName: '-', targetUserSid: 'S-1-0-0' };
    const eventdata = { ...nobody, targetUserName: 'bob', targetDomainName: 'CORP' };
    const { entities } = alertOf(wazuhAlert({ data: { win: { system: { computer: 'dc-1' }, eventdata } } }));
    const accounts = entities.filter(({ kind }) => kind === 'account');
    expect(accounts.map(({ key, aliases }) => [key, aliases])).toEqual([['account:corp\\bob', undefined]]);
  });

  it.each([
    [
      'CloudTrail',
      {
        aws: {
          source: 'cloudtrail',
          recipientAccountId: '123456789012',
          sourceIPAddress: '203.0.113.5',
          userIdentity: { userName: 'john', accessKeyId: 'AKIAX' },
          requestParameters: { userName: 'evil' },
        },
      },
      ['account:123456789012\\john', 'ip:203.0.113.5', 'account:123456789012\\evil'],
    ],
    [
      'GuardDuty',
      {
        aws: {
          source: 'guardduty',
          accountId: '123456789012',
          service: { action: { networkConnectionAction: { remoteIpDetails: { ipAddressV4: '198.51.100.3' } } } },
          resource: { instanceDetails: { instanceId: 'i-1' } },
        },
      },
      ['host:i-1', 'ip:198.51.100.3'],
    ],
    [
      'Google Cloud',
      {
        gcp: { protoPayload: { authenticationInfo: { principalEmail: 'eve@corp.example' }, requestMetadata: { callerIp: '203.0.113.7' } } },
      },
      ['account:eve@corp.example', 'ip:203.0.113.7'],
    ],
    [
      'Office 365',
      { office365: { UserId: 'dana@corp.example', ClientIP: '203.0.113.5:51000' } },
      ['account:dana@corp.example', 'ip:203.0.113.5'],
    ],
    ['GitHub', { github: { actor: 'zoe', actor_ip: '203.0.113.8' } }, ['account:github\\zoe', 'ip:203.0.113.8']],
    ['Graph', { 'ms-graph': { title: 'x' } }, []],
  ])('of %s speaks of who acted in the cloud, not of the manager that fetched it', (_service, data, keys) => {
    const alert = alertOf(wazuhAlert({ agent: { id: '000', name: 'siem-1' }, predecoder: undefined, data }));
    expect(keysOf(alert).map(([key]) => key)).toEqual(keys);
    expect(alert.compromisedEntity).toBe('');
  });

  it.each([
    [
      'the accounts and both programs of a reach into memory',
      '10',
      {
        sourceProcessId: '5012',
        sourceImage: 'C:\\\\a\\\\tool.exe',
        targetImage: 'C:\\\\Windows\\\\lsass.exe',
        sourceUser: 'CORP\\\\dana',
        targetUser: 'NT AUTHORITY\\\\SYSTEM',
      },
      ['account:corp\\dana', 'account:nt authority\\system', 'process:pc|c:/a/tool.exe', 'process:pc|c:/windows/lsass.exe'],
    ],
    [
      'the value set in the registry',
      '13',
      { image: 'C:\\\\a\\\\reg.exe', targetObject: 'HKLM\\\\Software\\\\Run\\\\evil', user: 'CORP\\\\dana' },
      ['account:corp\\dana', 'process:pc|c:/a/reg.exe', 'registry-value:pc|hkey_local_machine|software\\run|evil'],
    ],
    [
      'the program and its parent',
      '1',
      { image: 'C:\\\\a\\\\cmd.exe', processId: '1', parentImage: 'C:\\\\a\\\\word.exe', parentProcessId: '44' },
      ['process:pc|c:/a/cmd.exe', 'process:pc|c:/a/word.exe'],
    ],
    [
      'no program where there is none',
      '4625',
      { processName: '-', processId: '0x0', targetUserName: 'bob', targetDomainName: 'C' },
      ['account:c\\bob'],
    ],
  ])('names %s, with backslashes doubled as Wazuh writes them (%s)', (_what, eventID, eventdata, keys) => {
    const alert = alertOf(
      wazuhAlert({ agent: { name: 'pc' }, predecoder: undefined, data: { win: { system: { eventID, computer: 'pc' }, eventdata } } }),
    );
    expect(keysOf(alert).map(([key]) => key)).toEqual(['host:pc', ...keys]);
  });

  it('tells the process which event 4688 reports from its creator', () => {
    const eventdata = { newProcessId: '0x1a2c', newProcessName: 'C:\\\\who.exe', processId: '0x9c4', parentProcessName: 'C:\\\\cmd.exe' };
    const { entities } = alertOf(wazuhAlert({ data: { win: { system: { eventID: '4688', computer: 'pc' }, eventdata } } }));
    const programs = entities.filter(({ kind }) => kind === 'process');
    expect(programs.map(({ name, properties }) => [name, properties.processId])).toEqual([
      ['who.exe', '0x1a2c'],
      ['cmd.exe', '0x9c4'],
    ]);
  });

  it('names who changed a file and with what, and the file which VirusTotal found', () => {
    const audit = { user: { name: 'root' }, login_user: { name: 'dana' }, process: { id: '41', name: '/usr/bin/vim' } };
    const changed = alertOf(wazuhAlert({ data: {}, syscheck: { path: '/etc/shadow', audit } }));
    expect(keysOf(changed).map(([key]) => key)).toEqual(
      expect.arrayContaining(['file:web-1|/etc/shadow', 'account:web-1\\dana', 'process:web-1|/usr/bin/vim']),
    );
    const found = alertOf(wazuhAlert({ data: { virustotal: { source: { file: '/tmp/x', md5: 'ab'.repeat(16) } } } }));
    expect(keysOf(found).map(([key]) => key)).toEqual(expect.arrayContaining(['file:web-1|/tmp/x', `filehash:md5:${'ab'.repeat(16)}`]));
  });

  it.each([undefined, 'wazuh'])('is read from hits of a search (format %s)', (format) => {
    const { id } = alertOf(wazuhAlert());
    const hit = { _index: 'wazuh-alerts-4.x', _id: 'a', _source: wazuhAlert() };
    expect(alertOf(hit, { ...HINTS, format }).id).toBe(id);
    expect(alertOf({ hits: { hits: [hit] } }, { ...HINTS, format }).id).toBe(id);
  });

  it('has one id by manager and number, and without a number by its content', () => {
    const { id } = alertOf(wazuhAlert());
    expect(alertOf(wazuhAlert({ location: 'elsewhere' })).id).toBe(id);
    expect(alertOf(wazuhAlert({ manager: { name: 'siem-2' } })).id).not.toBe(id);
    expect(alertOf(shortWazuhAlert('a')).id).not.toBe(alertOf(shortWazuhAlert('b')).id);
  });

  it.each([
    [{ timestamp: 'yesterday' }, 'timestamp: expected an ISO 8601 or epoch time of the years 1990 to 2099, found "yesterday"'],
    [{ timestamp: undefined }, '@timestamp or timestamp: expected an ISO 8601 or epoch time of the years 1990 to 2099, found nothing'],
    [{ rule: { description: ' ' } }, 'rule.description: expected a text, found " "'],
  ])('is rejected with the name of the bad field (%#)', (changes, detail) => {
    expect(rejectionOf(wazuhAlert(changes))).toEqual({ code: 'InvalidField', detail });
  });
});
