import fc from 'fast-check';
import { classify } from '../../../shared/classification/classify';
import { FORMATS } from '../../../shared/formats';
import { LIMITS } from '../../../shared/formats/limits';
import { type EventReading, readEvent } from '../../../shared/formats/read-event';
import { isSafeId } from '../../../shared/model/content-id';
import { ENTITY_KINDS } from '../../../shared/model/entity';
import { SEVERITIES } from '../../../shared/model/severity';
import { readSubscriptionId } from '../../../shared/model/subscription-id';
import { TACTICS } from '../../../shared/model/tactic';
import { readRealData, realDataFiles } from '../../support/real-data';
import { HINTS } from './reading';
import { SAMPLES } from './samples';
import { CEF_LINE } from './samples/cef';
import { SECURITY_ALERT_CSV } from './samples/log-analytics';

/** The nightly form runs this many times the short one: 200,000 inputs and more. */
const NIGHTLY = process.env.FUZZ === 'nightly';
const TIMES = NIGHTLY ? 50 : 1;
const NIGHT = { timeout: NIGHTLY ? 3_600_000 : 60_000 };

const TACTIC_IDS = TACTICS.map(({ id }) => id);

/** Reads the body twice and checks all that holds for whatever comes. */
function check(body: Uint8Array | string): EventReading[] {
  const hints = { ...HINTS, receivedTime: Date.UTC(2026, 2, 2) };
  const readings = readEvent(body, hints);
  expect(readings.length).toBeGreaterThan(0);
  expect(readEvent(body, hints)).toEqual(readings);
  for (const reading of readings) {
    expect(readSubscriptionId(reading.subscriptionId ?? '')).toBe(reading.subscriptionId);
    if (reading.ok) checkAlert(reading);
    else expect(reading.rejection.detail).not.toBe('');
  }
  return readings;
}

function checkAlert({ alert }: EventReading & { ok: true }): void {
  expect(isSafeId(alert.id)).toBe(true);
  expect(JSON.parse(JSON.stringify(alert))).toEqual(alert);
  for (const time of [alert.startTime, alert.endTime, alert.generatedTime, alert.revisedTime])
    expect(Number.isSafeInteger(time)).toBe(true);
  expect(alert.endTime).toBeGreaterThanOrEqual(alert.startTime);
  expect(alert.displayName.length).toBeLessThan(LIMITS.text + 40);
  for (const { kind, key, name } of alert.entities) {
    expect(ENTITY_KINDS).toContain(kind);
    expect(name).not.toBe('');
    expect(key === undefined || (key.startsWith(`${kind}:`) && key.length > kind.length + 1)).toBe(true);
  }
  const classification = classify(alert);
  expect(classify(alert)).toEqual(classification);
  expect(SEVERITIES).toContain(classification.severity);
  for (const tactic of classification.tactics) expect(TACTIC_IDS).toContain(tactic);
  expect(classification.reasons.length).toBeGreaterThanOrEqual(2);
}

/** Values at which programs stumble, in the place of those that a product sends. */
const hostileValue = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom(
    '__proto__',
    'constructor',
    'toString',
    '',
    ' ',
    '\ud800',
    '\u0000',
    '[SAMPLE ALERT]',
    '/subscriptions/',
    '\\',
    '@',
    '[::]',
    '1e999',
  ),
  fc.constantFrom(-1, 0, 1e308, Number.MAX_SAFE_INTEGER, true, null),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constant('x'.repeat(LIMITS.text + 1)),
  fc.constant([{ $id: '1', Type: 'host', HostName: 'web' }, { $ref: '1' }, { Type: 'process', Host: { $ref: '1' } }]),
);

/** One alert of each format and shape, and where they are at hand some that products really sent. */
const SEEDS: readonly Record<string, unknown>[] = [...Object.values(SAMPLES).flat(), ...recordedAlerts()];

function recordedAlerts(): Record<string, unknown>[] {
  const lines = realDataFiles(/raw-alert-samples\/.*\.jsonl$/).flatMap((file) => readRealData(file).split('\n', 20));
  const whole = realDataFiles(/vendor-samples\/ocsf.*\.json$/).map(readRealData);
  return [...lines, ...whole].filter((text) => text.trim() !== '').map((text) => JSON.parse(text));
}

