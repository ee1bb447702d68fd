import { readAction } from '../../../shared/formats/defender/evidence';
import { readEvent } from '../../../shared/formats/read-event';
import { defenderExport, defenderResource, SUBSCRIPTION } from '../../support/sample-alerts';
import { alertOf, HINTS, only, rejectionOf } from './reading';

const OTHER = '99990000-3333-4444-5555-666677778888';

function subscriptionOf(event: unknown): string | undefined {
  return only(readEvent(JSON.stringify(event), { maxBytes: HINTS.maxBytes })).subscriptionId;
}

describe('continuous export', () => {
  it('becomes an alert with every field in its place', () => {
    const event = defenderExport();
    const { entities, ...alert } = alertOf(event);
    expect(alert).toEqual({
      id: '2517535653831234567_7d9c1c7e-58a1-4b6e-9d6f-0b6a3c0f5b11',
      format: 'defender',
      vendor: 'Microsoft',
      product: 'Microsoft Defender for Cloud',
      component: 'Servers',
      alertType: 'VM_UnseenProcessFromTemp',
      displayName: 'A process was started from a temporary folder',
      description: 'A program runs on WEB01 from a folder in which programs do not usually live.',
      vendorSeverity: 'Medium',
      vendorTactics: ['TA0002'],
      vendorTechniques: [],
      category: '',
      action: 'allowed',
      startTime: Date.parse('2026-03-02T09:14:07.123Z'),
      endTime: Date.parse('2026-03-02T09:14:09Z'),
      generatedTime: Date.parse('2026-03-02T09:15:00Z'),
      revisedTime: Date.parse('2026-03-02T09:15:02.500Z'),
      status: 'Active',
      compromisedEntity: 'WEB01',
      resourceIds: [`/subscriptions/${SUBSCRIPTION}/resourceGroups/web/providers/Microsoft.Compute/virtualMachines/WEB01`],
      isIncident: false,
      correlationKey: 'web01-temp',
      alertUri: '',
      remediationSteps: ['Ask the owner of the machine about the program.', 'Isolate the machine if nobody knows it.'],
      extendedLinks: [{ Label: 'Report', Href: 'https://example.com/report' }],
      extendedProperties: { resourceType: 'Virtual Machine', 'User Name': 'CONTOSO\\jsmith', 'Action Taken': 'Detected' },
      raw: JSON.stringify(event),
    });
    expect(entities.map(({ key }) => key)).toEqual([
      'host:web01.corp.example.com',
      'account:contoso\\jsmith',
      'process:web01.corp.example.com|6700@1772442847000',
      'file:web01.corp.example.com|c:/temp/upd.exe',
      'ip:203.0.113.77',
      `azure-resource:/subscriptions/${SUBSCRIPTION}/resourcegroups/web/providers/microsoft.compute/virtualmachines/web01`,
    ]);
  });

  it('keeps each entity as the source described it', () => {
    const { entities } = alertOf(defenderExport());
    expect(entities[1]?.properties).toEqual({ $id: '2', Name: 'jsmith', NTDomain: 'CONTOSO', Host: { $ref: '1' }, Type: 'account' });
  });

  it.each([
    ['New', 'Active'],
    ['InProgress', 'InProgress'],
    ['resolved', 'Resolved'],
    ['Dismissed', 'Dismissed'],
    ['SomethingElse', 'Active'],
  ])('reads the status %s as %s', (word, status) => {
    expect(alertOf(defenderExport({ Status: word })).status).toBe(status);
  });

  it.each([
    ['Blocked', 'blocked'],
    ['The file was quarantined', 'quarantined'],
    ['Detected', 'allowed'],
    ['', 'unknown'],
  ])('reads the action taken "%s" as %s', (text, action) => {
    expect(alertOf(defenderExport({ ExtendedProperties: { ActionTaken: text } })).action).toBe(action);
  });

  it('falls back on the times that are there', () => {
    const alert = alertOf(defenderExport({ EndTimeUtc: null, TimeGenerated: '', ProcessingEndTime: undefined }));
    expect([alert.endTime, alert.generatedTime, alert.revisedTime]).toEqual([alert.startTime, alert.startTime, alert.startTime]);
  });

  it('never lets an alert end before it starts', () => {
    const alert = alertOf(defenderExport({ EndTimeUtc: '2026-03-01T00:00:00Z' }));
    expect(alert.endTime).toBe(alert.startTime);
  });

  it('hashes an id that cannot be a document id, the same for every version of the alert', () => {
    const first = alertOf(defenderExport({ SystemAlertId: 'a/b?c' }));
    const revised = alertOf(defenderExport({ SystemAlertId: 'a/b?c', Status: 'Resolved' }));
    expect(first.id).toMatch(/^[0-9a-f]{32}$/);
    expect(revised.id).toBe(first.id);
    expect(alertOf(defenderExport({ SystemAlertId: '..' })).id).toMatch(/^[0-9a-f]{32}$/);
  });

  it('cuts a text of absurd length in the model and keeps it in raw', () => {
    const alert = alertOf(defenderExport({ Description: 'x'.repeat(20_000) }));
    expect(alert.description).toHaveLength(8192 + '… [20000 characters]'.length);
    expect(alert.description.endsWith('… [20000 characters]')).toBe(true);
    expect(alert.raw).toContain('x'.repeat(20_000));
  });

  it('writes nested extended properties as JSON', () => {
    const alert = alertOf(defenderExport({ ExtendedProperties: { count: 3, nested: { a: [1] }, nothing: null } }));
    expect(alert.extendedProperties).toEqual({ count: '3', nested: '{"a":[1]}' });
  });

  it('ignores optional fields of a wrong type', () => {
    const alert = alertOf(
      defenderExport({
        Description: { text: 'no' },
        Entities: { Type: 'host' },
        RemediationSteps: 7,
        ExtendedProperties: ['a'],
        ExtendedLinks: 'x',
        ResourceIdentifiers: [null, 3],
      }),
    );
    expect(alert).toMatchObject({
      description: '',
      entities: [],
      remediationSteps: [],
      extendedProperties: {},
      extendedLinks: [],
      resourceIds: [],
    });
  });

  it.each([
    ['SystemAlertId', undefined, 'SystemAlertId: expected a text, found nothing'],
    ['SystemAlertId', 17, 'SystemAlertId: expected a text, found the number 17'],
    ['AlertType', ' ', 'AlertType: expected a text, found " "'],
    ['AlertDisplayName', ['a'], 'AlertDisplayName: expected a text, found an array'],
    ['StartTimeUtc', 'yesterday', 'StartTimeUtc: expected an ISO 8601 time of the years 1990 to 2099, found "yesterday"'],
    ['StartTimeUtc', undefined, 'StartTimeUtc: expected an ISO 8601 time of the years 1990 to 2099, found nothing'],
    [
      'StartTimeUtc',
      '0001-01-01T00:00:00Z',
      'StartTimeUtc: expected an ISO 8601 time of the years 1990 to 2099, found "0001-01-01T00:00:00Z"',
    ],
    ['EndTimeUtc', 5, 'EndTimeUtc: expected an ISO 8601 time of the years 1990 to 2099, found the number 5'],
    ['ProcessingEndTime', {}, 'ProcessingEndTime: expected an ISO 8601 time of the years 1990 to 2099, found an object'],
  ])('is rejected when %s is %p', (name, value, detail) => {
    expect(rejectionOf(defenderExport({ [name]: value }))).toEqual({ code: 'InvalidField', detail });
  });

  it('shows no more than 60 characters of a bad value', () => {
    const { detail } = rejectionOf(defenderExport({ StartTimeUtc: 'z'.repeat(500) }));
    expect(detail.slice(detail.indexOf('found ') + 6)).toHaveLength(60);
  });
});

