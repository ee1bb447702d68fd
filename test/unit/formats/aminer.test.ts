import { alertOf, keysOf, rejectionOf } from './reading';
import { aminerAnomaly, shortAminerAnomaly } from './samples/aminer';

describe("an anomaly of AMiner's", () => {
  it('becomes an alert', () => {
    const event = aminerAnomaly();
    expect(alertOf(event)).toMatchObject({
      format: 'aminer',
      vendor: 'AIT',
      product: 'AMiner',
      component: 'NewMatchPathValueDetector',
      alertType: 'aminer:new ip address in dns logs.',
      displayName: 'New ip address in DNS logs.',
      startTime: 1772442840000,
      endTime: 1772442840000,
      generatedTime: 1772442841000,
      compromisedEntity: '10.0.0.53',
      extendedProperties: { 'affected values': '203.0.113.80', 'log files': '/var/log/dnsmasq.log' },
      raw: JSON.stringify(event),
    });
  });

  it('speaks of the machine by its address, and of addresses among the values', () => {
    const alert = alertOf(aminerAnomaly());
    expect(keysOf(alert).map(([key]) => key)).toEqual(['host:10.0.0.53', 'ip:10.0.0.53', 'ip:203.0.113.80']);
    expect(alert.entities[0]).toMatchObject({ aliases: ['ip:10.0.0.53'] });
  });

  it('is of one type with and without the mark before its name', () => {
    expect(alertOf(shortAminerAnomaly()).alertType).toBe(alertOf(aminerAnomaly()).alertType);
  });

  it('is understood with nothing but component, time and machine', () => {
    const alert = alertOf(shortAminerAnomaly());
    expect(alert).toMatchObject({ startTime: 1772442841000, generatedTime: 1772442841000 });
    expect(keysOf(alert).map(([key]) => key)).toEqual(['host:10.0.0.53', 'ip:10.0.0.53']);
  });

  it('names a machine by the name that was given to the miner', () => {
    expect(keysOf(alertOf(aminerAnomaly({ AMiner: { ID: 'NS1.example.com' } })))[0]).toEqual(['host:ns1.example.com', undefined]);
  });

  it.each([
    [
      { LogData: { DetectionTimestamp: [] } },
      'LogData.DetectionTimestamp: expected epoch seconds of the years 1990 to 2099, found an array',
    ],
    [{ AnalysisComponent: {} }, 'AnalysisComponent.AnalysisComponentName: expected a text, found nothing'],
  ])('is rejected with the name of the bad field (%#)', (changes, detail) => {
    expect(rejectionOf(aminerAnomaly(changes))).toEqual({ code: 'InvalidField', detail });
  });
});
