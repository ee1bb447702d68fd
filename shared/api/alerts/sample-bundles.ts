/** What can be simulated, by the names of Azure's API, each with the plan, the stage and the type of its alert. */
const SINGLE = {
  AppServices: ['AppServices', 'Execution', 'AppServices_SampleWebShell'],
  DNS: ['Dns', 'CommandAndControl', 'AzureDNS_SampleSuspiciousDomain'],
  KeyVaults: ['KeyVaults', 'CredentialAccess', 'KV_SampleListing'],
  KubernetesService: ['Containers', 'Execution', 'K8S_SampleShell'],
  ResourceManager: ['Arm', 'LateralMovement', 'ARM_SampleRoleAssignment'],
  SqlServers: ['SqlServers', 'CredentialAccess', 'SQL_SampleBruteForce'],
  StorageAccounts: ['Storage', 'Exfiltration', 'Storage_SampleExtraction'],
  CosmosDbs: ['CosmosDbs', 'Collection', 'CosmosDB_SampleExtraction'],
} as const;
export const BUNDLES = [...(Object.keys(SINGLE) as (keyof typeof SINGLE)[]), 'VirtualMachines'] as const;
export type Bundle = (typeof BUNDLES)[number];

/** Alerts as Defender for Cloud exports them, marked as samples. `run` tells one call from another; `now` is epoch milliseconds. */
export function sampleAlerts(bundle: Bundle, subscriptionId: string, run: string, now: number): object[] {
  const machine = bundle === 'VirtualMachines';
  const [plan, intent, type] = machine ? (['Servers', 'Execution', 'VM_SampleTool'] as const) : SINGLE[bundle];
  const name = `sample-${run.slice(0, 8)}`;
  const group = `/subscriptions/${subscriptionId}/resourceGroups/sample-rg`;
  const id = machine ? `${group}/providers/Microsoft.Compute/virtualMachines/${name}` : group;
  const entities = machine
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
      CompromisedEntity: machine ? name : 'sample-rg',
      ResourceIdentifiers: [{ Type: 'AzureResource', AzureResourceId: id }],
      ExtendedProperties: { isSample: 'true' },
      RemediationSteps: ['Nothing is to be done.'],
      Entities: entities,
    };
  };
  if (!machine) return [make(type, intent, 'Medium', 1, `Suspicious activity (${bundle})`)];
  return [
    make('VM_SshBruteForceSuccess', 'Exploitation', 'High', 9, 'A guessed SSH password has worked'),
    make('VM_KnownLinuxCredentialAccessTool', 'CredentialAccess', 'High', 5, 'A tool which collects credentials is running'),
    make('VM_FilelessAttackToolkit.Linux', 'DefenseEvasion, Execution', 'High', 2, 'An attack toolkit runs in memory'),
  ];
}
