type Event = Record<string, unknown>;

export const evidence = (type: string, properties: Event): Event => ({
  '@odata.type': `#microsoft.graph.security.${type}Evidence`,
  createdDateTime: '2026-03-02T12:00:30Z',
  ...properties,
});

const user = {
  accountName: 'dana',
  domainName: 'CORP',
  userSid: 'S-1-5-21-7',
  azureAdUserId: 'a-1',
  userPrincipalName: 'dana@example.com',
};
const cluster = { name: 'prod', cloudResource: { resourceId: '/subscriptions/S/clusters/prod' } };
const namespace = { name: 'shop', cluster };

/** A script on a laptop, as `/security/alerts_v2` gives it, with evidence of every common type. */
export function graphAlert(changes: Event = {}): Event {
  return structuredClone({
    '@odata.type': '#microsoft.graph.security.alert',
    id: 'da637551227677560813_-961444813',
    providerAlertId: 'da637551227677560813_-961444813',
    incidentId: '28282',
    status: 'new',
    severity: 'low',
    classification: 'unknown',
    serviceSource: 'microsoftDefenderForEndpoint',
    detectionSource: 'antivirus',
    detectorId: 'e0da400f-affd-43ef-b1d5-afc2eb6f2756',
    title: 'A script was stopped',
    description: 'A script did what scripts of intruders do.',
    recommendedActions: 'Collect the file.\nIsolate the device.',
    category: 'Execution',
    alertWebUrl: 'https://example.com/alert',
    mitreTechniques: ['T1059.001', 'T1105'],
    createdDateTime: '2026-03-02T12:00:30Z',
    lastUpdateDateTime: '2026-03-02T12:10:00Z',
    firstActivityDateTime: '2026-03-02T11:58:00Z',
    lastActivityDateTime: '2026-03-02T11:59:00Z',
    evidence: [
      evidence('device', {
        mdeDeviceId: 'd1',
        deviceDnsName: 'LAPTOP-7.corp.example.com',
        lastIpAddress: '10.0.0.77',
        roles: ['compromised'],
      }),
      evidence('user', { userAccount: user }),
      evidence('process', {
        mdeDeviceId: 'd1',
        processId: 4780,
        processCommandLine: 'powershell -enc AAAA',
        processCreationDateTime: '2026-03-02T11:58:00Z',
        imageFile: { fileName: 'powershell.exe', filePath: 'C:\\Windows', sha256: 'AB'.repeat(32) },
        detectionStatus: 'prevented',
      }),
      evidence('ip', { ipAddress: '203.0.113.77', roles: ['attacker'] }),
      evidence('url', { url: 'https://drop.example.net/a' }),
      evidence('mailbox', { primaryAddress: 'Dana@example.com' }),
      evidence('azureResource', {
        resourceId: '/subscriptions/11112222-3333-4444-5555-666677778888/resourceGroups/g/vm/x',
        resourceName: 'x',
      }),
      evidence('kubernetesPod', { name: 'cart-1', namespace }),
      evidence('registryValue', { mdeDeviceId: 'd1', registryHive: 'HKLM', registryKey: 'Software\\Run', registryValueName: 'upd' }),
      evidence('sasToken', { displayName: 'token-1' }),
    ],
    ...changes,
  });
}
