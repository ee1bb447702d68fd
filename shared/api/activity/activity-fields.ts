import { type Field, fields } from '../odata/field';

function lowerCase(path: string): Field {
  return { path, type: 'word', canonical: (word) => word.toLowerCase() };
}

/** What `$filter` of the activity log may name. Source: Azure Monitor REST API, Activity Logs - List; caller, status, level, category and operation are ours. */
export const ACTIVITY_FIELDS = fields({
  eventTimestamp: { path: 'time', type: 'time' },
  resourceGroupName: lowerCase('resourceGroup'),
  resourceUri: lowerCase('resourceId'),
  resourceId: lowerCase('resourceId'),
  resourceType: lowerCase('resourceType'),
  resourceProvider: {
    path: 'resourceType',
    type: 'word',
    compare(how, provider) {
      if (how !== 'eq' || !provider) return undefined;
      return { op: 'compare', path: 'resourceType', how: 'text-startswith', value: `${provider}/` };
    },
  },
  correlationId: { path: 'correlationId', type: 'word' },
  caller: { path: 'caller/name', type: 'text' },
  operationName: { path: 'operation', type: 'text' },
  status: { path: 'status', type: 'text' },
  level: { path: 'level', type: 'text' },
  category: { path: 'category', type: 'text' },
});
