/**
 * Alerts for the benchmarks: Defender for Cloud's export, about 1.5 KB each. The mix follows what recorded streams look like (three recorded networks of
 * 70,000 to 130,000 alerts): few analytics on few machines raise nearly all alerts, in bursts, so that in five minutes an analytic fires about 14 times
 * on the same machine.
 */
export interface WorkloadOptions {
  alerts: number;
  subscriptions: number;
  /** Start time of the first, epoch milliseconds. */
  from: number;
  /** Event time between two alerts of one subscription, milliseconds. */
  spacing: number;
}

export interface WorkloadAlert {
  subscriptionId: string;
  id: string;
  text: string;
}

const ANALYTICS = 40;
const MACHINES = 30;
const BURST = 14;

export function* workload({ alerts, subscriptions, from, spacing }: WorkloadOptions): Iterable<WorkloadAlert> {
  const random = generator(20_260_302);
  const current = Array.from({ length: subscriptions }, () => ({ left: 0, analytic: 0, machine: 0 }));
  for (let n = 0; n < alerts; n++) {
    const index = n % subscriptions;
    const burst = current[index] as (typeof current)[number];
    if (burst.left-- <= 0) {
      burst.left = Math.floor(random() * 2 * BURST);
      burst.analytic = Math.floor(random() ** 3 * ANALYTICS);
      burst.machine = Math.floor(random() ** 2 * MACHINES);
    }
    const time = from + Math.floor(n / subscriptions) * spacing;
    yield alertOf(n, subscriptionOf(index), burst.analytic, burst.machine, time);
  }
}

export function subscriptionOf(index: number): string {
  return `bbbbbbbb-0000-0000-0000-${String(index).padStart(12, '0')}`;
}

/** Everyday alerts, of which a few are severe enough to found an incident. */
function alertOf(n: number, subscriptionId: string, analytic: number, machine: number, time: number): WorkloadAlert {
  const host = `srv-${machine}`;
  const resource = `/subscriptions/${subscriptionId}/resourceGroups/prod/providers/Microsoft.Compute/virtualMachines/${host}`;
  const id = `2517${String(n).padStart(12, '0')}_bench`;
  const [startTime, processed] = [new Date(time).toISOString(), new Date(time + 20_000).toISOString()];
  const event = {
    VendorName: 'Microsoft',
    AlertType: `VM_Bench${analytic}`,
    ProductName: 'Microsoft Defender for Cloud',
    ProductComponentName: 'Servers',
    StartTimeUtc: startTime,
    EndTimeUtc: startTime,
    TimeGenerated: processed,
    ProcessingEndTime: processed,
    Severity: analytic < 30 ? 'Low' : 'Medium',
    Status: 'New',
    IsIncident: false,
    SystemAlertId: id,
    CorrelationKey: '',
    CompromisedEntity: host,
    Intent: ['Execution', 'Discovery', 'Persistence', 'CredentialAccess', 'LateralMovement'][analytic % 5],
    AlertDisplayName: `Unusual activity of kind ${analytic} was seen on a virtual machine`,
    Description: `Analysis of host data on ${host} found activity of kind ${analytic} that this machine does not usually show. It may be legitimate.`,
    RemediationSteps: ['Ask the owner of the machine about the activity.', 'Look at the processes around the time of the alert.'],
    ExtendedProperties: {
      resourceType: 'Virtual Machine',
      'Process Id': String(1000 + (n % 5000)),
      'User Name': `CORP\\user${machine % 9}`,
    },
    ResourceIdentifiers: [{ Type: 'AzureResource', AzureResourceId: resource }],
    Entities: [
      { $id: '1', HostName: host, DnsDomain: 'corp.example.com', OSFamily: 'Windows', AzureID: resource, Type: 'host' },
      { $id: '2', Name: `user${machine % 9}`, NTDomain: 'CORP', Host: { $ref: '1' }, Type: 'account' },
      {
        $id: '3',
        ProcessId: String(1000 + (n % 5000)),
        CreationTimeUtc: startTime,
        CommandLine: `tool${analytic}.exe /run`,
        Host: { $ref: '1' },
        Type: 'process',
      },
    ],
  };
  return { subscriptionId, id, text: JSON.stringify(event) };
}

/** Park and Miller's generator: the same numbers on every run. */
export function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
