import fc from 'fast-check';
import { classify } from '../../../shared/classification/classify';
import type { ContextOf } from '../../../shared/classification/context';
import { readEvent } from '../../../shared/formats/read-event';
import { NO_SUBSCRIPTION } from '../../../shared/model/subscription-id';
import { readEvents, unstorable } from '../../../shared/pipeline/read-events';
import type { ReceivedEvent } from '../../../shared/pipeline/received-event';
import { defenderExport, SUBSCRIPTION, suricataAlert } from '../../support/sample-alerts';

const event = (body: unknown, properties: Record<string, unknown> = {}): ReceivedEvent => ({
  body: typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body),
  properties,
  partitionId: '3',
  sequenceNumber: 42,
  enqueuedTime: '2026-03-02T09:00:00',
});
const read = (...events: ReceivedEvent[]) => readEvents(events, 1_000_000, 7);

describe('reading events', () => {
  it('classifies what it reads, for the subscription that the event names', () => {
    const { alerts, deadLetters } = read(event(defenderExport()));
    expect(deadLetters).toEqual([]);
    expect(alerts.map(({ alert }) => alert)).toMatchObject([
      { subscriptionId: SUBSCRIPTION, severity: expect.any(String), tactics: ['TA0002'] },
    ]);
    expect(alerts[0]?.alert.reasons.length).toBeGreaterThan(0);
  });

  it('keeps all that the format and the classification tell', () => {
    const [reading] = readEvent(JSON.stringify(defenderExport()), { maxBytes: 1_000_000 });
    if (!reading?.ok) throw new Error('the sample is an alert');
    expect(read(event(defenderExport())).alerts[0]?.alert).toEqual({
      ...reading.alert,
      ...classify(reading.alert),
      subscriptionId: SUBSCRIPTION,
    });
  });

  it('classifies with what is known beside the alert, in its subscription', () => {
    const feed = new Map([
      [`${SUBSCRIPTION}/ip:203.0.113.77`, { indicator: '203.0.113.77', source: 'Example feed', confidence: 1, threat: 'Quakbot' }],
    ]);
    const unlisted = event(defenderExport({ AlertType: 'Unlisted', AlertDisplayName: 'Quux', Severity: 'Medium' }));
    const severities = (contextOf?: ContextOf) => readEvents([unlisted], 1_000_000, 7, contextOf).alerts.map(({ alert }) => alert.severity);
    const matched: ContextOf = ({ entities }, subscriptionId) => ({
      threatMatches: entities.flatMap(({ key }) => feed.get(`${subscriptionId}/${key}`) ?? []),
    });
    expect(severities()).toEqual(['Medium']);
    expect(severities(matched)).toEqual(['High']);
    expect(severities((alert) => matched(alert, 'another'))).toEqual(['Medium']);
  });

  it('takes the year of a time that has none from when the stream took the event in', () => {
    const line = 'Dec 31 23:59:00 fw CEF:0|Example|Firewall|1|7|Name|3|src=10.0.0.1';
    const { alerts } = read({ ...event(line, { subscriptionId: SUBSCRIPTION }), enqueuedTime: '2026-01-01T00:00:09Z' });
    expect(alerts.map(({ alert }) => alert.startTime)).toEqual([Date.parse('2025-12-31T23:59:00Z')]);
  });

  it('heeds the format and the subscription which the sender has set', () => {
    const other = '99999999-0000-0000-0000-000000000001';
    const { alerts } = read(event(suricataAlert(), { subscriptionId: other.toUpperCase(), format: 'eve' }));
    expect(alerts.map(({ alert }) => [alert.subscriptionId, alert.format])).toEqual([[other, 'suricata']]);
    expect(read(event(suricataAlert(), { subscriptionId: other, format: 'defender' })).deadLetters).toMatchObject([
      { subscriptionId: other, code: 'InvalidField' },
    ]);
  });

  it('makes a dead letter of what is no alert, with its place in the stream and its reason', () => {
    const { alerts, deadLetters } = read(event('{"half":'), event([defenderExport(), 42]));
    expect(alerts).toHaveLength(1);
    expect(deadLetters).toMatchObject([
      {
        subscriptionId: NO_SUBSCRIPTION,
        code: 'NotJson',
        raw: '{"half":',
        time: 7,
        source: { partitionId: '3', sequenceNumber: 42, index: 0 },
      },
      { code: 'NotAnObject', raw: '42', source: { index: 1 } },
    ]);
  });

  it('keeps the raw event of an alert that the store will not take', () => {
    const [alert] = read(event(defenderExport())).alerts;
    if (!alert) throw new Error('the sample is an alert');
    expect(unstorable(alert, 9)).toMatchObject({ subscriptionId: SUBSCRIPTION, code: 'NotStorable', raw: alert.alert.raw, time: 9 });
  });

  it('gives each body at least one alert or dead letter, whatever it holds, and never throws', () => {
    const bodies = fc.oneof(
      fc.string(),
      fc.uint8Array(),
      fc.json(),
      fc.constant(defenderExport()).map((sample) => JSON.stringify(sample)),
      fc.tuple(fc.constant(defenderExport()), fc.jsonValue()).map((list) => JSON.stringify(list)),
    );
    const properties = fc.dictionary(fc.constantFrom('format', 'subscriptionId', 'other'), fc.jsonValue());
    fc.assert(
      fc.property(bodies, properties, (body, given) => {
        const { alerts, deadLetters } = read(event(body, given));
        expect(alerts.length + deadLetters.length).toBeGreaterThan(0);
      }),
    );
  });
});
