import { readEvent } from '../../../shared/formats/read-event';
import { SUBSCRIPTION } from '../../support/sample-alerts';
import { alertOf, HINTS, keysOf, rejectionOf } from './reading';
import { sentinelAlert, sentinelIncident } from './samples/sentinel';

describe("an alert of Sentinel's", () => {
  it('becomes an alert', () => {
    expect(alertOf(sentinelAlert())).toMatchObject({
      id: 'baa8a239-6fde-4ab7-a093-d09f7b75c58c',
      format: 'sentinel',
      product: 'Azure Sentinel',
      component: 'Scheduled Alerts',
      alertType: 'a1b2_5d0c',
      vendorSeverity: 'High',
      vendorTactics: ['TA0003', 'TA0008'],
      startTime: Date.parse('2026-03-02T10:55:00Z'),
      endTime: Date.parse('2026-03-02T11:05:00Z'),
      alertUri: 'https://example.com/alert',
      extendedProperties: { 'Query Period': '01:00:00', confidenceLevel: 'High' },
    });
  });

  it('belongs to the subscription of its workspace', () => {
    expect(readEvent(JSON.stringify(sentinelAlert()), { maxBytes: 10_000 })).toMatchObject([{ subscriptionId: SUBSCRIPTION }]);
  });

  it('is rejected with the name of the bad field', () => {
    const { properties } = sentinelAlert() as { properties: object };
    expect(rejectionOf(sentinelAlert({ properties: { ...properties, startTimeUtc: 7 } })).detail).toBe(
      'properties.StartTimeUtc: expected an ISO 8601 time of the years 1990 to 2099, found the number 7',
    );
  });
});

describe('an incident that Sentinel sends', () => {
  const readings = readEvent(JSON.stringify(sentinelIncident()), HINTS);

  it('gives its alerts, each with the entities of the incident', () => {
    expect(readings).toHaveLength(2);
    for (const reading of readings) {
      expect(reading.ok && keysOf(reading.alert).map(([key]) => key)).toEqual([
        'host:db01.corp.example.com',
        'account:corp\\dana',
        'file:db01.corp.example.com|c:/windows/svc.exe',
        `filehash:sha256:${'ab'.repeat(32)}`,
        'ip:203.0.113.77',
        'url:https://drop.example.net/a',
        'dns:drop.example.net',
      ]);
    }
  });

  it('keeps of each what it is read from again', () => {
    for (const reading of readings) expect(reading.ok && readEvent(reading.alert.raw, HINTS)).toEqual([reading]);
  });
});
