import { type Condition, whereListHas } from '../../storage/condition';
import { ApiError } from '../api-error';
import { type Field, fields, fixedField } from '../odata/field';
import { parseFilter } from '../odata/filter';
import { ANY_CHANNEL, levelsIn } from './activity-fields';
import { RAISED_BY, RAISED_OPERATION, RAISED_TYPE } from './raised-event';

type Compare = NonNullable<Field['compare']>;

const resourceGroup: Compare = (how, name) => negatedIf(how === 'ne', whereListHas('resourceGroups', (name ?? '').toLowerCase()));

const resource: Compare = (how, uri) => {
  const id = /\/alerts\/([^/]+)$/i.exec(uri ?? '')?.[1];
  const condition: Condition =
    id === undefined ? { op: 'constant', value: false } : { op: 'compare', path: 'id', how: 'text-eq', value: id };
  return negatedIf(how === 'ne', condition);
};

function negatedIf(negative: boolean, condition: Condition): Condition {
  return negative ? { op: 'not', condition } : condition;
}

/** What `$filter` of the activity log may name, where the entries are alerts that were raised: the same names as for those that are changes. */
const RAISED_FIELDS = fields({
  eventTimestamp: { path: 'arrivedTime', type: 'time' },
  resourceGroupName: { path: '', type: 'word', compare: resourceGroup },
  resourceUri: { path: '', type: 'word', compare: resource },
  resourceId: { path: '', type: 'word', compare: resource },
  resourceType: fixedField(RAISED_TYPE),
  resourceProvider: fixedField(RAISED_TYPE.split('/')[0] ?? ''),
  correlationId: { path: 'id', type: 'word' },
  caller: fixedField(RAISED_BY),
  operationName: fixedField(RAISED_OPERATION),
  status: fixedField('Active'),
  level: fixedField('Informational'),
  category: fixedField('Security'),
  levels: {
    path: '',
    type: 'word',
    compare: (how, names) => ({ op: 'constant', value: levelsIn(names).includes('Informational') === (how === 'eq') }),
  },
  eventChannels: ANY_CHANNEL,
});

/** A filter of the activity log, for the alerts that show in it. None fulfils one which asks for what an alert does not have. */
export function raisedCondition(filter: string): Condition {
  try {
    return parseFilter(filter, RAISED_FIELDS);
  } catch (error) {
    if (error instanceof ApiError) return { op: 'constant', value: false };
    throw error;
  }
}
