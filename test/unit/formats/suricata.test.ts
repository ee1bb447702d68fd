import { suricataAlert } from '../../support/sample-alerts';
import { alertOf, rejectionOf } from './reading';

describe('an EVE alert', () => {
  it('becomes an alert', () => {
    const event = suricataAlert();
    expect(alertOf(event)).toMatchObject({
      format: 'suricata',
      vendor: 'OISF',
      product: 'Suricata',
      alertType: 'suricata:1:2010937',
      displayName: 'ET WEB_SERVER Possible SQL injection attempt',
      description: 'Web Application Attack: TCP traffic from 203.0.113.77 port 61038 to 10.0.0.27 port 80',
      vendorSeverity: '1',
      category: 'Web Application Attack',
      action: 'allowed',
      startTime: Date.parse('2026-03-02T09:10:35.198Z'),
      endTime: Date.parse('2026-03-02T09:10:35.198Z'),
      status: 'Active',
      compromisedEntity: '10.0.0.27',
      extendedProperties: { proto: 'TCP', src_port: '61038', dest_port: '80', sensor_host: 'sensor-1.corp.example.com' },
      raw: JSON.stringify(event),
    });
  });

  it('is of one kind whatever part of a list of addresses it is from', () => {
    const part = (signature_id: number, signature: string) => alertOf(suricataAlert({}, { signature_id, signature }));
    const [first, second] = [
      part(2403300, 'ET CINS Active Threat Intelligence group 1'),
      part(2403371, 'ET CINS Active Threat Intelligence group 72'),
    ];
    expect(first.alertType).toBe(second.alertType);
    expect([first.displayName, second.displayName]).toEqual([
      'ET CINS Active Threat Intelligence group 1',
      'ET CINS Active Threat Intelligence group 72',
    ]);
    expect(part(2520000, 'ET TOR Known Tor Exit Node Traffic group 1').alertType).not.toBe(first.alertType);
    expect(part(2100498, 'GPL ATTACK_RESPONSE id check of group 0 returned root').alertType).toBe('suricata:1:2100498');
  });

  it('speaks of both addresses by their roles, of the name and of the URL', () => {
    const { entities } = alertOf(suricataAlert());
    expect(entities.map(({ key, role }) => [key, role])).toEqual([
      ['ip:203.0.113.77', 'source'],
      ['ip:10.0.0.27', 'target'],
      ['dns:www.example.org', undefined],
      ['url:http://www.example.org/index.php?id=1%27', undefined],
    ]);
  });

  it('believes the signature about who attacks whom', () => {
    const { entities, compromisedEntity } = alertOf(suricataAlert({}, { source: { ip: '10.0.0.27' }, target: { ip: '203.0.113.77' } }));
    expect(entities.slice(0, 2).map(({ key, role }) => [key, role])).toEqual([
      ['ip:10.0.0.27', 'source'],
      ['ip:203.0.113.77', 'target'],
    ]);
    expect(compromisedEntity).toBe('203.0.113.77');
  });

  it('reads names from TLS and DNS of older and newer versions, and hashes of files', () => {
    const { entities } = alertOf(
      suricataAlert({
        http: undefined,
        tls: { sni: 'TLS.example.org' },
        dns: { rrname: 'old.example.org', query: [{ rrname: 'new.example.org' }], queries: [{ rrname: 'newest.example.org' }] },
        fileinfo: { filename: '/a.exe', md5: 'AB'.repeat(16) },
      }),
    );
    expect(entities.slice(2).map(({ key }) => key)).toEqual([
      'dns:tls.example.org',
      'dns:old.example.org',
      'dns:new.example.org',
      'dns:newest.example.org',
      `filehash:md5:${'ab'.repeat(16)}`,
    ]);
  });

  it('takes no address for a name', () => {
    const { entities } = alertOf(suricataAlert({ http: { hostname: '192.0.2.7', url: '/' } }));
    expect(entities.map(({ key }) => key)).toEqual(['ip:203.0.113.77', 'ip:10.0.0.27', 'url:http://192.0.2.7/']);
  });

  it('takes tactics and techniques from the metadata of the signature', () => {
    const metadata = {
      mitre_tactic_id: ['TA0008'],
      mitre_tactic_name: ['Lateral_Movement'],
      mitre_technique_id: ['T1021'],
      confidence: ['High'],
    };
    expect(alertOf(suricataAlert({}, { metadata }))).toMatchObject({
      vendorTactics: ['TA0008'],
      vendorTechniques: ['T1021'],
      extendedProperties: { 'metadata.confidence': 'High' },
    });
  });

  it.each([
    ['blocked', 'blocked'],
    ['allowed', 'allowed'],
    ['', 'unknown'],
  ])('reads the action "%s" as %s', (word, action) => {
    expect(alertOf(suricataAlert({}, { action: word })).action).toBe(action);
  });

  it('has an id by its content', () => {
    const { id } = alertOf(suricataAlert());
    expect(id).toMatch(/^[0-9a-f]{32}$/);
    expect(alertOf(suricataAlert()).id).toBe(id);
    expect(alertOf(suricataAlert({ flow_id: 1039376568223672 })).id).not.toBe(id);
  });

  it.each([
    [suricataAlert({ timestamp: '02/03/2026' }), 'timestamp: expected an ISO 8601 time of the years 1990 to 2099, found "02/03/2026"'],
    [suricataAlert({}, { signature: undefined }), 'alert.signature: expected a text, found nothing'],
    [suricataAlert({}, { signature_id: '1' }), 'alert.signature_id: expected a whole number, found "1"'],
  ])('is rejected with the name of the bad field (%#)', (event, detail) => {
    expect(rejectionOf(event)).toEqual({ code: 'InvalidField', detail });
  });
});

describe('other lines of the EVE log', () => {
  it.each(['flow', 'stats', 'dns'])('of event_type %s are rejected by that name', (type) => {
    expect(rejectionOf({ timestamp: '2026-03-02T09:10:35.198583+0000', event_type: type })).toEqual({
      code: 'UnknownFormat',
      detail: `a line of Suricata's EVE log with event_type "${type}" is no alert`,
    });
  });
});
