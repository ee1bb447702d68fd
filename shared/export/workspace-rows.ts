import type { Incident } from '../model/incident';
import { tacticName } from '../model/tactic';
import type { ListedAlert } from '../storage/listed-alert';
import { cutList, cutObject, cutText } from './cut';
import { entityOf } from './defender-event';
import type { OutgoingRecord, Stream } from './record';

/** The streams of the data collection rule, each with a table of the same name. */
export const STREAM_NAMES: Record<Stream, string> = { alerts: 'Custom-SinterAlert_CL', incidents: 'Custom-SinterIncident_CL' };

/**
 * A record as a row of `SinterAlert_CL` or `SinterIncident_CL`. The columns are those of `SecurityAlert` and `SecurityIncident`, but for names that a custom
 * table may not have: an incident's title is in `IncidentTitle`. Source: Azure Monitor Logs, table reference (see NOTICE).
 */
export function workspaceRow({ id, source, isSnapshot }: OutgoingRecord): Record<string, unknown> {
  const own = { RecordId: id, IsSnapshot: isSnapshot };
  return source.stream === 'alerts' ? { ...alertRow(source.alert), ...own } : { ...incidentRow(source.incident), ...own };
}

const STATUS = { Active: 'New', InProgress: 'InProgress', Resolved: 'Resolved', Dismissed: 'Dismissed' } as const;

function alertRow(alert: ListedAlert): Record<string, unknown> {
  return {
    TimeGenerated: iso(alert.generatedTime),
    DisplayName: cutText(alert.displayName),
    AlertName: cutText(alert.displayName),
    AlertSeverity: alert.severity,
    Description: cutText(alert.description),
    ProviderName: cutText(alert.product),
    VendorName: cutText(alert.vendor),
    VendorOriginalId: alert.id,
    SystemAlertId: alert.id,
    ResourceId: cutText(alert.resourceIds[0] ?? ''),
    AlertType: cutText(alert.alertType),
    ConfidenceLevel: 'Unknown',
    IsIncident: alert.isIncident,
    StartTime: iso(alert.startTime),
    EndTime: iso(alert.endTime),
    ProcessingEndTime: iso(alert.arrivedTime),
    RemediationSteps: cutList(alert.remediationSteps),
    ExtendedProperties: cutObject({ ...alert.extendedProperties, 'sinter.reasons': alert.reasons.map(({ text }) => text).join(' ') }),
    Entities: cutList(alert.entities.map(entityOf)),
    ExtendedLinks: cutList(alert.extendedLinks),
    SourceSystem: 'Sinter',
    WorkspaceSubscriptionId: alert.subscriptionId,
    ProductName: cutText(alert.product),
    ProductComponentName: cutText(alert.component),
    AlertLink: cutText(alert.alertUri),
    Status: STATUS[alert.status],
    CompromisedEntity: cutText(alert.compromisedEntity),
    Tactics: alert.tactics.map(tacticName).join(','),
    Techniques: cutList(alert.techniques.filter((technique) => !technique.includes('.'))),
    SubTechniques: cutList(alert.techniques.filter((technique) => technique.includes('.'))),
  };
}

function incidentRow(incident: Incident): Record<string, unknown> {
  return {
    TimeGenerated: iso(incident.modifiedTime),
    IncidentName: incident.id,
    IncidentTitle: cutText(incident.title),
    Description: cutText(incident.story),
    Severity: incident.severity,
    Status: incident.mergedInto === undefined ? incident.status : 'Closed',
    ProviderName: 'Sinter',
    ProviderIncidentId: incident.id,
    FirstActivityTime: iso(incident.firstActivityTime),
    LastActivityTime: iso(incident.lastActivityTime),
    FirstModifiedTime: iso(incident.createdTime),
    LastModifiedTime: iso(incident.modifiedTime),
    CreatedTime: iso(incident.createdTime),
    AlertIds: cutList(incident.alertIds),
    RelatedAnalyticRuleIds: '[]',
    AdditionalData: cutObject({
      alertsCount: incident.alertCount,
      alertProductNames: incident.products,
      tactics: incident.tactics.map(tacticName),
      techniques: incident.techniques,
      score: incident.score,
      ...(incident.mergedInto === undefined ? {} : { mergedInto: incident.mergedInto }),
    }),
    SourceSystem: 'Sinter',
    WorkspaceSubscriptionId: incident.subscriptionId,
  };
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
