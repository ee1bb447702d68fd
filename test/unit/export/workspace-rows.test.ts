import columns from '../../../infra/modules/export-columns.json';
import type { SourceRecord } from '../../../shared/export/record';
import { workspaceRow } from '../../../shared/export/workspace-rows';
import { toAlertDocument } from '../../../shared/storage/alert-document';
import { newIncident } from '../../../shared/storage/incident-document';
import { alert } from '../../integration/api/stored-alerts';

const TYPES: Record<string, (value: unknown) => boolean> = {
  boolean: (value) => typeof value === 'boolean',
  datetime: (value) => typeof value === 'string' && new Date(value).toISOString() === value,
  string: (value) => typeof value === 'string',
};

const facts = {
  ...{ title: 'A title', story: 'A story.', severity: 'High', score: 80, reasons: [], tactics: ['TA0002'], techniques: ['T1059'] },
  ...{
    firstActivityTime: 1,
    lastActivityTime: 2,
    alertIds: ['a', 'b'],
    alertCount: 2,
    products: ['P'],
    entities: [],
    links: [],
    remediationSteps: [],
  },
} as unknown as Parameters<typeof newIncident>[2];
const records: Record<'alerts' | 'incidents', SourceRecord> = {
  alerts: { stream: 'alerts', written: 1, alert: toAlertDocument(alert(1), 5, 5) },
  incidents: { stream: 'incidents', written: 1, incident: newIncident('i1', alert(1).subscriptionId, facts, 3, 5) },
};

describe.each(['alerts', 'incidents'] as const)('a row of %s', (stream) => {
  const row = workspaceRow({ id: 'r1', source: records[stream], isSnapshot: false });

  it('has the columns of its table and no others', () => {
    expect(Object.keys(row).sort()).toEqual(columns[stream].map(({ name }) => name).sort());
  });

  it.each(columns[stream].map(({ name, type }): [string, string] => [name, type]))('has in %s a %s', (name, type) => {
    expect(TYPES[type]?.(row[name])).toBe(true);
  });

  it('uses no name that Azure keeps for itself', () => {
    const reserved = ['_ResourceId', 'id', '_SubscriptionId', 'TenantId', 'Type', 'UniqueId', 'Title'];
    expect(Object.keys(row).filter((name) => reserved.includes(name) || !/^[A-Za-z]\w{0,44}$/.test(name))).toEqual([]);
  });
});
