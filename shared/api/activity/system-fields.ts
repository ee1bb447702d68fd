import type { Condition } from '../../storage/condition';
import { ApiError } from '../api-error';
import { type Field, type Fields, fields, fixedField } from '../odata/field';
import { parseFilter } from '../odata/filter';
import { ANY_CHANNEL, levelsIn } from './activity-fields';

type Compare = NonNullable<Field['compare']>;

/** Who does what no person does. */
export const SYSTEM = 'Sinter';

/** Where entries of the activity log that are read off other documents have what the log's own name; the rest is the same for all of them. */
interface Stored {
  time: string;
  correlationId: string;
  resourceType: string;
  status: string;
  category: string;
  resourceGroup: (name: string) => Condition;
  /** By a resource's whole path. */
  resource: (path: string) => Condition | undefined;
  operation: (name: string) => Condition;
}

/** What `$filter` of the activity log may name, for such entries. */
export function systemFields(stored: Stored): Fields {
  const asked = (find: (value: string) => Condition | undefined): Field => {
    const compare: Compare = (how, value) => negatedIf(how === 'ne', find(value ?? '') ?? { op: 'constant', value: false });
    return { path: '', type: 'word', compare };
  };
  return fields({
    eventTimestamp: { path: stored.time, type: 'time' },
    correlationId: { path: stored.correlationId, type: 'word' },
    resourceGroupName: asked(stored.resourceGroup),
    resourceUri: asked(stored.resource),
    resourceId: asked(stored.resource),
    resourceType: fixedField(stored.resourceType),
    resourceProvider: fixedField(stored.resourceType.split('/')[0] ?? ''),
    operationName: asked(stored.operation),
    caller: fixedField(SYSTEM),
    status: fixedField(stored.status),
    category: fixedField(stored.category),
    level: fixedField('Informational'),
    levels: asked((names) => ({ op: 'constant', value: levelsIn(names).includes('Informational') })),
    eventChannels: ANY_CHANNEL,
  });
}

/** A filter of the activity log, for such entries. None fulfils one which asks for what they cannot be asked. */
export function systemCondition(filter: string, of: Fields): Condition {
  try {
    return parseFilter(filter, of);
  } catch (error) {
    if (error instanceof ApiError) return { op: 'constant', value: false };
    throw error;
  }
}

function negatedIf(negative: boolean, condition: Condition): Condition {
  return negative ? { op: 'not', condition } : condition;
}
