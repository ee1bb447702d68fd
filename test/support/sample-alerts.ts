/** Alerts as the products send them, in documentation addresses and domains. Each call gives a fresh copy with the changes given. */

export const SUBSCRIPTION = '11112222-3333-4444-5555-666677778888';
const VIRTUAL_MACHINE = `/subscriptions/${SUBSCRIPTION}/resourceGroups/web/providers/Microsoft.Compute/virtualMachines/WEB01`;

/** Continuous export of Defender for Cloud: a process with its account, file and host. */
export function defenderExport(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return structuredClone({
    VendorName: 'Microsoft',
    AlertType: 'VM_UnseenProcessFromTemp',
    ProductName: 'Microsoft Defender for Cloud',
    ProductComponentName: 'Servers',
    StartTimeUtc: '2026-03-02T09:14:07.1234567Z',
    EndTimeUtc: '2026-03-02T09:14:09.0000000Z',
    TimeGenerated: '2026-03-02T09:15:00.0000000Z',
    ProcessingEndTime: '2026-03-02T09:15:02.5000000Z',
    Severity: 'Medium',
    Status: 'New',
    IsIncident: false,
    SystemAlertId: '2517535653831234567_7d9c1c7e-58a1-4b6e-9d6f-0b6a3c0f5b11',
    CorrelationKey: 'web01-temp',
    CompromisedEntity: 'WEB01',
    Intent: 'Execution',
    AlertDisplayName: 'A process was started from a temporary folder',
    Description: 'A program runs on WEB01 from a folder in which programs do not usually live.',
    RemediationSteps: ['Ask the owner of the machine about the program.', 'Isolate the machine if nobody knows it.'],
    ExtendedProperties: { resourceType: 'Virtual Machine', 'User Name': 'CONTOSO\\jsmith', 'Action Taken': 'Detected' },
    ExtendedLinks: [{ Label: 'Report', Href: 'https://example.com/report' }],
    ResourceIdentifiers: [
      { Type: 'AzureResource', AzureResourceId: VIRTUAL_MACHINE },
      { Type: 'LogAnalytics', WorkspaceId: 'a1b2', WorkspaceSubscriptionId: '99990000-3333-4444-5555-666677778888' },
    ],
    Entities: [
      { $id: '1', HostName: 'WEB01', DnsDomain: 'corp.example.com', OSFamily: 'Windows', Type: 'host' },
      { $id: '2', Name: 'jsmith', NTDomain: 'CONTOSO', Host: { $ref: '1' }, Type: 'account' },
      {
        $id: '3',
        ProcessId: '0x1a2c',
        CommandLine: 'upd.exe -q',
        CreationTimeUtc: '2026-03-02T09:14:07Z',
        ImageFile: { $id: '4', Directory: 'C:\\Temp', Name: 'upd.exe', Host: { $ref: '1' }, Type: 'file' },
        Account: { $ref: '2' },
        Host: { $ref: '1' },
        Type: 'process',
      },
      { $ref: '4' },
      { $id: '5', Address: '203.0.113.77', Location: { CountryCode: 'nl' }, Type: 'ip' },
    ],
    ...changes,
  });
}

/** The same kind of alert as a resource of Azure's REST API. */
export function defenderResource(changes: Record<string, unknown> = {}): Record<string, unknown> {
  const name = '2518770965529163669_f144ee95-a3e5-42da-a279-967d115809aa';
  return structuredClone({
    id: `/subscriptions/${SUBSCRIPTION}/resourceGroups/prod/providers/Microsoft.Security/locations/westeurope/alerts/${name}`,
    name,
    type: 'Microsoft.Security/Locations/alerts',
    properties: {
      systemAlertId: name,
      alertType: 'KV_UnseenListing',
      alertDisplayName: 'Unusual listing of secrets in a key vault',
      description: 'Somebody listed and read all secrets of the vault.',
      severity: 'High',
      status: 'Active',
      intent: 'CredentialAccess',
      startTimeUtc: '2026-05-11T02:29:50.0000000Z',
      endTimeUtc: '2026-05-11T02:31:10.0000000Z',
      timeGeneratedUtc: '2026-05-11T02:34:02.0000000Z',
      processingEndTimeUtc: '2026-05-11T02:34:05.1200000Z',
      vendorName: 'Microsoft',
      productName: 'Microsoft Defender for Cloud',
      productComponentName: 'KeyVaults',
      compromisedEntity: 'example-kv',
      isIncident: false,
      resourceIdentifiers: [
        {
          type: 'AzureResource',
          azureResourceId: `/subscriptions/${SUBSCRIPTION}/resourceGroups/prod/providers/Microsoft.KeyVault/vaults/example-kv`,
        },
      ],
      entities: [
        { type: 'ip', address: '198.51.100.23' },
        { type: 'account', name: 'Dana.Levy@example.com', aadUserId: '99998888-7777-6666-5555-444433332222' },
      ],
      techniques: ['T1555'],
      subTechniques: ['T1555.006'],
      ...changes,
    },
  });
}

/** A line of Suricata's EVE log; `alert` replaces fields of the alert inside. */
export function suricataAlert(changes: Record<string, unknown> = {}, alert: Record<string, unknown> = {}): Record<string, unknown> {
  return structuredClone({
    timestamp: '2026-03-02T09:10:35.198583+0000',
    flow_id: 1039376568223671,
    in_iface: 'eth0',
    event_type: 'alert',
    src_ip: '203.0.113.77',
    src_port: 61038,
    dest_ip: '10.0.0.27',
    dest_port: 80,
    proto: 'TCP',
    app_proto: 'http',
    http: { hostname: 'www.example.org', url: '/index.php?id=1%27', http_method: 'GET', status: 200 },
    sensor_host: 'sensor-1.corp.example.com',
    alert: {
      action: 'allowed',
      gid: 1,
      signature_id: 2010937,
      rev: 2,
      signature: 'ET WEB_SERVER Possible SQL injection attempt',
      category: 'Web Application Attack',
      severity: 1,
      ...alert,
    },
    ...changes,
  });
}
