import { readEvent } from '../../../shared/formats/read-event';
import { SUBSCRIPTION } from '../../support/sample-alerts';
import { alertOf, HINTS, keysOf, rejectionOf } from './reading';
import { oldSecurityAlertRow, SECURITY_ALERT_CSV, securityAlertRow } from './samples/log-analytics';

describe('a row of the table SecurityAlert', () => {
  it('becomes an alert', () => {
    const event = securityAlertRow();
    expect(alertOf(event)).toMatchObject({
      id: '5c1f7b02-9d7b-4d8e-8a43-0a4b2a3c5d6e',
      format: 'log-analytics',
      vendor: 'Microsoft',
      product: 'Azure Active Directory Identity Protection',
      alertType: 'ImpossibleTravel',
      displayName: 'Sign-ins from two distant places',
      vendorSeverity: 'Medium',
      vendorTactics: ['TA0001', 'TA0006'],
      vendorTechniques: ['T1078', 'T1078.004'],
      startTime: Date.parse('2026-03-02T09:50:00Z'),
      endTime: Date.parse('2026-03-02T09:58:00Z'),
      generatedTime: Date.parse('2026-03-02T10:02:00Z'),
      status: 'Active',
      remediationSteps: ['Ask the user.', 'Reset the password.'],
      extendedProperties: { 'Client IP': '203.0.113.77', 'Request Count': '2' },
      extendedLinks: [{ Href: 'https://example.com/a' }],
      alertUri: 'https://example.com/alert',
      raw: JSON.stringify(event),
    });
  });

  it('has the entities that lie in it as text, with their aliases and links', () => {
    const alert = alertOf(securityAlertRow());
    expect(keysOf(alert).map(([key]) => key)).toEqual([
      'account:dana@example.com',
      'ip:203.0.113.77',
      'file:laptop-7|x.bin',
      'host:laptop-7',
    ]);
    expect(alert.entities[0]?.aliases).toEqual(['account:99998888-7777-6666-5555-444433332222']);
  });

  it('belongs to the subscription of its workspace, unless a resource says otherwise', () => {
    const other = '99990000-3333-4444-5555-666677778888';
    const readings = [securityAlertRow(), securityAlertRow({ ResourceId: `/subscriptions/${other}/resourceGroups/g` })].map((event) =>
      readEvent(JSON.stringify(event), { maxBytes: 10_000 }),
    );
    expect(readings.map(([reading]) => reading?.subscriptionId)).toEqual([SUBSCRIPTION, other]);
  });

  it('is understood in the earlier version of the table', () => {
    expect(alertOf(oldSecurityAlertRow())).toMatchObject({
      vendor: 'Alert Rule',
      product: 'CustomAlertRule',
      alertType: 'Too many failed logons',
      vendorSeverity: 'Low',
      startTime: Date.parse('2026-03-01T06:31:40Z'),
      entities: [],
    });
  });

  it('keeps entities that are no JSON out, and the alert in', () => {
    expect(alertOf(securityAlertRow({ Entities: '[{"$id":' })).entities).toEqual([]);
    expect(alertOf(securityAlertRow({ ExtendedProperties: 'free text' })).extendedProperties).toEqual({ ExtendedProperties: 'free text' });
  });

  it.each([
    [{ SystemAlertId: undefined }, 'SystemAlertId: expected a text, found nothing'],
    [{ DisplayName: undefined, AlertName: undefined }, 'DisplayName: expected a text, found nothing'],
    [{ StartTime: 'soon' }, 'StartTime: expected an ISO 8601 time of the years 1990 to 2099, found "soon"'],
  ])('is rejected with the name of the bad column (%#)', (changes, detail) => {
    expect(rejectionOf(securityAlertRow(changes))).toEqual({ code: 'InvalidField', detail });
  });
});

describe('the table as CSV', () => {
  const readings = readEvent(SECURITY_ALERT_CSV, HINTS);

  it('is read row by row, with commas, quotes and line breaks inside cells', () => {
    expect(readings).toMatchObject([
      {
        ok: true,
        alert: {
          id: 's-1',
          displayName: 'Odd, "quoted" name',
          vendorSeverity: 'High',
          vendorTactics: ['TA0002'],
          startTime: Date.parse('2026-03-02T00:50:00.5Z'),
          endTime: Date.parse('2026-03-02T21:58:00Z'),
          entities: [{ key: 'ip:203.0.113.77' }],
        },
      },
      { ok: true, alert: { id: 's-2', startTime: Date.parse('2026-03-02T13:00:00Z'), entities: [] } },
    ]);
  });

  it('keeps each row by itself, from which the same alert is read again', () => {
    for (const reading of readings) {
      expect(reading.ok && readEvent(reading.alert.raw, HINTS)).toEqual([reading]);
    }
  });

  it('rejects a bad row alone, and a table without rows', () => {
    const bad = SECURITY_ALERT_CSV.replace('"3/2/2026, 1:00:00.000 PM"', 'noon');
    expect(readEvent(bad, HINTS).map((reading) => reading.ok || reading.rejection.code)).toEqual([true, 'InvalidField']);
    expect(readEvent('SystemAlertId,AlertType\n', HINTS)).toMatchObject([{ ok: false, rejection: { code: 'EmptyBody' } }]);
  });
});
