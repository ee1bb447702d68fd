import { parseTime } from '../../formats/time';
import { badRequest } from '../api-error';
import type { Call } from '../route';

/** Stretches of time of one length, side by side. Epoch milliseconds. */
export interface TimeBuckets {
  from: number;
  /** The end of the last bucket: what happened then is not in it. */
  to: number;
  width: number;
  count: number;
}

/** More than a chart shows. */
export const MOST_BUCKETS = 500;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * Reads `startTime`, `endTime` and `bucket`; by default the last day in hours. Buckets begin at multiples of their length since 1970 and are whole, so that the
 * same bucket has the same count whenever it is asked for. Throws a 400 `ApiError`, also for more than {@link MOST_BUCKETS} of them.
 */
export function timeBuckets({ query }: Pick<Call, 'query'>, now: number): TimeBuckets {
  const width = lengthOf(query.get('bucket') ?? 'PT1H');
  const end = timeOf('endTime', query.get('endtime')) ?? now;
  const start = timeOf('startTime', query.get('starttime')) ?? end - DAY;
  if (start >= end) throw badRequest("'startTime' must be before 'endTime'.");
  const from = Math.floor(start / width) * width;
  const to = Math.ceil(end / width) * width;
  const count = Math.round((to - from) / width);
  if (count > MOST_BUCKETS) {
    throw badRequest(`That is ${count} buckets, and at most ${MOST_BUCKETS} are counted at once: ask for a longer 'bucket' or less time.`);
  }
  return { from, to, width, count };
}

function timeOf(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const time = parseTime(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00Z` : text);
  if (time === undefined) throw badRequest(`'${name}' must be an ISO 8601 time.`);
  return time;
}

/** Of an ISO 8601 duration in weeks, days, hours and minutes; a month has no length of its own. */
function lengthOf(text: string): number {
  const [found, weeks, days, hours, minutes] = /^P(?:(\d{1,4})W)?(?:(\d{1,4})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?)?$/i.exec(text) ?? [];
  const length = Number(weeks ?? 0) * 7 * DAY + Number(days ?? 0) * DAY + Number(hours ?? 0) * HOUR + Number(minutes ?? 0) * MINUTE;
  if (found === undefined || length === 0) {
    throw badRequest("'bucket' must be an ISO 8601 duration of a minute or longer in weeks, days, hours and minutes, e.g. PT15M or P1D.");
  }
  return length;
}
