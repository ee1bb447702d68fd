import type { ActivityEvent } from '../../settings/activity-event';
import { whereListHas } from '../../storage/condition';
import type { ListedAlert } from '../../storage/listed-alert';
import { alertPath, type Places } from '../places';
import { SYSTEM, systemFields } from './system-fields';

/** By the names under which Azure's activity log has the alerts of Defender for Cloud. Source: Azure Monitor, activity log event schema, category Security. */
const OPERATION = 'Microsoft.Security/locations/alerts/activate/action';
const TYPE = 'microsoft.security/locations/alerts';

/** What `$filter` of the activity log may name, where the entries are alerts that were raised. */
export const RAISED_FIELDS = systemFields({
  time: 'arrivedTime',
  correlationId: 'id',
  resourceType: TYPE,
  status: 'Active',
  category: 'Security',
  resourceGroup: (name) => whereListHas('resourceGroups', name.toLowerCase()),
  resource: (path) => {
    const id = /\/alerts\/([^/]+)$/i.exec(path)?.[1];
    return id === undefined ? undefined : { op: 'compare', path: 'id', how: 'text-eq', value: id };
  },
  operation: (name) => ({ op: 'constant', value: name.toLowerCase() === OPERATION.toLowerCase() }),
});

/**
 * An alert that was raised, as an entry of the activity log. It is not stored once more: when an alert arrived never changes, and a second document for
 * each would double what an alert costs.
 */
export function raisedAlert(alert: ListedAlert, places: Places): ActivityEvent {
  const [resourceGroup] = alert.resourceGroups;
  return {
    id: alert.id,
    subscriptionId: alert.subscriptionId,
    time: alert.arrivedTime,
    operation: OPERATION,
    status: 'Active',
    subStatus: '',
    category: 'Security',
    level: 'Informational',
    resourceId: alertPath(places, alert.subscriptionId, resourceGroup, alert.id).toLowerCase(),
    resourceGroup: resourceGroup ?? '',
    resourceType: TYPE,
    caller: { principalId: '', name: SYSTEM, tenantId: '' },
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
