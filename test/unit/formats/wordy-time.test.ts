import fc from 'fast-check';
import { wordyTime } from '../../../shared/formats/wordy-time';

const DAY = 86_400_000;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** As syslog spells it: no year, the day padded by a blank. */
function yearless(time: number, zone = ''): string {
  const date = new Date(time);
  const clock = date.toISOString().slice(11, 19);
  return `${MONTHS[date.getUTCMonth()]} ${String(date.getUTCDate()).padStart(2)} ${clock}${zone}`;
}

const instant = fc.integer({ min: Date.UTC(1991, 6, 1), max: Date.UTC(2098, 5, 1) }).map((time) => time - (time % 1000));
const aroundNewYear = fc
  .tuple(fc.integer({ min: 1992, max: 2097 }), fc.integer({ min: -2 * DAY, max: 2 * DAY }))
  .map(([year, offset]) => Date.UTC(year, 0, 1) + Math.floor(offset / 1000) * 1000);
/** How long after it happened an event arrives; a fast clock makes it less than nothing. */
const delay = fc.oneof(fc.integer({ min: -DAY, max: DAY }), fc.integer({ min: -DAY, max: 363 * DAY }));

describe('a time without a year', () => {
  it('is found again from the time of receipt, up to a day fast or most of a year late', () => {
    fc.assert(
      fc.property(fc.oneof(instant, aroundNewYear), delay, (time, late) => {
        expect(wordyTime(yearless(time), time + late)).toBe(time);
      }),
    );
  });

  it('is found again from any time of receipt that lies in the same year of arrival, so that a second delivery changes nothing', () => {
    fc.assert(
      fc.property(aroundNewYear, fc.tuple(delay, delay), (time, [first, second]) => {
        expect(wordyTime(yearless(time), time + first)).toBe(wordyTime(yearless(time), time + second));
      }),
    );
  });

  it('heeds the zone before it picks the year', () => {
    const received = Date.parse('2027-01-01T07:00:00Z');
    expect(wordyTime('Dec 31 22:59:00 PST', received)).toBe(Date.parse('2027-01-01T06:59:00Z'));
    expect(wordyTime('Jan  1 00:30:00 CET', Date.parse('2026-12-31T23:31:00Z'))).toBe(Date.parse('2026-12-31T23:30:00Z'));
  });

  it.each([
    ['without the time of receipt', 'Mar  2 09:14:07', undefined],
    ['on a day that neither this nor the last year has', 'Feb 29 09:14:07', Date.UTC(2027, 2, 2)],
    ['on a day that no year has', 'Feb 30 09:14:07', Date.UTC(2027, 2, 2)],
    ['in a zone that means several', 'Mar  2 09:14:07 IST', Date.UTC(2027, 2, 2)],
    ['received when no clock can have been', 'Mar  2 09:14:07', Number.NaN],
  ])('is none %s', (_, text, received) => {
    expect(wordyTime(text, received)).toBeUndefined();
  });
});

it('a time with its year does not heed the time of receipt', () => {
  expect(wordyTime('Mar 02 2026 09:14:07.123', Date.UTC(2030, 0, 1))).toBe(Date.parse('2026-03-02T09:14:07.123Z'));
});

describe('a time with a zone', () => {
  it.each([
    ['GMT+08:00', '03:08:57'],
    ['GMT+03:00', '08:08:57'],
    ['UTC-02:30', '13:38:57'],
    ['GMT+8', '03:08:57'],
    ['+0800', '03:08:57'],
    ['-08:00', '19:08:57'],
    ['cest', '09:08:57'],
    ['Z', '11:08:57'],
  ])('in %s is moved to UTC', (zone, clock) => {
    expect(wordyTime(`Jul 01 2015 11:08:57 ${zone}`)).toBe(Date.parse(`2015-07-01T${clock}Z`));
  });

  it.each(['Asia/Tokyo', 'PST8PDT', 'YEKT', 'IST', 'AM', '+99:99', 'GMT+08:00 more'])('in %s is none', (zone) => {
    expect(wordyTime(`Jul 01 2015 11:08:57 ${zone}`)).toBeUndefined();
  });
});
