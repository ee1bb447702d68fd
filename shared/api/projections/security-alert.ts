import type { Entity } from '../../model/entity';
import type { Incident } from '../../model/incident';
import { intentOfTactic } from '../../model/intent';
import { subscriptionOfResource } from '../../model/subscription-id';
import { killChainStage, type TacticId, tacticName } from '../../model/tactic';
import type { ListedAlert } from '../../storage/listed-alert';
import type { Repeats } from '../../storage/repeats';
import { alertPath, type Places } from '../places';
import { isoTime } from './time';

/** The versions of `Microsoft.Security` alerts, the newest first. */
export const ALERT_VERSIONS = ['2022-01-01', '2021-11-01'] as const;

const ALERT_TYPE = 'Microsoft.Security/Locations/alerts';

/** An alert as `Microsoft.Security` shows it; the older version lacks some properties. `repeats`: where they are known. */
export function securityAlert(alert: ListedAlert, places: Places, version: string, repeats?: Repeats): object {
  const newer = {
    version: version,
    techniques: alert.techniques.filter((technique) => !technique.includes('.')),
    subTechniques: alert.techniques.filter((technique) => technique.includes('.')),
    supportingEvidence: { type: 'reasons', reasons: alert.reasons },
  };
  return {
    id: alertPath(places, alert.subscriptionId, alert.resourceGroups[0], alert.id),
    name: alert.id,
    type: ALERT_TYPE,
    properties: {
      ...(version === '2021-11-01' ? {} : newer),
      status: alert.status,
      timeGeneratedUtc: isoTime(alert.generatedTime),
      processingEndTimeUtc: isoTime(alert.arrivedTime),
      startTimeUtc: isoTime(alert.startTime),
      endTimeUtc: isoTime(alert.endTime),
      vendorName: alert.vendor,
      productName: alert.product,
      productComponentName: alert.component,
      alertType: alert.alertType,
      systemAlertId: alert.id,
      alertDisplayName: alert.displayName,
      description: alert.description,
      severity: alert.severity,
      intent: intentOfTactic(furthest(alert.tactics)),
      isIncident: alert.isIncident,
      correlationKey: alert.correlationKey,
      compromisedEntity: alert.compromisedEntity,
      alertUri: alert.alertUri,
      resourceIdentifiers: resourceIdentifiers(alert.subscriptionId, alert.resourceIds),
      remediationSteps: alert.remediationSteps,
      extendedLinks: alert.extendedLinks,
      extendedProperties: {
        ...alert.extendedProperties,
        'sinter.tactics': alert.tactics.map(tacticName).join(','),
        ...(alert.isLate ? { 'sinter.late': 'true' } : {}),
        ...(repeats ? repeatProperties(repeats) : {}),
        'sinter.reasons': alert.reasons.map(({ text }) => text).join(' '),
      },
      entities: alert.entities.map(alertEntity),
    },
  };
}

function repeatProperties({ count, firstTime, lastTime }: Repeats): Record<string, string> {
  return { 'sinter.repeats': String(count), 'sinter.firstTimeUtc': isoTime(firstTime), 'sinter.lastTimeUtc': isoTime(lastTime) };
}

/** A fused incident as the alert that stands for it in the list of alerts. */
export function incidentAsAlert(incident: Incident, places: Places, version: string): object {
  const newer = {
    version,
    techniques: incident.techniques,
    subTechniques: [],
    supportingEvidence: { type: 'reasons', reasons: incident.reasons },
  };
  return {
    id: alertPath(places, incident.subscriptionId, undefined, incident.id),
    name: incident.id,
    type: ALERT_TYPE,
    properties: {
      ...(version === '2021-11-01' ? {} : newer),
      status: isDismissed(incident) ? 'Dismissed' : STATUS_OF_INCIDENT[incident.status],
      timeGeneratedUtc: isoTime(incident.createdTime),
      processingEndTimeUtc: isoTime(incident.modifiedTime),
      startTimeUtc: isoTime(incident.firstActivityTime),
      endTimeUtc: isoTime(incident.lastActivityTime),
      vendorName: 'Sinter',
      productName: 'Sinter',
      productComponentName: 'Fusion',
      alertType: 'SecurityIncident',
      systemAlertId: incident.id,
      alertDisplayName: incident.title,
      description: incident.story,
      severity: incident.severity,
      intent: intentOfTactic(furthest(incident.tactics)),
      isIncident: true,
      correlationKey: incident.id,
      compromisedEntity: (incident.entities.find(({ role }) => role === 'victim') ?? incident.entities[0])?.name ?? '',
      alertUri: '',
      resourceIdentifiers: resourceIdentifiers(
        incident.subscriptionId,
        incident.entities.filter(({ kind }) => kind === 'azure-resource').map(({ key }) => key.slice(key.indexOf(':') + 1)),
      ),
      remediationSteps: incident.remediationSteps,
      extendedLinks: [],
      extendedProperties: {
        'sinter.alertIds': incident.alertIds.slice(0, 100).join(','),
        'sinter.alertCount': String(incident.alertCount),
        'sinter.score': String(incident.score),
        'sinter.tactics': incident.tactics.map(tacticName).join(','),
      },
      entities: incident.entities.map(({ kind, name, key, role }) => ({ type: kind, name, key, role })),
    },
  };
}

/** As the status of the alert that stands for the incident, unless that was dismissed: closed as a false positive. */
export const STATUS_OF_INCIDENT = { New: 'Active', Active: 'InProgress', Closed: 'Resolved' } as const;

function isDismissed({ status, classification }: Incident): boolean {
  return status === 'Closed' && classification === 'FalsePositive';
}

function furthest(tactics: readonly TacticId[]): TacticId | undefined {
  return [...tactics].sort((a, b) => killChainStage(b) - killChainStage(a))[0];
}

/** An alert without a resource concerns its subscription. */
function resourceIdentifiers(subscriptionId: string, resourceIds: readonly string[]): object[] {
  const own = resourceIds.filter((id) => (subscriptionOfResource(id) ?? subscriptionId) === subscriptionId);
  return (own.length > 0 ? own : [`/subscriptions/${subscriptionId}`]).map((azureResourceId) => ({
    type: 'AzureResource',
    azureResourceId,
  }));
}

/** As the source described it, with the type in the spelling of Azure's API. */
function alertEntity({ kind, name, properties }: Entity): object {
  const { Type: _, type: __, ...described } = properties;
  return { ...(Object.keys(described).length > 0 ? described : { name }), type: kind === 'other' ? typeText(properties) : kind };
}

function typeText({ Type, type }: Record<string, unknown>): string {
  const text = type ?? Type;
  return typeof text === 'string' && text !== '' ? text : 'other';
}
