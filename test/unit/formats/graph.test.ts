import { readEvent } from '../../../shared/formats/read-event';
import { SUBSCRIPTION } from '../../support/sample-alerts';
import { alertOf, HINTS, keysOf, rejectionOf } from './reading';
import { evidence, graphAlert } from './samples/graph';

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

  it('knows the virtual machine that the device is, and belongs to its subscription', () => {
    const resourceId = `/subscriptions/${SUBSCRIPTION}/resourceGroups/g/providers/Microsoft.Compute/virtualMachines/ws1`;
    const read = (vmMetadata: unknown) => {
      const event = graphAlert({ evidence: [evidence('device', { deviceDnsName: 'ws1', vmMetadata })] });
      return readEvent(JSON.stringify(event), { maxBytes: 10_000 });
    };
    expect(read({ subscriptionId: SUBSCRIPTION })).toMatchObject([{ ok: true, subscriptionId: SUBSCRIPTION }]);
    expect(read({ resourceId })).toMatchObject([
      {
        subscriptionId: SUBSCRIPTION,
        alert: { resourceIds: [resourceId], entities: [{ key: 'host:ws1', aliases: [`azure-resource:${resourceId.toLowerCase()}`] }] },
      },
    ]);
  });

  it.each([
    ['/usr/bin', 'file:ws1|/usr/bin/bash'],
    ['/usr/bin/bash', 'file:ws1|/usr/bin/bash'],
    ['C:\\Tools\\', 'file:ws1|c:/tools/bash'],
    ['C:\\Tools', 'file:ws1|c:/tools/bash'],
  ])('knows a file by its path, whether the folder ends with its name or not: %s', (filePath, key) => {
    const file = evidence('file', { fileDetails: { fileName: 'bash', filePath } });
    const alert = alertOf(graphAlert({ evidence: [evidence('device', { deviceDnsName: 'ws1' }), file] }));
    expect(alert.entities.map((entity) => entity.key)).toEqual(['host:ws1', key]);
  });

  it('knows the parent of a process', () => {
    const parent = { parentProcessId: 668, parentProcessImageFile: { fileName: 'winword.exe', filePath: 'C:\\Office' } };
    const process = evidence('process', { processId: 7, imageFile: { fileName: 'a.exe', filePath: 'C:\\T' }, ...parent });
    const alert = alertOf(graphAlert({ evidence: [evidence('device', { deviceDnsName: 'ws1' }), process] }));
    expect(alert.entities.map(({ key }) => key)).toEqual([
      'host:ws1',
      'process:ws1|c:/t/a.exe',
      'file:ws1|c:/t/a.exe',
      'process:ws1|c:/office/winword.exe',
      'file:ws1|c:/office/winword.exe',
    ]);
  });

  const eve = { userAccount: { accountName: 'eve', domainName: 'CORP' } };
  const hash = { algorithm: 'sha256', value: 'ab'.repeat(32) };
  it.each([
    [
      'amazonResource',
      { amazonResourceId: 'arn:aws:ec2:eu-west-1:111122223333:instance/i-0abc' },
      ['amazon-resource:arn:aws:ec2:eu-west-1:111122223333:instance/i-0abc', 'host:i-0abc'],
    ],
    ['fileHash', hash, [`filehash:sha256:${hash.value}`]],
    [
      'networkConnection',
      { sourceAddress: { ipAddress: '10.0.0.5' }, destinationAddress: { ipAddress: '198.51.100.7' } },
      ['ip:10.0.0.5', 'ip:198.51.100.7'],
    ],
    ['servicePrincipal', { appId: 'a1', servicePrincipalName: 'App' }, ['cloud-application:a1']],
    ['hostLogonSession', { account: eve, host: { hostName: 'srv2' } }, ['host:srv2', 'account:corp\\eve']],
    ['cloudLogonSession', { account: eve }, ['account:corp\\eve']],
    ['nic', { macAddress: 'AA-BB', ipAddress: { ipAddress: '10.0.0.6' } }, ['nic:aa-bb', 'ip:10.0.0.6']],
    ['mailbox', { primaryAddress: 'eve@example.com', ...eve }, ['mailbox:eve@example.com', 'account:corp\\eve']],
    [
      'analyzedMessage',
      { networkMessageId: 'n1', urls: ['https://drop.example.net/a'] },
      ['mail-message:n1', 'url:https://drop.example.net/a'],
    ],
    ['blob', { url: 'https://s.example/c/b', fileHashes: [hash] }, ['blob:https://s.example/c/b', `filehash:sha256:${hash.value}`]],
    [
      'kubernetesPod',
      { name: 'p', namespace: { name: 'ns', cluster: { name: 'c' } }, containers: [{ containerId: 'abc', image: { imageId: 'x:1' } }] },
      ['k8s-cluster:c', 'k8s-namespace:c|ns', 'k8s-pod:c|ns|p', 'container:abc', 'container-image:x:1'],
    ],
  ])('names all that evidence of the type %s tells', (type, properties, keys) => {
    expect(alertOf(graphAlert({ evidence: [evidence(type, properties)] })).entities.map(({ key }) => key)).toEqual(keys);
  });

  it('names what comes after hundreds of evidences that repeat one another', () => {
    const many = Array.from({ length: 600 }, (_, index) => evidence('ip', { ipAddress: `10.0.0.${index % 200}` }));
    const alert = alertOf(graphAlert({ evidence: [...many, evidence('url', { url: 'https://drop.example.net/a' })] }));
    expect(alert.entities).toHaveLength(201);
    expect(alert.entities.at(-1)?.key).toBe('url:https://drop.example.net/a');
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
