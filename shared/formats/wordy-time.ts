import { parseTime } from './time';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const WORDY = /^\s*([A-Za-z]{3})\s{1,2}(\d{1,2})\s(?:(\d{4})\s)?(\d\d:\d\d:\d\d(?:\.\d{1,9})?)(?:\s(\S{1,20}))?\s*$/;

/** `+02:00`, `GMT+2`, `UTC+02:00`. */
const OFFSET = /^(?:GMT|UTC)?([+-])(\d{1,2})(?::?(\d\d))?$/;

/** Zones by their letters, as minutes ahead of UTC written in ISO 8601. Letters that mean several zones (IST) are left out. */
const ZONES = new Map<string, string>(
  Object.entries({
    UTC: 'Z',
    GMT: 'Z',
    Z: 'Z',
    EST: '-05:00',
    EDT: '-04:00',
    CDT: '-05:00',
    MST: '-07:00',
    MDT: '-06:00',
    PST: '-08:00',
    PDT: '-07:00',
    CET: '+01:00',
    CEST: '+02:00',
    EET: '+02:00',
    EEST: '+03:00',
    JST: '+09:00',
  }),
);

const DAY_MS = 86_400_000;

/**
 * `Mar 02 2026 09:14:07.123 UTC`, as epoch milliseconds; without a zone it is UTC. Without a year it is that of the latest such time which is no more than
 * a day after `receivedTime` (a clock may be fast, a zone unsaid), and none where that is not known. Undefined for anything else, an unknown zone included:
 * a guess would be hours off.
 */
export function wordyTime(text: string, receivedTime?: number): number | undefined {
  const [, month = '', day = '', year = '', clock = '', zone = 'Z'] = WORDY.exec(text) ?? [];
  const number = MONTHS.indexOf(month.toLowerCase()) + 1;
  const offset = offsetOf(zone.toUpperCase());
  if (number === 0 || offset === undefined) return undefined;
  const inYear = (written: string | number) =>
    parseTime(`${written}-${String(number).padStart(2, '0')}-${day.padStart(2, '0')}T${clock}${offset}`);
  if (year !== '') return inYear(year);
  if (receivedTime === undefined || !Number.isFinite(receivedTime)) return undefined;
  const latest = receivedTime + DAY_MS;
  const thisYear = new Date(latest).getUTCFullYear();
  // A zone can put the time into the year after or before that of UTC.
  return [thisYear + 1, thisYear, thisYear - 1].map(inYear).find((time) => time !== undefined && time <= latest);
}

/** The zone as minutes ahead of UTC written in ISO 8601. */
function offsetOf(zone: string): string | undefined {
  const [, sign, hours = '', minutes = '00'] = OFFSET.exec(zone) ?? [];
  return sign === undefined ? ZONES.get(zone) : `${sign}${hours.padStart(2, '0')}:${minutes}`;
}
