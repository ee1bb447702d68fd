import { SUBSCRIPTION } from '../../../support/sample-alerts';

type Event = Record<string, unknown>;

const WORKSPACE = `/subscriptions/${SUBSCRIPTION}/resourceGroups/soc/providers/Microsoft.OperationalInsights/workspaces/ws/providers/Microsoft.SecurityInsights`;

/** An alert of an incident, as Sentinel's API lists it. */
export function sentinelAlert(changes: Event = {}): Event {
  const name = 'baa8a239-6fde-4ab7-a093-d09f7b75c58c';
  return structuredClone({
    id: `${WORKSPACE}/Entities/${name}`,
    name,
    type: 'Microsoft.SecurityInsights/Entities',
    kind: 'SecurityAlert',
    properties: {
      systemAlertId: name,
      tactics: ['Persistence', 'LateralMovement'],
      alertDisplayName: 'New service on many machines',
      description: 'The same service appeared on many machines.',
      confidenceLevel: 'High',
      severity: 'High',
      vendorName: 'Microsoft',
      productName: 'Azure Sentinel',
      productComponentName: 'Scheduled Alerts',
      alertType: 'a1b2_5d0c',
      processingEndTime: '2026-03-02T11:07:02.96Z',
      status: 'New',
      endTimeUtc: '2026-03-02T11:05:00Z',
      startTimeUtc: '2026-03-02T10:55:00Z',
      timeGenerated: '2026-03-02T11:07:03Z',
      alertLink: 'https://example.com/alert',
      additionalData: { 'Query Period': '01:00:00' },
    },
    ...changes,
  });
}

/** What an automation rule sends of an incident. */
export function sentinelIncident(): Event {
  const entity = (kind: string, name: string, properties: Event) => ({ id: `${WORKSPACE}/Entities/${name}`, name, kind, properties });
  return {
    eventUniqueId: 'e-1',
    object: {
      id: `${WORKSPACE}/Incidents/i-1`,
      type: 'Microsoft.SecurityInsights/Incidents',
      properties: {
        title: 'New service on many machines',
        alerts: [sentinelAlert({ kind: undefined }), sentinelAlert({ name: 'second' })],
        relatedEntities: [
          entity('Host', 'H1', { hostName: 'DB01', dnsDomain: 'corp.example.com', friendlyName: 'DB01' }),
          entity('Account', 'A1', { accountName: 'dana', ntDomain: 'CORP', sid: 'S-1-5-21-7', friendlyName: 'dana' }),
          entity('File', 'F1', { fileName: 'svc.exe', directory: 'C:\\Windows', hostEntityId: `${WORKSPACE}/entities/h1` }),
          entity('FileHash', 'X1', { hashValue: 'AB'.repeat(32), algorithm: 'SHA256' }),
          entity('Ip', 'I1', { address: '203.0.113.77' }),
          entity('Url', 'U1', { url: 'https://Drop.example.net/a' }),
          entity('DnsResolution', 'D1', { domainName: 'drop.example.net' }),
        ],
      },
    },
  };
}
