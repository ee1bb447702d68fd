import fc from 'fast-check';
import { shiftTimes } from '../../../infra/local/replay/shift-times';

const HOUR = 3600;

describe('times in a JSON text', () => {
  test.each([
    ['UTC', '"2026-03-02T09:14:07Z"', '"2026-03-02T10:14:07Z"'],
    ['a fraction of a second', '"2026-03-02T23:59:59.1234567Z"', '"2026-03-03T00:59:59.1234567Z"'],
    ['a zone', '"2026-03-02T09:10:35.198583+0000"', '"2026-03-02T10:10:35.198583+0000"'],
    ['no zone', '"2026-02-28T23:30:00"', '"2026-03-01T00:30:00"'],
    ['a space', '"2026-03-02 09:10:35"', '"2026-03-02 10:10:35"'],
  ])('move with %s', (_, before, after) => {
    expect(shiftTimes(`{"a":${before},"b":[${before}]}`, HOUR)).toBe(`{"a":${after},"b":[${after}]}`);
  });

  it('are left where a longer text holds them, and where they are none', () => {
    const json = '{"text":"at 2026-03-02T09:14:07Z it began","no":"2026-13-45T99:99:99Z","day":"2026-03-02"}';
    expect(shiftTimes(json, HOUR)).toBe(json);
  });

  it('move as numbers when they lie within a day of the alert, in seconds and in milliseconds', () => {
    const around = Date.UTC(2026, 2, 2);
    const seconds = around / 1000;
    const json = (shift: number) =>
      `{"s":${seconds + shift},"f":${seconds + shift}.25,"ms":[${around + shift * 1000}],"far":${seconds - 2 * 86_400},"id":1039376568223671}`;
    expect(shiftTimes(json(0), HOUR, around)).toBe(json(HOUR));
    expect(shiftTimes(json(0), HOUR)).toBe(json(0));
  });

  it('moved there and back are the same text', () => {
    const time = fc.date({ min: new Date(0), max: new Date('2099-01-01'), noInvalidDate: true }).map((date) => date.toISOString());
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.oneof(time, fc.string(), fc.integer())),
        fc.integer({ min: -1e8, max: 1e8 }),
        (value, seconds) => {
          const json = JSON.stringify(value);
          fc.pre(!/"-|"\+/.test(shiftTimes(json, seconds)));
          expect(shiftTimes(shiftTimes(json, seconds), -seconds)).toBe(json);
        },
      ),
    );
  });
});
