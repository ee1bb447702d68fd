import { readEvent } from '../../../shared/formats/read-event';
import { SUBSCRIPTION } from '../../support/sample-alerts';
import { alertOf, HINTS, keysOf, rejectionOf } from './reading';
import { graphAlert } from './samples/graph';

describe("an alert of Microsoft Graph's", () => {
  it('becomes an alert', () => {
    const event = graphAlert();
    expect(alertOf(event)).toMatchObject({
      id: 'da637551227677560813_-961444813',
      format: 'graph',
      product: 'Microsoft Defender For Endpoint',
      component: 'antivirus',
      alertType: 'e0da400f-affd-43ef-b1d5-afc2eb6f2756',
      displayName: 'A script was stopped',
      vendorSeverity: 'low',
      vendorTactics: ['TA0002'],
      vendorTechniques: ['T1059.001', 'T1105'],
      action: 'blocked',
      startTime: Date.parse('2026-03-02T11:58:00Z'),
      endTime: Date.parse('2026-03-02T11:59:00Z'),
      generatedTime: Date.parse('2026-03-02T12:00:30Z'),
      revisedTime: Date.parse('2026-03-02T12:10:00Z'),
      compromisedEntity: 'LAPTOP-7.corp.example.com',
      correlationKey: '28282',
      remediationSteps: ['Collect the file.', 'Isolate the device.'],
      raw: JSON.stringify(event),
    });
  });

  it('names what its evidence names, on the device where it was found', () => {
    expect(keysOf(alertOf(graphAlert()))).toEqual([
      ['host:laptop-7.corp.example.com', 'target'],
      ['ip:10.0.0.77', 'target'],
      ['account:dana@example.com', undefined],
      [`process:laptop-7.corp.example.com|4780@${Date.parse('2026-03-02T11:58:00Z')}`, undefined],
      ['file:laptop-7.corp.example.com|c:/windows/powershell.exe', undefined],
      [`filehash:sha256:${'ab'.repeat(32)}`, undefined],
      ['ip:203.0.113.77', 'source'],
      ['url:https://drop.example.net/a', undefined],
      ['mailbox:dana@example.com', undefined],
      [`azure-resource:/subscriptions/${SUBSCRIPTION}/resourcegroups/g/vm/x`, undefined],
      ['k8s-cluster:/subscriptions/s/clusters/prod', undefined],
      ['k8s-namespace:/subscriptions/s/clusters/prod|shop', undefined],
      ['k8s-pod:/subscriptions/s/clusters/prod|shop|cart-1', undefined],
      ['registry-value:laptop-7.corp.example.com|hkey_local_machine|software\\run|upd', undefined],
      [undefined, undefined],
    ]);
  });

  it('knows device and account under all their names', () => {
    const [device, , account] = alertOf(graphAlert()).entities;
    expect(device?.aliases).toEqual(['ip:10.0.0.77', 'host:laptop-7']);
    expect(account?.aliases).toEqual(['account:corp\\dana', 'account:s-1-5-21-7', 'account:a-1']);
  });

  it('is understood where a connector lost the types of evidence', () => {
    const evidence = [{ at: 1, userAccount: { userPrincipalName: 'kim@example.com' } }, { ipAddress: '198.51.100.7' }];
    const alert = alertOf(graphAlert({ '@odata.type': undefined, detectionSource: undefined, evidence }));
    expect(keysOf(alert).map(([key]) => key)).toEqual(['account:kim@example.com', 'ip:198.51.100.7']);
  });

  it('takes no word that every object knows for a role', () => {
    const ip = { '@odata.type': '#microsoft.graph.security.ipEvidence', ipAddress: '198.51.100.7', roles: ['toString', '__proto__'] };
    expect(keysOf(alertOf(graphAlert({ evidence: [ip] })))).toEqual([['ip:198.51.100.7', undefined]]);
  });

  it('comes in the list of a query', () => {
    const body = JSON.stringify({ '@odata.context': 'x', value: [graphAlert(), graphAlert({ id: 'b' })] });
    expect(readEvent(body, HINTS).map((reading) => reading.ok && reading.alert.format)).toEqual(['graph', 'graph']);
  });

  it.each([
    [{ status: 'resolved' }, 'Resolved'],
    [{ status: 'resolved', classification: 'falsePositive' }, 'Dismissed'],
    [{ status: 'inProgress' }, 'InProgress'],
  ])('has a status (%j)', (changes, status) => {
    expect(alertOf(graphAlert(changes)).status).toBe(status);
  });

  it('belongs to the subscription of a resource among its evidence', () => {
    expect(readEvent(JSON.stringify(graphAlert()), { maxBytes: 10_000 })).toMatchObject([{ ok: true, subscriptionId: SUBSCRIPTION }]);
  });

  it.each([
    [{ id: '' }, 'id: expected a text, found ""'],
    [{ createdDateTime: 'x' }, 'createdDateTime: expected an ISO 8601 time of the years 1990 to 2099, found "x"'],
  ])('is rejected with the name of the bad field (%#)', (changes, detail) => {
    expect(rejectionOf(graphAlert(changes))).toEqual({ code: 'InvalidField', detail });
  });
});

it.each(['AdvancedHunting-AlertInfo', 'AdvancedHunting-AlertEvidence'])('a row of %s is told apart from alerts', (category) => {
  const row = { time: '2026-03-02T09:14:07Z', tenantId: 'a', category, properties: { AlertId: 'da1', Title: 'Quux', Severity: 'High' } };
  const [reading] = readEvent(JSON.stringify({ records: [row] }), HINTS);
  expect(reading).toMatchObject({
    ok: false,
    rejection: { code: 'UnknownFormat', detail: expect.stringContaining(`a row of ${category}`) },
    raw: JSON.stringify(row),
  });
});
