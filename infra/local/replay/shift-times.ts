/** A date and time as JSON texts have them, in a string of its own; the fraction of a second and the zone are kept as they are. */
const DATE_TIME = /"(\d{4}-\d\d-\d\d)([T ])(\d\d:\d\d:\d\d)(?=(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?")/g;

/** A number that may be a time: seconds with or without a fraction, or milliseconds since 1970. */
const EPOCH_TIME = /(?<=[:[,]\s*)(\d{10}|\d{13})(?=(?:\.\d+)?\s*[,\]}])/g;

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Moves every time in a JSON text by so many whole seconds; nothing else in it changes. A number counts as a time when it lies within a day of `around`,
 * the time of the alert in epoch milliseconds; without `around` none does.
 */
export function shiftTimes(json: string, seconds: number, around?: number): string {
  const shifted = json.replace(DATE_TIME, (text, date: string, separator: string, time: string) => {
    const epoch = Date.parse(`${date}T${time}Z`);
    if (Number.isNaN(epoch)) return text;
    const [newDate, newTime] = new Date(epoch + seconds * 1000).toISOString().slice(0, 19).split('T');
    return `"${newDate}${separator}${newTime}`;
  });
  if (around === undefined) return shifted;
  return shifted.replace(EPOCH_TIME, (text) => {
    const unit = text.length === 10 ? 1000 : 1;
    return Math.abs(Number(text) * unit - around) > DAY_MS ? text : String(Number(text) + (seconds * 1000) / unit);
  });
}
