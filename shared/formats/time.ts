/** Zones reach from -12:00 to +14:00. */
const ISO_TIME = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(?::\d\d(?:[.,]\d{1,12})?)?(?:[Zz]|[+-](?:0\d|1[0-4]):?[0-5]\d)?$/;
const EARLIEST = Date.UTC(1990, 0, 1);
const LATEST = Date.UTC(2100, 0, 1);
const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** An ISO 8601 time of the years 1990 to 2099, in which alerts can have happened. As `parseAnyTime` otherwise. */
export function parseTime(text: string): number | undefined {
  const time = parseAnyTime(text);
  return time !== undefined && time >= EARLIEST && time < LATEST ? time : undefined;
}

/**
 * An ISO 8601 time as epoch milliseconds; digits beyond the millisecond are dropped, a time without a zone is UTC. Undefined for anything else. Not
 * `Date.parse`: that one reads further spellings, and some of them by the zone of the machine.
 */
export function parseAnyTime(text: string): number | undefined {
  if (!ISO_TIME.test(text)) return undefined;
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 2);
  const day = digits(text, 8, 2);
  const hour = digits(text, 11, 2);
  const minute = digits(text, 14, 2);
  const hasSeconds = text[16] === ':';
  const second = hasSeconds ? digits(text, 17, 2) : 0;
  if (!isDay(year, month, day) || hour > 23 || minute > 59 || second > 60) return undefined;

  const milliseconds = hasSeconds && (text[19] === '.' || text[19] === ',') ? fraction(text, 20) : 0;
  return Date.UTC(year, month - 1, day, hour, minute, second, milliseconds) - zoneMinutes(text, hasSeconds ? 19 : 16) * 60_000;
}

/** Units in which products count from 1970: seconds, milliseconds, microseconds, nanoseconds. In the years 1990 to 2099 no number fits two of them. */
const TICKS_PER_MILLISECOND = [0.001, 1, 1_000, 1_000_000];

/** A number counted from 1970 in seconds, milliseconds, microseconds or nanoseconds as epoch milliseconds; its size tells the unit. */
export function timeOfNumber(number: number): number | undefined {
  for (const ticks of TICKS_PER_MILLISECOND) {
    const time = Math.floor(number / ticks);
    if (time >= EARLIEST && time < LATEST) return time;
  }
  return undefined;
}

const NUMBER = /^\d{9,20}(?:\.\d{1,9})?$/;

/** A time as `parseTime` or `timeOfNumber` reads it; a number may stand as text. Undefined for anything else. */
export function readTime(value: unknown): number | undefined {
  if (typeof value === 'number') return timeOfNumber(value);
  if (typeof value !== 'string') return undefined;
  return parseTime(value) ?? (NUMBER.test(value) ? timeOfNumber(Number(value)) : undefined);
}

/** The number that `count` decimal digits make, read without cutting the text up: times are read several times per alert. */
function digits(text: string, at: number, count: number): number {
  let number = 0;
  for (let i = at; i < at + count; i++) number = number * 10 + (text.charCodeAt(i) - ZERO);
  return number;
}

const ZERO = '0'.charCodeAt(0);

function isDay(year: number, month: number, day: number): boolean {
  if (month === 2 && day === 29) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return day >= 1 && day <= (DAYS[month - 1] ?? 0);
}

/** Milliseconds in the digits of a fraction of a second, of which there is at least one. */
function fraction(text: string, at: number): number {
  let value = 0;
  for (let i = at; i < at + 3; i++) {
    const digit = text.charCodeAt(i) - ZERO;
    if (!(digit >= 0 && digit <= 9)) return value * 10 ** (at + 3 - i);
    value = value * 10 + digit;
  }
  return value;
}

/** How far the zone at the end is ahead of UTC. */
function zoneMinutes(text: string, from: number): number {
  const east = text.indexOf('+', from);
  const sign = east >= 0 ? east : text.indexOf('-', from);
  if (sign < 0) return 0;
  const minutes = digits(text, sign + 1, 2) * 60 + digits(text, text.length - 2, 2);
  return east >= 0 ? minutes : -minutes;
}
