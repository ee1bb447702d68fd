import { INCIDENT_STATUSES } from '../../model/incident';
import { SEVERITIES } from '../../model/severity';
import { readTactic } from '../../model/tactic';
import { type Field, fields, rankedField, wordField } from '../odata/field';
import { fixedField } from '../odata/shown-field';
import { PROVIDER } from '../projections/incident';

const text = (path: string): Field => ({ path, type: 'text' });
const time = (path: string): Field => ({ path, type: 'time' });

const lowerCase = (path: string): Field => ({ path, type: 'word', canonical: (word) => word.toLowerCase() });

const PROPERTIES: Record<string, Field> = {
  title: text('title'),
  description: text('story'),
  severity: rankedField('severity', SEVERITIES),
  status: wordField('status', INCIDENT_STATUSES),
  classification: wordField('classification', ['Undetermined', 'TruePositive', 'BenignPositive', 'FalsePositive']),
  classificationReason: text('classificationReason'),
  createdTimeUtc: time('createdTime'),
  lastModifiedTimeUtc: time('modifiedTime'),
  firstActivityTimeUtc: time('firstActivityTime'),
  lastActivityTimeUtc: time('lastActivityTime'),
  incidentNumber: { path: 'number', type: 'number' },
  providerName: fixedField(PROVIDER),
  providerIncidentId: { path: 'id', type: 'word' },
  'owner/userPrincipalName': text('owner/userPrincipalName'),
  'owner/assignedTo': text('owner/assignedTo'),
  'owner/email': text('owner/email'),
  'owner/objectId': text('owner/objectId'),
  labels: { path: 'labels', type: 'text', elements: fields({ labelName: text(''), '': text('') }) },
  'additionalData/alertsCount': { path: 'alertCount', type: 'number' },
  'additionalData/tactics': {
    path: 'tactics',
    type: 'word',
    elements: fields({ '': { path: '', type: 'word', canonical: (word) => readTactic(word) } }),
  },
  'additionalData/techniques': {
    path: 'techniques',
    type: 'word',
    elements: fields({ '': { path: '', type: 'word', canonical: (id) => id.toUpperCase() } }),
  },
  'additionalData/alertProductNames': { path: 'products', type: 'text', elements: fields({ '': text('') }) },
  /** Ours: incidents by what they are about, `properties/entities/any(e: e/key eq 'ip:203.0.113.77')`. */
  entities: {
    path: 'entities',
    type: 'word',
    elements: fields({ key: { path: 'key', type: 'word' }, name: text('name'), type: lowerCase('kind'), role: lowerCase('role') }),
  },
  alertIds: { path: 'alertIds', type: 'word', elements: fields({ '': { path: '', type: 'word' } }) },
  score: { path: 'score', type: 'number' },
};

/** What `$filter` may name in an incident: `properties/status`, and also plain `status`. */
export const INCIDENT_FIELDS = fields({
  name: { path: 'id', type: 'word' },
  ...PROPERTIES,
  ...Object.fromEntries(Object.entries(PROPERTIES).map(([name, field]) => [`properties/${name}`, field])),
});

/** What `$orderby` may name. Each has a composite index with the id. */
export const SORTABLE_INCIDENT_FIELDS = {
  createdtimeutc: 'createdTime',
  lastmodifiedtimeutc: 'modifiedTime',
  firstactivitytimeutc: 'firstActivityTime',
  lastactivitytimeutc: 'lastActivityTime',
  incidentnumber: 'number',
  severity: 'severityRank',
  status: 'status',
  title: 'title',
};
