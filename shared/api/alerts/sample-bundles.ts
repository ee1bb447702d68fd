/** What can be simulated, by the names of Azure's API: the plan, the type of resource, and what the alert is about. */
const SINGLE = {
  AppServices: ['AppServices', 'Microsoft.Web/sites', 'Execution', 'AppServices_SampleWebShell', 'A web shell was called'],
  DNS: [
    'Dns',
    'Microsoft.Network/virtualNetworks',
    'CommandAndControl',
    'AzureDNS_SampleSuspiciousDomain',
    'A suspicious domain was looked up',
  ],
  KeyVaults: ['KeyVaults', 'Microsoft.KeyVault/vaults', 'CredentialAccess', 'KV_SampleListing', 'Unusual listing of secrets'],
  KubernetesService: [
    'Containers',
    'Microsoft.ContainerService/managedClusters',
    'Execution',
    'K8S_SampleShell',
    'Suspicious shell in a container',
  ],
  ResourceManager: [
    'Arm',
    'Microsoft.Authorization/policyAssignments',
    'LateralMovement',
    'ARM_SampleRoleAssignment',
    'Suspicious role assignment',
  ],
  SqlServers: ['SqlServers', 'Microsoft.Sql/servers', 'CredentialAccess', 'SQL_SampleBruteForce', 'Suspected guessing of passwords'],
  StorageAccounts: [
    'Storage',
    'Microsoft.Storage/storageAccounts',
    'Exfiltration',
    'Storage_SampleExtraction',
    'Unusual amount of data was read',
  ],
  CosmosDbs: [
    'CosmosDbs',
    'Microsoft.DocumentDB/databaseAccounts',
    'Collection',
    'CosmosDB_SampleExtraction',
    'Unusual amount of data was read',
  ],
} as const;
export const BUNDLES = [...(Object.keys(SINGLE) as (keyof typeof SINGLE)[]), 'VirtualMachines'] as const;
export type Bundle = (typeof BUNDLES)[number];

const MACHINE = ['Servers', 'Microsoft.Compute/virtualMachines'] as const;

/**
 * Alerts as Defender for Cloud exports them, marked as samples, each call's about resources of its own: nothing is to be fused with them. `run` tells one call
 * from another; `now` is epoch milliseconds.
 */
export function sampleAlerts(bundle: Bundle, subscriptionId: string, run: string, now: number): object[] {
  const [plan, resourceType] = bundle === 'VirtualMachines' ? MACHINE : SINGLE[bundle];
  const name = `sample-${bundle.toLowerCase()}-${run.slice(0, 8)}`;
  const id = `/subscriptions/${subscriptionId}/resourceGroups/sample-rg/providers/${resourceType}/${name}`;
  const entities =
    bundle === 'VirtualMachines'
      ? [{ $id: '1', Type: 'host', HostName: name, AzureID: id }]
      : [{ $id: '1', Type: 'azure-resource', ResourceId: id }];
  const make = (alertType: string, stage: string, severity: string, minutesAgo: number, title: string) => {
    const time = new Date(now - minutesAgo * 60_000).toISOString();
    return {
      VendorName: 'Microsoft',
      ProductName: 'Microsoft Defender for Cloud',
      ProductComponentName: plan,
      AlertType: alertType,
      SystemAlertId: `${run}-${bundle}-${minutesAgo}`,
      AlertDisplayName: `[SAMPLE ALERT] ${title}`,
      Description: 'THIS IS A SAMPLE ALERT: nothing has happened.',
      Severity: severity,
      Status: 'New',
      Intent: stage,
      IsIncident: false,
      StartTimeUtc: time,
      EndTimeUtc: time,
      TimeGenerated: time,
      CompromisedEntity: name,
      ResourceIdentifiers: [{ Type: 'AzureResource', AzureResourceId: id }],
      ExtendedProperties: { isSample: 'true' },
      RemediationSteps: ['Nothing is to be done.'],
      Entities: entities,
    };
  };
  if (bundle !== 'VirtualMachines') {
    const [, , stage, alertType, title] = SINGLE[bundle];
    return [make(alertType, stage, 'Medium', 1, title)];
  }
  return [
    make('VM_SshBruteForceSuccess', 'Exploitation', 'High', 9, 'A guessed SSH password has worked'),
    make('VM_KnownLinuxCredentialAccessTool', 'CredentialAccess', 'High', 5, 'A tool which collects credentials is running'),
    make('VM_FilelessAttackToolkit.Linux', 'DefenseEvasion, Execution', 'High', 2, 'An attack toolkit runs in memory'),
  ];
}
