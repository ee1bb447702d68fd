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
  return readTime(text.trim()) ?? wordyTime(text, receivedTime);
}

/** A header of syslog, of RFC 5424 (`<134>1 2026-...`) or of RFC 3164 (`<134>Mar  2 09:14:07 host`), which may have a year all the same. */
function timeOfPrefix(prefix: string, receivedTime: number | undefined): number | undefined {
  const text = prefix.replace(/^<\d{1,3}>(?:\d+ )?/, '').trim();
  const [first = ''] = text.split(' ', 1);
  return readTime(first) ?? timeIn(text, receivedTime) ?? wordyTime(withoutHost(text), receivedTime);
}

/** A host in capitals reads as an unknown zone. */
function withoutHost(header: string): string {
  return header.replace(/\s\S+$/, '');
}
