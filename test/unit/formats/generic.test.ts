import { readEvent } from '../../../shared/formats/read-event';
import { SUBSCRIPTION } from '../../support/sample-alerts';
import { alertOf, HINTS, keysOf, rejectionOf } from './reading';
import { genericAlert } from './samples/generic';

describe('an alert in the generic form', () => {
  it('becomes an alert', () => {
    expect(alertOf(genericAlert())).toMatchObject({
      id: 'a-1',
      format: 'generic',
      vendor: 'Example',
      product: 'Door Keeper',
      alertType: 'twice',
      vendorSeverity: 'major',
      vendorTactics: ['TA0001', 'TA0008'],
      vendorTechniques: ['T1078'],
      action: 'blocked',
      status: 'InProgress',
      startTime: 1772442847000,
      endTime: Date.parse('2026-03-02T09:20:00Z'),
      remediationSteps: ['Block the badge.'],
      extendedProperties: { door: '7' },
    });
    expect(keysOf(alertOf(genericAlert())).map(([key]) => key)).toEqual([
      'account:dana@example.com',
      'ip:10.0.0.99',
      `azure-resource:/subscriptions/${SUBSCRIPTION}/resourcegroups/doors/providers/example/doors/d1`,
    ]);
  });

  it('belongs to the subscription of its resource', () => {
    expect(readEvent(JSON.stringify(genericAlert()), { maxBytes: 10_000 })).toMatchObject([{ ok: true, subscriptionId: SUBSCRIPTION }]);
  });

  it('needs no more than title, time and product, and has one type for what differs in its values alone', () => {
    const least = (title: string) => alertOf({ title, time: '2026-03-02T09:20:00Z', product: 'Door Keeper' });
    expect(least('Badge 1234567 denied')).toMatchObject({ vendor: 'Door Keeper', alertType: 'door keeper:badge # denied' });
    expect(least('Badge 7654321 denied').alertType).toBe(least('Badge 1234567 denied').alertType);
    expect(least('Badge 7654321 denied').id).not.toBe(least('Badge 1234567 denied').id);
  });

  it('says what is missing when the format is fixed', () => {
    expect(rejectionOf({ title: 'a', product: 'b' }, { ...HINTS, format: 'generic' }).detail).toBe(
      'time: expected an ISO 8601 or epoch time of the years 1990 to 2099, found nothing',
    );
  });

  it.each([
    [{ title: 'a', product: 'b' }, 'time: expected an ISO 8601 or epoch time of the years 1990 to 2099, found nothing'],
    [
      { title: 'a', product: 'b', time: 'yesterday' },
      'time: expected an ISO 8601 or epoch time of the years 1990 to 2099, found "yesterday"',
    ],
    [{ title: 'a', time: '2026-03-02T09:20:00Z' }, 'product: expected a text, found nothing'],
    [{ product: 'b', time: '2026-03-02T09:20:00Z' }, 'title: expected a text, found nothing'],
  ])('says which field keeps an event from being one: %j', (event, detail) => {
    expect(rejectionOf(event)).toEqual({ code: 'UnknownFormat', detail: `in the generic form, ${detail}` });
  });

  it('is not named where but one of its fields is there', () => {
    expect(rejectionOf({ title: 'a' }).detail).toContain('none of');
  });
});