describe("the resource of Azure's REST API", () => {
  it('becomes the same kind of alert', () => {
    const alert = alertOf(defenderResource());
    expect(alert).toMatchObject({
      id: '2518770965529163669_f144ee95-a3e5-42da-a279-967d115809aa',
      alertType: 'KV_UnseenListing',
      vendorSeverity: 'High',
      vendorTactics: ['TA0006'],
      vendorTechniques: ['T1555', 'T1555.006'],
      startTime: Date.parse('2026-05-11T02:29:50Z'),
      revisedTime: Date.parse('2026-05-11T02:34:05.120Z'),
    });
    expect(alert.entities.map(({ key }) => key)).toEqual([
      'ip:198.51.100.23',
      'account:dana.levy@example.com',
      `azure-resource:/subscriptions/${SUBSCRIPTION}/resourcegroups/prod/providers/microsoft.keyvault/vaults/example-kv`,
    ]);
  });

  it('may come as its properties alone', () => {
    const { raw: _, ...whole } = alertOf(defenderResource());
    const { raw: __, ...bare } = alertOf(defenderResource().properties);
    expect(bare).toEqual(whole);
  });

  it('takes the name of the resource where the id of the alert is missing', () => {
    expect(alertOf(defenderResource({ systemAlertId: undefined })).id).toBe(alertOf(defenderResource()).id);
  });

  it('names the path of a bad field', () => {
    expect(rejectionOf(defenderResource({ startTimeUtc: 'soon' })).detail).toMatch(/^properties\.StartTimeUtc: expected an ISO 8601 time/);
  });
});

describe('the subscription', () => {
  it('is that of the resources before that of the workspace', () => {
    expect(subscriptionOf(defenderExport({ WorkspaceSubscriptionId: OTHER }))).toBe(SUBSCRIPTION);
    expect(subscriptionOf(defenderExport({ AzureResourceId: `/subscriptions/${OTHER}/resourceGroups/x`, ResourceIdentifiers: [] }))).toBe(
      OTHER,
    );
  });

  it('is that of the alert as a resource when it names no other', () => {
    expect(subscriptionOf(defenderResource({ resourceIdentifiers: [] }))).toBe(SUBSCRIPTION);
  });

  it('is that of the workspace when there is no resource', () => {
    expect(subscriptionOf(defenderExport({ ResourceIdentifiers: [], WorkspaceSubscriptionId: OTHER.toUpperCase() }))).toBe(OTHER);
    expect(subscriptionOf(defenderExport({ ResourceIdentifiers: [{ Type: 'LogAnalytics', WorkspaceSubscriptionId: OTHER }] }))).toBe(OTHER);
  });
});

describe('recognition', () => {
  it('leaves rows whose entities are JSON text to another format', () => {
    expect(alertOf(defenderExport({ Entities: '[]' })).format).toBe('log-analytics');
  });

  it('takes any alert when the format is fixed, and says what is missing', () => {
    expect(rejectionOf({ hello: 'world' }, { ...HINTS, format: 'MDC' }).detail).toBe('SystemAlertId: expected a text, found nothing');
  });
});

test.each([
  ['Blocked', 'blocked'],
  ['Quarantined', 'quarantined'],
  ['Not blocked', 'allowed'],
  ['Unblocked', 'allowed'],
  ['not prevented', 'allowed'],
  ['Detected, not quarantined', 'allowed'],
])('the action "%s" is %s', (text, action) => {
  expect(readAction({ 'Action Taken': text })).toBe(action);
});
