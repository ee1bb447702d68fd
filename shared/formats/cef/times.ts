import { portalTime } from '../log-analytics/portal-time';
import { readTime } from '../time';
import { wordyTime } from '../wordy-time';
import type { CefEvent } from './event';

/**
 * First and last activity, and when the device wrote it down; undefined when nothing tells a whole time. `receivedTime` gives the year to times that have
 * none.
 */
export function timesOf(
  { fields, prefix }: CefEvent,
  receivedTime: number | undefined,
): { startTime: number; endTime: number; generatedTime: number } | undefined {
  const time = (name: string) => timeIn(fields.get(name) ?? '', receivedTime);
  const written = time('rt') ?? time('deviceReceiptTime') ?? timeOfPrefix(prefix, receivedTime);
  const startTime = time('start') ?? written ?? time('end');
  if (startTime === undefined) return undefined;
  const endTime = Math.max(startTime, time('end') ?? startTime);
  return { startTime, endTime, generatedTime: written ?? endTime };
}

function timeIn(text: string, receivedTime: number | undefined): number | undefined {
  return readTime(portalTime(text.trim())) ?? wordyTime(text, receivedTime);
}

/** Month, day, year, clock and zone. */
const MOST_WORDS = 5;

/**
 * A header of syslog, of RFC 5424 (`<134>1 2026-...`) or of RFC 3164 (`<134>Mar  2 09:14:07 host`), which may have a year all the same. Its time is the
 * longest beginning that is one, for the rest is host and program, also where a host in capitals looks like a zone.
 */
function timeOfPrefix(prefix: string, receivedTime: number | undefined): number | undefined {
  const text = prefix.replace(/^<\d{1,3}>(?:\d+ )?/, '').trim();
  const words = text.split(/\s+/, MOST_WORDS);
  const beginnings = words.map((_, i) => words.slice(0, words.length - i).join(' '));
  return beginnings.map((beginning) => timeIn(beginning, receivedTime)).find((time) => time !== undefined);
}
