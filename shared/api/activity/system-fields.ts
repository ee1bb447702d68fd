import type { Condition } from '../../storage/condition';
import { equality, type Field, type Fields, fields } from '../odata/field';
import { fixedField } from '../odata/shown-field';
import { ANY_CHANNEL, levelsIn } from './activity-fields';

/** Who does what no person does. */
export const SYSTEM = 'Sinter';

/** Where entries of the activity log that are read off other documents have what the log's own name; the rest is the same for all of them. */
interface Stored {
  time: string;
  correlationId: string;
  resourceType: string;
  status: string;
  category: string;
  resourceGroup: Field;
  /** By a resource's whole path. */
  resource: (path: string) => Condition | undefined;
  operation: Field;
}

const NONE: Condition = { op: 'constant', value: false };

/** What `$filter` of the activity log may name, for such entries. None fulfils a comparison which they cannot be asked. */
export function systemFields(stored: Stored): Fields {
  const asked = (find: (value: string) => Condition | undefined): Field => {
    const compare = equality((value) => find(value ?? '') ?? NONE);
    return { path: '', type: 'word', compare: (how, value) => compare(how, value) ?? NONE };
  };
  return fields({
    eventTimestamp: { path: stored.time, type: 'time' },
    correlationId: { path: stored.correlationId, type: 'word' },
    resourceGroupName: stored.resourceGroup,
    resourceUri: asked(stored.resource),
    resourceId: asked(stored.resource),
    resourceType: fixedField(stored.resourceType),
    resourceProvider: fixedField(stored.resourceType.split('/')[0] ?? ''),
    operationName: stored.operation,
    caller: fixedField(SYSTEM),
    status: fixedField(stored.status),
    category: fixedField(stored.category),
    level: fixedField('Informational'),
    levels: asked((names) => ({ op: 'constant', value: levelsIn(names).includes('Informational') })),
    eventChannels: ANY_CHANNEL,
  });
}
