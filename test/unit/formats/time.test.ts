import fc from 'fast-check';
import { parseTime } from '../../../shared/formats/time';

const anyTime = fc.date({ min: new Date('1990-01-01T00:00:00Z'), max: new Date('2099-12-31T23:59:59.999Z'), noInvalidDate: true });

describe('reading a time', () => {
  it('gives back every time of its years', () => {
    fc.assert(fc.property(anyTime, (date) => parseTime(date.toISOString()) === date.getTime()));
  });

  it('moves a time of any zone to UTC', () => {
    fc.assert(
      fc.property(anyTime, fc.integer({ min: -14 * 60, max: 14 * 60 }), fc.boolean(), (date, offset, withColon) => {
        const local = new Date(date.getTime() + offset * 60_000).toISOString().slice(0, -1);
        const two = (number: number) => String(Math.trunc(Math.abs(number))).padStart(2, '0');
        const zone = `${offset < 0 ? '-' : '+'}${two(offset / 60)}${withColon ? ':' : ''}${two(offset % 60)}`;
        return !/^(?:1990|20\d\d)/.test(local) || parseTime(local + zone) === date.getTime();
      }),
    );
  });

  it.each([
    ['2017-11-04T12:48:35.198583+0000', '2017-11-04T12:48:35.198Z'],
    ['2026-03-02T09:14:07.1Z', '2026-03-02T09:14:07.100Z'],
    ['2026-03-02T09:14:07,12Z', '2026-03-02T09:14:07.120Z'],
    ['2026-03-02T09:14:07.1234567Z', '2026-03-02T09:14:07.123Z'],
    ['2026-03-02 09:14:07', '2026-03-02T09:14:07.000Z'],
    ['2026-03-02T09:14Z', '2026-03-02T09:14:00.000Z'],
    ['2026-03-02T09:14-02:00', '2026-03-02T11:14:00.000Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
    ['2016-12-31T23:59:60Z', '2017-01-01T00:00:00.000Z'],
  ])('reads %s', (text, expected) => {
    expect(parseTime(text)).toBe(Date.parse(expected));
  });

  it.each([
    '',
    'yesterday',
    '2026',
    '2026-03-02',
    '1772442847',
    'Mon, 02 Mar 2026 09:14:07 GMT',
    '03/02/2026 09:14:07',
    '2026-13-01T00:00:00Z',
    '2026-00-01T00:00:00Z',
    '2026-02-30T00:00:00Z',
    '2025-02-29T00:00:00Z',
    '2026-03-02T24:00:00Z',
    '2026-03-02T09:61:00Z',
    '2026-03-02T09:14:07.Z',
    '2026-03-02T09:14:07+99:99',
    '2026-03-02T09:14:07-15:00',
    '2026-03-02T09:14:07+01:60',
    '1989-12-31T23:59:59Z',
    '2100-01-01T00:00:00Z',
    '0001-01-01T00:00:00Z',
  ])('refuses "%s"', (text) => {
    expect(parseTime(text)).toBeUndefined();
  });
});
