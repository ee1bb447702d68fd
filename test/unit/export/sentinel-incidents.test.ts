import type { Incident as SentinelIncident } from '@azure/arm-securityinsight';
import { Places } from '../../../shared/export/places';
import { copyNameOf, copyOf, saysAlready, stateNamedIn } from '../../../shared/export/sentinel/incident-form';
import { settle } from '../../../shared/export/sentinel/settle';
import { type Standing, standingOf, standingThere } from '../../../shared/export/sentinel/standing';
import { emptyFacts } from '../../../shared/incidents/membership';
import { type IncidentDocument, newIncident } from '../../../shared/storage/incident-document';

const SUBSCRIPTION = 'aaaaaaaa-0000-0000-0000-000000000001';
const facts = { ...emptyFacts('Something', Date.UTC(2026, 2, 2)), tactics: ['TA0007' as const], story: 'It happened.', alertCount: 3 };
const incident = (changes: Partial<IncidentDocument> = {}): IncidentDocument => ({
  ...newIncident('incident-1', SUBSCRIPTION, facts, Date.UTC(2026, 2, 2), 1_000),
  ...changes,
});
const there = (changes: Partial<SentinelIncident> = {}): SentinelIncident => ({
  title: 'Something',
  severity: 'Medium',
  status: 'New',
  ...changes,
});

describe('the copy of an incident', () => {
  it('has a UUID for its name, the same for the same incident alone', () => {
    const name = copyNameOf(SUBSCRIPTION, 'incident-1');
    expect(name).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(copyNameOf(SUBSCRIPTION, 'incident-1')).toBe(name);
    expect(copyNameOf(SUBSCRIPTION, 'incident-2')).not.toBe(name);
    expect(copyNameOf('aaaaaaaa-0000-0000-0000-000000000002', 'incident-1')).not.toBe(name);
  });

  it('names its state in a description that fits, however long the story is', () => {
    const long = incident({ story: 'x😀'.repeat(5_000), version: 7, techniques: Array.from({ length: 500 }, (_, n) => `T${1_000 + n}`) });
    const { description = '' } = copyOf(long, standingOf(long), undefined);
    expect(description.length).toBeLessThanOrEqual(5_000);
    expect(Buffer.from(description).toString()).toBe(description);
    expect(stateNamedIn(description)).toBe(7);
    expect(stateNamedIn('In our own words, state 7. And more.')).toBe(0);
  });

  it('is not written again for another state in which it would say the same', () => {
    const [before, after] = [incident({ version: 1 }), incident({ version: 2 })];
    const copy = copyOf(before, standingOf(before), undefined);
    expect(saysAlready(copy, copyOf(after, standingOf(after), copy))).toBe(true);
    const renamed = incident({ version: 2, title: 'Something else' });
    expect(saysAlready(copy, copyOf(renamed, standingOf(renamed), copy))).toBe(false);
  });

  it('keeps the labels that the service gave it', () => {
    const labels = [
      { labelName: 'theirs', labelType: 'AutoAssigned' },
      { labelName: 'old', labelType: 'User' },
    ];
    const labelled = incident({ labels: ['new'] });
    expect(copyOf(labelled, standingOf(labelled), there({ labels })).labels).toEqual([{ labelName: 'new' }, { labelName: 'theirs' }]);
  });
});

describe('what both sides say of an incident', () => {
  it.each<[string, Partial<SentinelIncident>, Partial<Standing>]>([
    ['closed without a verdict', { status: 'Closed' }, { verdict: { status: 'Closed', classification: 'Undetermined' } }],
    [
      'closed for a reason that does not fit',
      { status: 'Closed', classification: 'TruePositive', classificationReason: 'InaccurateData' },
      { verdict: { status: 'Closed', classification: 'TruePositive' } },
    ],
    ['reopened with its old verdict', { status: 'Active', classification: 'TruePositive' }, { verdict: { status: 'Active' } }],
    ['of a status that is not known here', { status: 'Paused' }, { verdict: { status: 'Active' } }],
    ['with an owner of empty fields', { owner: { email: '', assignedTo: 'Ana', ownerType: 'User' } }, { owner: { assignedTo: 'Ana' } }],
  ])('is %s', (_, changes, expected) => {
    expect(standingThere(there(changes))).toMatchObject(expected);
  });

  it.each([{ mergedInto: 'incident-2' }, { deletedTime: 1 }])('is that an incident is closed which is no more: %o', (changes) => {
    expect(standingOf(incident(changes)).verdict).toEqual({ status: 'Closed', classification: 'Undetermined' });
  });
});

