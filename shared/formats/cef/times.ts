import { readTime } from '../time';
import { wordyTime } from '../wordy-time';
import type { CefEvent } from './event';

/** First and last activity, and when the device wrote it down; undefined when nothing tells a whole time. */
export function timesOf({ fields, prefix }: CefEvent): { startTime: number; endTime: number; generatedTime: number } | undefined {
  const time = (name: string) => timeIn(fields.get(name) ?? '');
  const written = time('rt') ?? time('deviceReceiptTime') ?? timeOfPrefix(prefix);
  const startTime = time('start') ?? written ?? time('end');
  if (startTime === undefined) return undefined;
  const endTime = Math.max(startTime, time('end') ?? startTime);
  return { startTime, endTime, generatedTime: written ?? endTime };
}

function timeIn(text: string): number | undefined {
  return readTime(text.trim()) ?? wordyTime(text);
}

/** A header of syslog, of RFC 5424 (`<134>1 2026-...`) or of devices that write a year into the older one. */
function timeOfPrefix(prefix: string): number | undefined {
  const text = prefix.replace(/^<\d{1,3}>(?:\d+ )?/, '').trim();
  const [first = ''] = text.split(' ', 1);
  return readTime(first) ?? readTime(text) ?? wordyTime(text);
}
