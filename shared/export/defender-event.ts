import type { Entity } from '../model/entity';
import type { Incident } from '../model/incident';
import { intentOfTactic } from '../model/intent';
import { killChainStage, type TacticId, tacticName } from '../model/tactic';
import type { ListedAlert } from '../storage/listed-alert';
import type { SourceRecord } from './record';

/** In the spelling of Defender for Cloud's export, where an active alert is new. */
const STATUS = { Active: 'New', InProgress: 'InProgress', Resolved: 'Resolved', Dismissed: 'Dismissed' } as const;
const STATUS_OF_INCIDENT = { New: 'New', Active: 'InProgress', Closed: 'Resolved' } as const;

/** A record in the form in which Defender for Cloud's continuous export sends alerts to event hubs, so that its consumers can read it. An incident is an alert with `IsIncident`. */
export function defenderEvent(record: SourceRecord): Record<string, unknown> {
  return record.stream === 'alerts' ? alertEvent(record.alert) : incidentEvent(record.incident);
}

function alertEvent(alert: ListedAlert): Record<string, unknown> {
  return {
    VendorName: alert.vendor,
    AlertType: alert.alertType,
    ProductName: alert.product,
    ProductComponentName: alert.component,
    StartTimeUtc: iso(alert.startTime),
    EndTimeUtc: iso(alert.endTime),
    TimeGenerated: iso(alert.generatedTime),
    ProcessingEndTime: iso(alert.arrivedTime),
    Severity: alert.severity,
    Status: STATUS[alert.status],
    IsIncident: alert.isIncident,
    SystemAlertId: alert.id,
    CorrelationKey: alert.correlationKey,
    Intent: intentOf(alert.tactics),
    Tactics: alert.tactics.map(tacticName),
    Techniques: alert.techniques,
    AzureResourceId: alert.resourceIds[0] ?? '',
    CompromisedEntity: alert.compromisedEntity,
    AlertDisplayName: alert.displayName,
    Description: alert.description,
    RemediationSteps: alert.remediationSteps,
    ExtendedProperties: alert.extendedProperties,
    ExtendedLinks: alert.extendedLinks,
    ResourceIdentifiers: resources(alert.subscriptionId, alert.resourceIds),
    Entities: alert.entities.map(entityOf),
    AlertUri: alert.alertUri,
    WorkspaceSubscriptionId: alert.subscriptionId,
  };
}

function incidentEvent(incident: Incident): Record<string, unknown> {
  const resourceIds = incident.entities.filter(({ kind }) => kind === 'azure-resource').map(({ key }) => key.slice(key.indexOf(':') + 1));
  return {
    VendorName: 'Sinter',
    AlertType: 'SecurityIncident',
    ProductName: 'Sinter',
    ProductComponentName: 'Fusion',
    StartTimeUtc: iso(incident.firstActivityTime),
    EndTimeUtc: iso(incident.lastActivityTime),
    TimeGenerated: iso(incident.modifiedTime),
    ProcessingEndTime: iso(incident.modifiedTime),
    Severity: incident.severity,
    Status: incident.mergedInto === undefined ? STATUS_OF_INCIDENT[incident.status] : 'Resolved',
    IsIncident: true,
    SystemAlertId: incident.id,
    CorrelationKey: incident.mergedInto ?? incident.id,
    Intent: intentOf(incident.tactics),
    Tactics: incident.tactics.map(tacticName),
    Techniques: incident.techniques,
    AzureResourceId: resourceIds[0] ?? '',
    CompromisedEntity: (incident.entities.find(({ role }) => role === 'victim') ?? incident.entities[0])?.name ?? '',
    AlertDisplayName: incident.title,
    Description: incident.story,
    RemediationSteps: incident.remediationSteps,
    ExtendedProperties: {
      Score: String(incident.score),
      AlertCount: String(incident.alertCount),
      AlertIds: incident.alertIds.slice(0, 100).join(','),
      Reasons: incident.reasons.map(({ text }) => text).join(' '),
    },
    ExtendedLinks: [],
    ResourceIdentifiers: resources(incident.subscriptionId, resourceIds),
    Entities: incident.entities.map(({ kind, name, key, role }) => ({ Type: kind, Name: name, Key: key, Role: role })),
    AlertUri: '',
    WorkspaceSubscriptionId: incident.subscriptionId,
  };
}

function resources(subscriptionId: string, resourceIds: readonly string[]): object[] {
  const ids = resourceIds.length > 0 ? resourceIds : [`/subscriptions/${subscriptionId}`];
  return ids.map((AzureResourceId, index) => ({ $id: `resource-${index + 1}`, AzureResourceId, Type: 'AzureResource' }));
}

/** As the source described it. */
export function entityOf({ kind, name, properties }: Entity): Record<string, unknown> {
  const { Type, type, ...described } = properties;
  const own = typeof (Type ?? type) === 'string' ? (Type ?? type) : 'other';
  return { ...(Object.keys(described).length > 0 ? described : { Name: name }), Type: kind === 'other' ? own : kind };
}

export function intentOf(tactics: readonly TacticId[]): string {
  return intentOfTactic([...tactics].sort((a, b) => killChainStage(b) - killChainStage(a))[0]);
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
