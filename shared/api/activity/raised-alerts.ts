import type { ActivityEvent } from '../../settings/activity-event';
import type { Condition } from '../../storage/condition';
import type { ListedAlert } from '../../storage/listed-alert';
import type { Asked, Compare } from '../odata/field';
import { fixedField } from '../odata/shown-field';
import { alertPath, type Places } from '../places';
import { SYSTEM, systemFields } from './system-fields';

/** By the names under which Azure's activity log has the alerts of Defender for Cloud. Source: Azure Monitor, activity log event schema, category Security. */
const OPERATION = 'Microsoft.Security/locations/alerts/activate/action';
const TYPE = 'microsoft.security/locations/alerts';

/** An alert is found by each of its resource groups. */
const someGroup: Compare = (how, name) => {
  const value = name?.toLowerCase() ?? null;
  const some = (how: Asked): Condition => ({ op: 'any', path: 'resourceGroups', condition: { op: 'compare', path: '', how, value } });
  return how === 'ne' ? { op: 'not', condition: some('eq') } : some(how);
};

/** What `$filter` of the activity log may name, where the entries are alerts that were raised. */
export const RAISED_FIELDS = systemFields({
  time: 'arrivedTime',
  correlationId: 'id',
  resourceType: TYPE,
  status: 'Active',
  category: 'Security',
  resourceGroup: { path: 'resourceGroups', type: 'word', compare: someGroup },
  resource: (path) => {
    const id = /\/alerts\/([^/]+)$/i.exec(path)?.[1];
    return id === undefined ? undefined : { op: 'compare', path: 'id', how: 'text-eq', value: id };
  },
  operation: fixedField(OPERATION),
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