/** A valid alert of which some fields, at any depth, got another value, another name, or went away. */
const mutatedAlert = fc
  .tuple(
    fc.constantFrom(...SEEDS),
    fc.array(fc.record({ at: fc.nat(), how: fc.constantFrom('replace', 'remove', 'rename'), value: hostileValue }), { maxLength: 4 }),
  )
  .map(([sample, mutations]) => {
    const event = structuredClone(sample);
    for (const { at, how, value } of mutations) {
      const places = placesIn(event);
      const place = places[at % places.length];
      if (!place) continue;
      if (how === 'replace') place.holder[place.name] = structuredClone(value);
      else delete place.holder[place.name];
      if (how === 'rename') place.holder[`${place.name}_`] = structuredClone(value);
    }
    return event;
  });

interface Place {
  holder: Record<string, unknown>;
  name: string;
}

function placesIn(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap((name) => [{ holder, name }, ...placesIn(holder[name])]);
}

describe('whatever comes', () => {
  it('bytes are read or rejected, and none is lost', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const [reading] = check(bytes);
        if (!reading || reading.ok) throw new Error('read as an alert');
        const kept = reading.raw.startsWith('base64:') ? Buffer.from(reading.raw.slice(7), 'base64') : Buffer.from(reading.raw);
        expect(kept.equals(bytes)).toBe(true);
      }),
    );
  });

  it('JSON is read or rejected element by element, and none is lost', () => {
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fc.array(fc.jsonValue(), { minLength: 1 })), (value) => {
        // A text in which JSON stands is read as that JSON: see the tests of bodies.
        fc.pre(typeof value !== 'string' || !/^\s*[[{]/.test(value));
        const body = JSON.stringify(value);
        const readings = check(body);
        const raws = readings.map((reading) => (reading.ok ? reading.alert.raw : reading.raw));
        expect(raws).toEqual(Array.isArray(value) && value.length > 0 ? value.map((element) => JSON.stringify(element)) : [body]);
      }),
    );
  });

  it(
    'damaged alerts become alerts that can be stored and classified, or are rejected',
    () => {
      let alerts = 0;
      fc.assert(
        fc.property(mutatedAlert, (event) => {
          const body = JSON.stringify(event);
          const [reading] = check(body);
          if (reading?.ok) alerts++;
          expect(reading?.ok ? reading.alert.raw : reading?.raw).toBe(body);
        }),
        { numRuns: 2000 * TIMES },
      );
      expect(alerts).toBeGreaterThan(400 * TIMES);
    },
    NIGHT.timeout,
  );

  it(
    'damaged lines and tables are read or rejected, and nothing throws',
    () => {
      const damaged = fc
        .tuple(
          fc.constantFrom(CEF_LINE, SECURITY_ALERT_CSV, `${CEF_LINE}\n${CEF_LINE}`),
          fc.nat(),
          fc.nat(60),
          fc.string({ unit: 'binary', maxLength: 12 }),
        )
        .map(([text, at, length, inserted]) => {
          const from = at % text.length;
          return text.slice(0, from) + inserted + text.slice(from + length);
        });
      fc.assert(
        fc.property(damaged, (body) => void check(body)),
        { numRuns: 400 * TIMES },
      );
    },
    NIGHT.timeout,
  );

  it(
    'every format survives the events of all others when it is fixed',
    () => {
      fc.assert(
        fc.property(fc.constantFrom(...FORMATS), mutatedAlert, ({ name }, event) => {
          const [reading] = readEvent(JSON.stringify(event), { ...HINTS, format: name });
          if (reading?.ok) checkAlert(reading);
        }),
        { numRuns: 800 * TIMES },
      );
    },
    NIGHT.timeout,
  );

  it(
    'an alert has the same id in every batch',
    () => {
      fc.assert(
        fc.property(fc.array(mutatedAlert, { minLength: 1, maxLength: 4 }), (events) => {
          const alone = events.flatMap((event) => idsOf(check(JSON.stringify(event))));
          expect(idsOf(check(JSON.stringify(events)))).toEqual(alone);
          expect(idsOf(check(JSON.stringify({ records: events }, null, 2)))).toEqual(alone);
        }),
        { numRuns: 100 * TIMES },
      );
    },
    NIGHT.timeout,
  );

  it(
    'an alert is the same when it is read again from what was kept of it',
    () => {
      fc.assert(
        fc.property(mutatedAlert, (event) => {
          const [reading] = check(JSON.stringify([event]));
          if (reading?.ok) expect(readEvent(reading.alert.raw, HINTS)).toEqual([reading]);
        }),
        { numRuns: 800 * TIMES },
      );
    },
    NIGHT.timeout,
  );
});

function idsOf(readings: readonly EventReading[]): (string | undefined)[] {
  return readings.map((reading) => (reading.ok ? reading.alert.id : undefined));
}
