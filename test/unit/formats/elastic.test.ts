import { readEvent } from '../../../shared/formats/read-event';
import { alertOf, HINTS, keysOf, rejectionOf } from './reading';
import { ecsSuricataAlert, kibanaAlert, signalHit } from './samples/elastic';

describe("an alert of Elastic's detection engine", () => {
  it('becomes an alert', () => {
    const event = kibanaAlert();
    expect(alertOf(event)).toMatchObject({
      id: 'ab12'.repeat(16),
      format: 'elastic',
      vendor: 'Elastic',
      product: 'Elastic Security',
      alertType: 'b5ea4bfe-a1b2-421f-9d47-22a75a6f2921',
      displayName: 'Shadow Copies Were Deleted',
      vendorSeverity: 'high',
      vendorTactics: ['TA0040'],
      vendorTechniques: ['T1490'],
      status: 'InProgress',
      startTime: Date.parse('2026-03-02T09:14:07.123Z'),
      generatedTime: Date.parse('2026-03-02T09:20:00Z'),
      compromisedEntity: 'web01.corp.example.com',
      extendedProperties: { 'risk score': '73', 'event action': 'start' },
      raw: JSON.stringify(event),
    });
  });

  it('names machine, account, programs and hashes, wherever the dots are', () => {
    const alert = alertOf(kibanaAlert());
    expect(keysOf(alert).map(([key]) => key)).toEqual([
      'host:web01.corp.example.com',
      'ip:10.0.0.27',
      'ip:fe80::1',
      'account:corp\\dana',
      `process:web01.corp.example.com|4242@${Date.parse('2026-03-02T09:14:07Z')}`,
      `filehash:sha256:${'ab'.repeat(32)}`,
      'process:web01.corp.example.com|c:/temp/upd.exe',
    ]);
    expect(alert.entities[0]?.aliases).toEqual(['ip:10.0.0.27', 'host:web01']);
  });

  it('is the same with all names nested', () => {
    const nested = { uuid: 'u-1', severity: 'low', rule: { name: 'N', rule_id: 'r' } };
    expect(alertOf({ '@timestamp': '2026-03-02T09:20:00Z', kibana: { alert: nested } })).toMatchObject({
      id: 'u-1',
      alertType: 'r',
      vendorSeverity: 'low',
    });
  });

  it('is read from the hits of a search, also of the versions before', () => {
    const readings = readEvent(
      JSON.stringify({ took: 1, hits: { total: {}, hits: [signalHit(), { _id: 'x', _source: kibanaAlert() }] } }),
      HINTS,
    );
    expect(readings).toMatchObject([
      { ok: true, alert: { id: 'hit-1', alertType: 'r-1', displayName: 'Odd login', vendorSeverity: 'low' } },
      { ok: true, alert: { id: 'ab12'.repeat(16) } },
    ]);
  });

  it.each([
    [{ '@timestamp': 'x' }, '@timestamp: expected an ISO 8601 or epoch time of the years 1990 to 2099'],
    [
      { 'kibana.alert.rule.name': '' },
      'kibana.alert.rule.name: expected the name of the rule here, in rule.name or in message, found nothing',
    ],
  ])('is rejected with the name of the bad field (%#)', (changes, detail) => {
    expect(rejectionOf(kibanaAlert(changes))).toEqual({ code: 'InvalidField', detail });
  });
});

describe("another product's alert in the schema", () => {
  it("is that product's", () => {
    expect(alertOf(ecsSuricataAlert())).toMatchObject({
      vendor: 'OISF',
      product: 'Suricata',
      alertType: 'suricata:1:2999001',
      vendorSeverity: '2',
      category: 'Attempted Information Leak',
      action: 'blocked',
    });
  });

  it('names both sides, the container and its place in Kubernetes', () => {
    expect(keysOf(alertOf(ecsSuricataAlert()))).toEqual([
      ['ip:203.0.113.77', 'source'],
      ['ip:10.0.0.27', 'target'],
      ['dns:www.example.org', undefined],
      ['container:c0ffeec0ffee', undefined],
      ['container-image:example/app:1', undefined],
      ['k8s-cluster:prod', undefined],
      ['k8s-namespace:prod|shop', undefined],
      ['k8s-pod:prod|shop|cart-1', undefined],
    ]);
  });
});
