import type { AlertStatus } from '../../model/alert';
import type { IncidentStatus } from '../../model/incident';
import { tacticsOfIntent } from '../../model/intent';
import { SEVERITIES } from '../../model/severity';
import { readTactic } from '../../model/tactic';
import { type Condition, where, whereListHas } from '../../storage/condition';
import { ApiError } from '../api-error';
import { type Field, fields, fixedField, wordField } from '../odata/field';
import { parseFilter } from '../odata/filter';

type Compare = NonNullable<Field['compare']>;

const STATUSES: Record<string, IncidentStatus> = {
  active: 'New',
  inprogress: 'Active',
  resolved: 'Closed',
} satisfies Partial<Record<Lowercase<AlertStatus>, IncidentStatus>>;

const status: Compare = (how, value) => {
  const stored = STATUSES[value?.toLowerCase() ?? ''];
  const condition: Condition = stored === undefined ? { op: 'constant', value: false } : where('status', stored);
  return how === 'eq' ? condition : { op: 'not', condition };
};

const intent: Compare = (how, value) => {
  const condition: Condition = { op: 'or', of: tacticsOfIntent(value ?? '').map((tactic) => whereListHas('tactics', tactic)) };
  return how === 'eq' ? condition : { op: 'not', condition };
};

const PROPERTIES: Record<string, Field> = {
  isIncident: fixedField('true'),
  alertType: fixedField('SecurityIncident'),
  productName: fixedField('Sinter'),
  vendorName: fixedField('Sinter'),
  status: { path: 'status', type: 'word', compare: status },
  severity: wordField('severity', SEVERITIES),
  intent: { path: 'tactics', type: 'word', compare: intent },
  alertDisplayName: { path: 'title', type: 'text' },
  description: { path: 'story', type: 'text' },
  systemAlertId: { path: 'id', type: 'word' },
  startTimeUtc: { path: 'firstActivityTime', type: 'time' },
  endTimeUtc: { path: 'lastActivityTime', type: 'time' },
  timeGeneratedUtc: { path: 'createdTime', type: 'time' },
  tactics: { path: 'tactics', type: 'word', elements: fields({ '': { path: '', type: 'word', canonical: (word) => readTactic(word) } }) },
  techniques: {
    path: 'techniques',
    type: 'word',
    elements: fields({ '': { path: '', type: 'word', canonical: (id) => id.toUpperCase() } }),
  },
};

const INCIDENT_ALERT_FIELDS = fields({
  name: { path: 'id', type: 'word' },
  ...PROPERTIES,
  ...Object.fromEntries(Object.entries(PROPERTIES).map(([name, field]) => [`properties/${name}`, field])),
});

/** A filter of alerts, for the incidents that show among them. None fulfils one which asks for what an incident does not have. */
export function incidentCondition(filter: string): Condition {
  try {
    return parseFilter(filter, INCIDENT_ALERT_FIELDS);
  } catch (error) {
    if (error instanceof ApiError) return { op: 'constant', value: false };
    throw error;
  }
}
