import { ACTIVITY_LEVELS } from '../../settings/activity-event';
import { where } from '../../storage/condition';
import { equality, type Field, fields } from '../odata/field';

function lowerCase(path: string): Field {
  return { path, type: 'word', canonical: (word) => word.toLowerCase() };
}

/** Of a list with commas between, in any letter case. */
export function levelsIn(names: string | null): string[] {
  const wanted = (names ?? '').toLowerCase().split(/\s*,\s*/);
  return ACTIVITY_LEVELS.filter((level) => wanted.includes(level.toLowerCase()));
}

/** Azure's clients of old ask for the channels `Admin, Operation`, in which everything stands. */
export const ANY_CHANNEL: Field = { path: '', type: 'word', compare: equality(() => ({ op: 'constant', value: true })) };

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
  levels: { path: 'level', type: 'word', compare: (how, names) => (how === 'eq' ? where('level', levelsIn(names)) : undefined) },
  eventChannels: ANY_CHANNEL,
});
