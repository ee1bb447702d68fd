import { FUSION_ACTIONS, type Operation } from '../../incidents/operation';
import type { ActivityEvent } from '../../settings/activity-event';
import { whereListHas } from '../../storage/condition';
import type { OperationDocument } from '../../storage/operation-document';
import type { Fields } from '../odata/field';
import { fixedField, shownField } from '../odata/shown-field';
import { incidentPath, type Places } from '../places';
import { SYSTEM, systemFields } from './system-fields';

const TYPE = 'microsoft.securityinsights/incidents';

/** As the same things are called when people do them. */
function operationOf(action: Operation['action']): string {
  return `Microsoft.SecurityInsights/incidents/${action === 'absorb' ? 'merge/action' : 'write'}`;
}

/** What `$filter` of the activity log may name, where the entries are changes of incidents by fusion. */
export function fusionFields({ workspace }: Places): Fields {
  return systemFields({
    time: 'createdTime',
    correlationId: 'operationId',
    resourceType: TYPE,
    status: 'Succeeded',
    category: 'Administrative',
    resourceGroup: fixedField(workspace.resourceGroup),
    resource: (path) => {
      const id = /\/incidents\/([^/]+)$/i.exec(path)?.[1];
      return id === undefined ? undefined : whereListHas('incidentIds', id);
    },
    operation: shownField('action', FUSION_ACTIONS, operationOf),
  });
}

/** A change of an incident by fusion, as an entry of the activity log. It is read off the incident's history, and so not stored once more. */
export function fusionChange(operation: OperationDocument, places: Places): ActivityEvent {
  const { id, operationId, subscriptionId, createdTime, action, note = '', incidentIds } = operation;
  return {
    id,
    subscriptionId,
    time: createdTime,
    operation: operationOf(action),
    status: 'Succeeded',
    subStatus: '',
    category: 'Administrative',
    level: 'Informational',
    resourceId: incidentPath(places, subscriptionId, incidentIds[0] ?? '').toLowerCase(),
    resourceGroup: places.workspace.resourceGroup.toLowerCase(),
    resourceType: TYPE,
    caller: { principalId: '', name: SYSTEM, tenantId: '' },
    correlationId: operationId,
    description: note,
    properties: { action, incidents: incidentIds.join(' ') },
  };
}
