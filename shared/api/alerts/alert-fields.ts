import { ALERT_STATUSES } from '../../model/alert';
import { tacticsOfIntent } from '../../model/intent';
import { SEVERITIES } from '../../model/severity';
import { readTactic } from '../../model/tactic';
import { type Condition, whereListHas } from '../../storage/condition';
import { type Asked, equality, type Field, fields, rankedField, wordField } from '../odata/field';

const text = (path: string): Field => ({ path, type: 'text' });
const time = (path: string): Field => ({ path, type: 'time' });

/** An alert has every tactic that the intent means. */
function intentCondition(intent: string | null): Condition | undefined {
  const tactics = tacticsOfIntent(intent ?? '');
  return tactics.length === 0 ? undefined : { op: 'or', of: tactics.map((tactic) => whereListHas('tactics', tactic)) };
}

/** Which alerts are in an incident is not stored with them: this condition, asked once and of all, becomes part of the selection. */
export const IN_INCIDENT = 'incidentId';

/** Alerts of an incident, or of none. Those of one incident have a list of their own. */
function incidentCondition(how: Asked, incident: string | null): Condition | undefined {
  return incident === null && (how === 'eq' || how === 'ne') ? { op: 'compare', path: IN_INCIDENT, how, value: null } : undefined;
}

const PROPERTIES: Record<string, Field> = {
  status: wordField('status', ALERT_STATUSES),
  severity: rankedField('severity', SEVERITIES),
  incidentId: { path: IN_INCIDENT, type: 'word', compare: incidentCondition },
  alertType: lowerCase('typeKey'),
  alertDisplayName: text('displayName'),
  description: text('description'),
  vendorName: text('vendor'),
  productName: lowerCase('productKey'),
  productComponentName: text('component'),
  compromisedEntity: text('compromisedEntity'),
  correlationKey: { path: 'correlationKey', type: 'word' },
  systemAlertId: { path: 'id', type: 'word' },
  /** Ours: it arrived long after its event. */
  isLate: { path: 'isLate', type: 'boolean' },
  isIncident: { path: 'isIncident', type: 'boolean' },
  startTimeUtc: time('startTime'),
  endTimeUtc: time('endTime'),
  timeGeneratedUtc: time('generatedTime'),
  processingEndTimeUtc: time('arrivedTime'),
  intent: { path: 'tactics', type: 'word', compare: equality(intentCondition) },
  tactics: { path: 'tactics', type: 'word', elements: fields({ '': { path: '', type: 'word', canonical: (word) => readTactic(word) } }) },
  techniques: {
    path: 'techniques',
    type: 'word',
    elements: fields({ '': { path: '', type: 'word', canonical: (id) => id.toUpperCase() } }),
  },
  resourceGroups: { path: 'resourceGroups', type: 'word', elements: fields({ '': lowerCase('') }) },
  entities: {
    path: 'entities',
    type: 'word',
    elements: fields({ type: lowerCase('kind'), name: text('name'), key: { path: 'key', type: 'word' } }),
  },
  /** Canonical keys such as `ip:203.0.113.77`, served by an index. */
  entityKeys: { path: 'entityKeys', type: 'word', elements: fields({ '': { path: '', type: 'word' } }) },
};

function lowerCase(path: string): Field {
  return { path, type: 'word', canonical: (word) => word.toLowerCase() };
}

/** What `$filter` may name in an alert: `properties/severity`, and also plain `severity`. */
export const ALERT_FIELDS = fields({
  name: { path: 'id', type: 'word' },
  ...PROPERTIES,
  ...Object.fromEntries(Object.entries(PROPERTIES).map(([name, field]) => [`properties/${name}`, field])),
});
