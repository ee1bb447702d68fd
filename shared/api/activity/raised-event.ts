import type { ActivityEvent } from '../../settings/activity-event';
import type { ListedAlert } from '../../storage/listed-alert';
import { alertPath, type Places } from '../places';

/** By the names under which Azure's activity log has the alerts of Defender for Cloud. Source: Azure Monitor, activity log event schema, category Security. */
export const RAISED_OPERATION = 'Microsoft.Security/locations/alerts/activate/action';
export const RAISED_TYPE = 'microsoft.security/locations/alerts';
export const RAISED_BY = 'Sinter';

/**
 * An alert that was raised, as an entry of the activity log. It is not stored once more: when an alert arrived never changes, and a second document for
 * each would double what an alert costs.
 */
export function raisedEvent(alert: ListedAlert, places: Places): ActivityEvent {
  const [resourceGroup] = alert.resourceGroups;
  return {
    id: alert.id,
    subscriptionId: alert.subscriptionId,
    time: alert.arrivedTime,
    operation: RAISED_OPERATION,
    status: 'Active',
    subStatus: '',
    category: 'Security',
    level: 'Informational',
    resourceId: alertPath(places, alert.subscriptionId, resourceGroup, alert.id).toLowerCase(),
    resourceGroup: resourceGroup ?? '',
    resourceType: RAISED_TYPE,
    caller: { principalId: '', name: RAISED_BY, tenantId: '' },
    correlationId: alert.id,
    description: alert.displayName,
    properties: {
      alertType: alert.alertType,
      severity: alert.severity,
      compromisedEntity: alert.compromisedEntity,
      vendor: alert.vendor,
      product: alert.product,
      format: alert.format,
    },
  };
}
