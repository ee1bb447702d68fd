import { intentOfTactic } from '../../model/intent';
import { tacticName } from '../../model/tactic';
import type { ListedAlert } from '../../storage/listed-alert';
import { entityPath, type Places } from '../places';
import { isoTime } from './time';

const STATUS = { Active: 'New', InProgress: 'InProgress', Resolved: 'Resolved', Dismissed: 'Dismissed' } as const;

/** An alert as an incident of `Microsoft.SecurityInsights` shows it: an entity of the kind `SecurityAlert`. */
export function alertAsEntity(alert: ListedAlert, places: Places): object {
  return {
    id: entityPath(places, alert.subscriptionId, alert.id),
    name: alert.id,
    type: 'Microsoft.SecurityInsights/Entities',
    kind: 'SecurityAlert',
    properties: {
      friendlyName: alert.displayName,
      systemAlertId: alert.id,
      alertDisplayName: alert.displayName,
      alertType: alert.alertType,
      description: alert.description,
      severity: alert.severity,
      status: STATUS[alert.status],
      compromisedEntity: alert.compromisedEntity,
      confidenceLevel: 'Unknown',
      confidenceReasons: [],
      startTimeUtc: isoTime(alert.startTime),
      endTimeUtc: isoTime(alert.endTime),
      timeGenerated: isoTime(alert.generatedTime),
      processingEndTime: isoTime(alert.arrivedTime),
      intent: intentOfTactic(alert.tactics.at(-1)),
      tactics: alert.tactics.map(tacticName),
      vendorName: alert.vendor,
      productName: alert.product,
      productComponentName: alert.component,
      providerAlertId: alert.id,
      alertLink: alert.alertUri,
      remediationSteps: alert.remediationSteps,
      resourceIdentifiers: alert.resourceIds.map((azureResourceId) => ({ type: 'AzureResource', azureResourceId })),
      // Azure's clients take each of the values for an object.
      additionalData: { extendedProperties: alert.extendedProperties },
    },
  };
}
