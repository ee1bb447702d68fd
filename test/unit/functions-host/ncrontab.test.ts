import fc from 'fast-check';
import { Ncrontab } from '../../../infra/local/functions-host/ncrontab';

function next(expression: string, after: string): string {
  return formatted(new Ncrontab(expression).next(new Date(after)));
}

/** In local time, as the expressions are. */
function formatted(time: Date): string {
  const two = (n: number) => String(n).padStart(2, '0');
  const date = `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
  return `${date} ${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}`;
}

describe('an NCRONTAB schedule', () => {
  test.each([
    ['*/5 * * * * *', '2026-01-01T00:00:00', '2026-01-01 00:00:05'],
    ['0 */5 * * * *', '2026-01-01T00:00:01', '2026-01-01 00:05:00'],
    ['0 */5 * * * *', '2026-01-01T00:05:00', '2026-01-01 00:10:00'],
    ['30 * * * * *', '2026-01-01T00:00:30', '2026-01-01 00:01:30'],
    ['*/5 * * * *', '2026-01-01T00:00:00', '2026-01-01 00:05:00'],
    ['0 0 9-17 * * MON-FRI', '2026-01-02T17:00:00', '2026-01-05 09:00:00'],
    ['0 30 9 * Jan Mon', '2026-01-26T09:30:00', '2027-01-04 09:30:00'],
    ['0 0 0 1,15 * *', '2026-01-01T00:00:00', '2026-01-15 00:00:00'],
    ['0 0 0 29 2 *', '2026-01-01T00:00:00', '2028-02-29 00:00:00'],
    ['0 0/20 * * * *', '2026-01-01T00:00:00', '2026-01-01 00:20:00'],
  ])('%s after %s is %s', (expression, after, expected) => {
    expect(next(expression, after)).toBe(expected);
  });

  it('wants the day of the month and the day of the week to match', () => {
    // Unix cron would take any 13th and any Friday.
    expect(next('0 0 0 13 * 5', '2026-01-01T00:00:00')).toBe('2026-02-13 00:00:00');
    expect(next('* * * 13 * 5', '2026-02-13T23:59:59')).toBe('2026-03-13 00:00:00');
  });

  test.each([
    '',
    '* * * *',
    '* * * * * * *',
    'whenever',
    '60 * * * * *',
    '0 0 0 L * *',
    '0 0 0 ? * 1',
    '0 0 0 * * 1#2',
    '0 0 25 * * *',
    '@daily',
  ])('refuses %j', (expression) => {
    expect(() => new Ncrontab(expression)).toThrow();
  });

  it('gives times which are later, match, and have none between them and the start', () => {
    const field = (low: number, high: number) => fc.oneof(fc.constant('*'), fc.integer({ min: low, max: high }).map(String));
    const times = fc.date({ min: new Date('2025-01-01'), max: new Date('2035-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(field(0, 59), field(0, 59), field(0, 23), field(0, 6), times, (second, minute, hour, weekday, after) => {
        const found = new Ncrontab(`${second} ${minute} ${hour} * * ${weekday}`).next(after);
        expect(found.getTime()).toBeGreaterThan(after.getTime());
        const parts = [found.getSeconds(), found.getMinutes(), found.getHours(), found.getDay()];
        for (const [index, wanted] of [second, minute, hour, weekday].entries())
          if (wanted !== '*') expect(String(parts[index])).toBe(wanted);
        const halfway = new Date((after.getTime() + found.getTime()) / 2);
        expect(new Ncrontab(`${second} ${minute} ${hour} * * ${weekday}`).next(halfway)).toEqual(found);
      }),
    );
  });
});