describe('changes on both sides', () => {
  const base: Standing = { verdict: { status: 'New' }, owner: {}, severity: 'Medium', labels: [] };
  const before = { ours: base, theirs: base };
  const ours: Standing = { ...base, owner: { assignedTo: 'Ana' } };
  const theirs: Standing = { ...base, verdict: { status: 'Active' } };

  it('of different things hold together', () => {
    const settled = settle(before, ours, theirs, { theirsHold: new Set(), takes: true });
    expect(settled).toMatchObject({
      taken: ['verdict'],
      overruled: [],
      give: { verdict: { status: 'Active' }, owner: { assignedTo: 'Ana' } },
    });
  });

  it('of the same thing are decided by whoever was later, and the other is told of', () => {
    const contested: Standing = { ...base, verdict: { status: 'Closed', classification: 'FalsePositive' } };
    expect(settle(before, contested, theirs, { theirsHold: new Set(['verdict']), takes: true }).taken).toEqual(['verdict']);
    const kept = settle(before, contested, theirs, { theirsHold: new Set(), takes: true });
    expect(kept).toMatchObject({ taken: [], overruled: ['verdict'], give: { verdict: contested.verdict } });
  });

  it('stay where they were made when nothing is taken over', () => {
    const settled = settle(before, ours, theirs, { theirsHold: new Set(), takes: false });
    expect(settled).toMatchObject({ taken: [], overruled: [], give: { verdict: { status: 'Active' }, owner: { assignedTo: 'Ana' } } });
  });
});

describe('the workspaces of a deployment', () => {
  const id = (name: string) =>
    `/subscriptions/${SUBSCRIPTION}/resourceGroups/soc/providers/Microsoft.OperationalInsights/workspaces/${name}`;
  const places = (workspaces: object[]) =>
    new Places(
      { EXPORT_WORKSPACES: JSON.stringify(workspaces), EXPORT_ALLOWS_LOCAL: false, EXPORT_TIMEOUT_SECONDS: 30 },
      Date.now,
      {} as never,
    );
  const sentinel = (name: string) => ({ actionType: 'Sentinel' as const, workspaceResourceId: id(name), syncStatus: true });
  const rows = (name: string) => ({ actionType: 'Workspace' as const, workspaceResourceId: id(name) });

  it('are the only ones in which incidents are kept', () => {
    const listed = places([{ workspaceResourceId: id('ours') }]);
    expect(listed.problemOf(sentinel('OURS'), {})).toBeUndefined();
    expect(listed.problemOf(sentinel('another'), {})).toMatch(/is none to which something may be exported/);
    expect(() => listed.open(sentinel('another'), {}, SUBSCRIPTION)).toThrow(/EXPORT_WORKSPACES/);
    expect(places([]).problemOf(sentinel('ours'), {})).toBeDefined();
  });

  it('take rows only where they have a data collection rule', () => {
    const endpoint = 'https://dce.example.com';
    const listed = places([{ workspaceResourceId: id('ours') }, { workspaceResourceId: id('rows'), endpoint, ruleId: 'dcr-1' }]);
    expect(listed.problemOf(rows('ours'), {})).toMatch(/no data collection rule/);
    expect(listed.problemOf(rows('rows'), {})).toBeUndefined();
    expect(() => places([{ workspaceResourceId: id('half'), endpoint }])).toThrow(/EXPORT_WORKSPACES/);
  });
});
