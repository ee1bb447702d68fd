import { gzipSync } from 'node:zlib';
import { FORMATS, findFormat } from '../../../shared/formats';
import { readEvent } from '../../../shared/formats/read-event';
import { NO_SUBSCRIPTION } from '../../../shared/model/subscription-id';
import { defenderExport, SUBSCRIPTION, suricataAlert } from '../../support/sample-alerts';
import { HINTS, only, rejectionOf } from './reading';
import { SAMPLES } from './samples';
import { CEF_LINE } from './samples/cef';

function codes(body: Uint8Array | string, hints = HINTS): string[] {
  return readEvent(body, hints).map((reading) => (reading.ok ? reading.alert.format : reading.rejection.code));
}

describe('reading the body of an event', () => {
  it('reads bytes as it reads text, with and without a byte order mark', () => {
    const text = JSON.stringify(suricataAlert());
    const ofText = readEvent(text, HINTS);
    expect(readEvent(Buffer.from(text), HINTS)).toEqual(ofText);
    expect(readEvent(`\ufeff${text}`, HINTS)).toMatchObject([{ ok: true, alert: { raw: `\ufeff${text}` } }]);
    expect(codes(Buffer.from(`\ufeff${text}`))).toEqual(['suricata']);
  });

  it.each([
    ['EmptyBody', ''],
    ['EmptyBody', ' \n'],
    ['EmptyBody', '[]'],
    ['EmptyBody', '{"records":[]}'],
    ['NotJson', 'hello'],
    ['NotJson', '{"a":'],
    ['NotAnObject', '7'],
    ['NotAnObject', 'null'],
    ['NotAnObject', '"text"'],
    ['UnknownFormat', '{}'],
    ['UnknownFormat', '{"alert":"fire"}'],
  ])('rejects with %s: %s', (code, body) => {
    expect(only(readEvent(body, HINTS))).toMatchObject({ ok: false, subscriptionId: SUBSCRIPTION, raw: body, rejection: { code } });
  });

  it('keeps bytes that are no text as base64, and goes on reading afterwards', () => {
    const bytes = Uint8Array.from([0x7b, 0xff, 0xfe, 0x7d]);
    expect(only(readEvent(bytes, HINTS))).toMatchObject({ ok: false, rejection: { code: 'NotUtf8' }, raw: 'base64:e//+fQ==' });
    expect(codes(Buffer.from(JSON.stringify(suricataAlert())))).toEqual(['suricata']);
  });

  it('reads a text that came as one JSON string as the text in it', () => {
    const other = CEF_LINE.replace('IPS-77', 'IPS-78');
    for (const text of [
      `${CEF_LINE}\n${other}`,
      `${JSON.stringify(suricataAlert())}\n${JSON.stringify(defenderExport())}`,
      JSON.stringify(suricataAlert()),
      JSON.stringify([suricataAlert(), { unknown: true }]),
      'TimeGenerated,DeviceVendor,DeviceProduct,DeviceEventClassID,Activity\n2026-03-02T09:14:12Z,Example,Firewall,7,Sweep\n',
    ])
      expect(readEvent(JSON.stringify(text), HINTS)).toEqual(readEvent(text, HINTS));
    expect(readEvent(JSON.stringify(`${CEF_LINE}\n${other}`), HINTS)).toHaveLength(2);
  });

  it('unquotes such a string but once, and keeps as it came what holds nothing', () => {
    const twice = JSON.stringify(JSON.stringify(JSON.stringify(suricataAlert())));
    expect(codes(twice)).toEqual(['NotAnObject']);
    expect(only(readEvent('"{\\"a\\":"', HINTS))).toMatchObject({ ok: false, raw: '"{\\"a\\":"', rejection: { code: 'NotAnObject' } });
  });

  it('counts the limit in bytes', () => {
    expect(codes('"ää"', { maxBytes: 5 })).toEqual(['TooLarge']);
    expect(codes('"ää"', { maxBytes: 6 })).toEqual(['NotAnObject']);
    expect(only(readEvent('"long"', { maxBytes: 5 }))).toMatchObject({
      rejection: { detail: '6 bytes; at most 5 are read' },
      raw: '"long"',
    });
  });

  it.each([
    ['an array', (list: unknown[]) => list],
    ['a records envelope', (list: unknown[]) => ({ records: list })],
  ])('reads each element of %s by itself', (_, wrap) => {
    const bad = { unknown: true };
    const readings = readEvent(JSON.stringify(wrap([suricataAlert(), bad, [suricataAlert()], 3, defenderExport()])), HINTS);
    expect(readings.map((reading) => (reading.ok ? reading.alert.format : reading.rejection.code))).toEqual([
      'suricata',
      'UnknownFormat',
      'NotAnObject',
      'NotAnObject',
      'defender',
    ]);
    expect(readings[1]).toMatchObject({ raw: JSON.stringify(bad) });
    expect(readings[4]).toMatchObject({ alert: { raw: JSON.stringify(defenderExport()) } });
  });

  it('gives an alert the same id alone and in a list', () => {
    const [alone] = readEvent(JSON.stringify(suricataAlert(), null, 2), HINTS);
    const [listed] = readEvent(JSON.stringify([suricataAlert()]), HINTS);
    expect(alone).toMatchObject({ ok: true, alert: { id: listed?.ok && listed.alert.id } });
  });

  it('refuses a list that cannot be a batch of alerts, as a whole', () => {
    const body = JSON.stringify(Array.from({ length: 10_001 }, () => 1));
    expect(only(readEvent(body, HINTS))).toMatchObject({ ok: false, rejection: { code: 'TooLarge' }, raw: body });
  });

  it.each(['[', '{"a":'])('survives 100,000 times %s', (opening) => {
    const open = opening.repeat(100_000);
    expect(codes(open)).toEqual(['NotJson']);
    const closed = `${open}1${(opening === '[' ? ']' : '}').repeat(100_000)}`;
    const reading = only(readEvent(closed, HINTS));
    expect(reading).toMatchObject({ ok: false, rejection: { code: opening === '[' ? 'NotAnObject' : 'TooDeep' }, raw: closed });
  });

  it('rejects an alert that is nested too deeply to be stored, but not its neighbours', () => {
    const deep = `${'{"a":'.repeat(65)}1${'}'.repeat(65)}`;
    const body = `[${JSON.stringify(defenderExport()).slice(0, -1)},"Deep":${deep}},${JSON.stringify(suricataAlert())}]`;
    expect(codes(body)).toEqual(['TooDeep', 'suricata']);
  });

  it('reads hostile texts in linear time', () => {
    const hostile = [
      `${'/'.repeat(8000)}x`,
      `${'.'.repeat(8000)}x`,
      '['.repeat(8000),
      `h${'x'.repeat(8000)}`,
      ' '.repeat(8000).concat('[.'),
      '@'.repeat(8000),
    ];
    const properties = ['AlertDisplayName', 'AlertType', 'Intent', 'CompromisedEntity', 'AzureResourceId'];
    const entities = ['host', 'account', 'ip', 'url', 'dns', 'file', 'azure-resource'].flatMap((Type) =>
      hostile.map((text) => ({
        Type,
        HostName: text,
        DnsDomain: text,
        Name: text,
        Address: text,
        Url: text,
        DomainName: text,
        ResourceId: text,
      })),
    );
    const started = performance.now();
    for (const text of hostile) {
      expect(
        codes(JSON.stringify(defenderExport({ ...Object.fromEntries(properties.map((name) => [name, text])), Entities: entities })), {
          ...HINTS,
          maxBytes: 1e8,
        }),
      ).toEqual(['defender']);
    }
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

describe('a body packed by gzip', () => {
  const text = JSON.stringify([suricataAlert(), defenderExport()]);

  it('is read as it is unpacked', () => {
    expect(readEvent(gzipSync(text), HINTS)).toEqual(readEvent(text, HINTS));
  });

  it('is kept packed when it is damaged or does not hold text', () => {
    const damaged = gzipSync(text).subarray(0, 60);
    expect(only(readEvent(damaged, HINTS))).toMatchObject({
      rejection: { code: 'NotGzip' },
      raw: `base64:${damaged.toString('base64')}`,
    });
    expect(codes(gzipSync(Uint8Array.from([0xff, 0xfe])))).toEqual(['NotUtf8']);
    expect(codes(gzipSync(' '))).toEqual(['EmptyBody']);
  });

  it('is unpacked no further than the limit', () => {
    const bomb = gzipSync('a'.repeat(50_000_000));
    expect(only(readEvent(bomb, { ...HINTS, maxBytes: 60_000 }))).toMatchObject({ ok: false, rejection: { code: 'TooLarge' } });
  });
});

describe('JSON with one event per line', () => {
  it('is read line by line, and a bad line is rejected alone', () => {
    const lines = [JSON.stringify(suricataAlert()), '{"a":', '', ` ${JSON.stringify(defenderExport())}\r`, '7'];
    expect(codes(lines.join('\n'))).toEqual(['suricata', 'NotJson', 'defender', 'NotAnObject']);
    expect(readEvent(lines.join('\n'), HINTS)[1]).toMatchObject({ raw: '{"a":' });
  });

  it('is not what damaged JSON on several lines is', () => {
    expect(codes('{\n"a": 1,\n')).toEqual(['NotJson']);
  });
});

describe('an envelope', () => {
  it.each(['records', 'Records', 'value'])('is opened by its list: %s', (name) => {
    expect(codes(JSON.stringify({ [name]: [suricataAlert(), defenderExport()] }))).toEqual(['suricata', 'defender']);
  });

  it('may lie in another, but not endlessly', () => {
    const wrap = (inner: unknown, times: number): unknown => (times === 0 ? inner : { records: [wrap(inner, times - 1)] });
    expect(codes(JSON.stringify(wrap(suricataAlert(), 2)))).toEqual(['suricata']);
    expect(codes(JSON.stringify(wrap(suricataAlert(), 9)))).toEqual(['UnknownFormat']);
  });
});

describe('the format', () => {
  it('is found by its name and its aliases in any case', () => {
    for (const format of FORMATS) {
      for (const name of [format.name, ...format.aliases]) expect(findFormat(` ${name.toUpperCase()}`)).toBe(format);
    }
    expect(findFormat('__proto__')).toBeUndefined();
  });

  it.each(Object.entries(SAMPLES))('is recognised by no other than its own events: %s', (name, events) => {
    for (const event of events) {
      const claims = FORMATS.filter((format) => format.recognises(event)).map((format) => format.name);
      expect(claims).toEqual([name]);
    }
  });

  it('has samples for every one', () => {
    expect(Object.keys(SAMPLES).sort()).toEqual(FORMATS.map(({ name }) => name).sort());
  });

  it('may be fixed from outside', () => {
    expect(codes(JSON.stringify(suricataAlert()), { ...HINTS, format: 'eve' })).toEqual(['suricata']);
    expect(rejectionOf(suricataAlert(), { ...HINTS, format: 'defender' }).code).toBe('InvalidField');
  });

  it('must be one that exists', () => {
    expect(rejectionOf(suricataAlert(), { ...HINTS, format: 'snort' })).toEqual({
      code: 'UnknownFormat',
      detail: `no format is called "snort"; there are ${FORMATS.map(({ name }) => name).join(', ')}`,
    });
  });
});

describe('the subscription', () => {
  const other = '99990000-3333-4444-5555-666677778888';

  it('is the one given from outside, before the one that the event names', () => {
    expect(readEvent(JSON.stringify(defenderExport()), { ...HINTS, subscriptionId: other.toUpperCase() })).toMatchObject([
      { subscriptionId: other },
    ]);
    expect(readEvent(JSON.stringify(defenderExport()), { maxBytes: 10_000 })).toMatchObject([{ subscriptionId: SUBSCRIPTION }]);
  });

  it.each([undefined, 'production', NO_SUBSCRIPTION])('cannot be missing (given: %s)', (subscriptionId) => {
    const hints = { maxBytes: 10_000, ...(subscriptionId === undefined ? {} : { subscriptionId }) };
    const reading = only(readEvent(JSON.stringify(suricataAlert()), hints));
    expect(reading).toMatchObject({ ok: false, rejection: { code: 'NoSubscription' } });
    expect(reading).not.toHaveProperty('subscriptionId');
  });

  it('of a rejected alert is known where the event names it', () => {
    expect(readEvent(JSON.stringify(defenderExport({ AlertType: 1 })), { maxBytes: 10_000 })).toMatchObject([
      { ok: false, subscriptionId: SUBSCRIPTION },
    ]);
  });
});
