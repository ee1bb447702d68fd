import { INCIDENT_STATUSES } from '../../model/incident';
import { type Condition, where } from '../../storage/condition';
import { type Asked, type Compare, type Field, type Fields, fields } from '../odata/field';
import { fixedField, shownField } from '../odata/shown-field';
import { STATUS_OF_INCIDENT } from '../projections/security-alert';
import { ALERT_FIELDS } from './alert-fields';

const VICTIM = where('role', 'victim');

/** The name of a victim, and where an incident has none, of any entity. */
const compromisedEntity: Compare = (how, value) => {
  const named = (how: Asked): Condition => {
    const name: Condition = { op: 'compare', path: 'name', how: how === 'eq' ? 'text-eq' : how, value };
    return {
      op: 'or',
      of: [anyEntity({ op: 'and', of: [VICTIM, name] }), { op: 'and', of: [{ op: 'not', condition: anyEntity(VICTIM) }, anyEntity(name)] }],
    };
  };
  return how === 'ne' ? { op: 'not', condition: named('eq') } : named(how);
};

function anyEntity(condition: Condition): Condition {
  return { op: 'any', path: 'entities', condition };
}

const DISMISSED: Condition = { op: 'and', of: [where('status', 'Closed'), where('classification', 'FalsePositive')] };
const asDismissed = fixedField('Dismissed');
const notDismissed = shownField('status', INCIDENT_STATUSES, (status) => STATUS_OF_INCIDENT[status]);

/** An incident that is closed as a false positive is dismissed. */
const status: Compare = (how, value) => {
  const either: [Condition, Condition | undefined][] = [
    [DISMISSED, asDismissed.compare?.(how, value)],
    [{ op: 'not', condition: DISMISSED }, notDismissed.compare?.(how, value)],
  ];
  return { op: 'or', of: either.flatMap(([which, shown]) => (shown ? [{ op: 'and', of: [which, shown] }] : [])) };
};

/** Where an incident has what alerts show. What is named alike in both is not here. */
const PROPERTIES: Record<string, Field> = {
  isIncident: fixedField('true'),
  alertType: fixedField('SecurityIncident'),
  productName: fixedField('Sinter'),
  vendorName: fixedField('Sinter'),
  productComponentName: fixedField('Fusion'),
  status: { path: 'status', type: 'word', compare: status },
  alertDisplayName: { path: 'title', type: 'text' },
  description: { path: 'story', type: 'text' },
  correlationKey: { path: 'id', type: 'word' },
  compromisedEntity: { path: 'entities', type: 'text', compare: compromisedEntity },
  startTimeUtc: { path: 'firstActivityTime', type: 'time' },
  endTimeUtc: { path: 'lastActivityTime', type: 'time' },
  timeGeneratedUtc: { path: 'createdTime', type: 'time' },
  processingEndTimeUtc: { path: 'modifiedTime', type: 'time' },
  entityKeys: { path: 'entities', type: 'word', elements: fields({ '': { path: 'key', type: 'word' } }) },
};

/** What `$filter` of alerts may name, for the incidents that show among them. What an incident does not have, none has stored, and so it is absent. */
export const INCIDENT_ALERT_FIELDS: Fields = new Map([
  ...ALERT_FIELDS,
  ...fields({
    ...PROPERTIES,
    ...Object.fromEntries(Object.entries(PROPERTIES).map(([name, field]) => [`properties/${name}`, field])),
  }),
]);
