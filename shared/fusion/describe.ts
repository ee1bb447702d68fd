/** A length of time in words: "40 seconds", "12 minutes", "3 hours". */
export function describeGap(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 120) return count(seconds, 'second');
  if (seconds < 2 * 3600) return count(Math.round(seconds / 60), 'minute');
  if (seconds < 48 * 3600) return count(Math.round(seconds / 3600), 'hour');
  return count(Math.round(seconds / 86_400), 'day');
}

/** "1 alert", "2 alerts", "2 activities". */
export function count(number: number, noun: string): string {
  return `${number} ${number === 1 ? noun : plural(noun)}`;
}

function plural(noun: string): string {
  return noun.endsWith('y') && !noun.endsWith('day') ? `${noun.slice(0, -1)}ies` : `${noun}s`;
}

/** A time in UTC for people, to the minute. */
export function clock(time: number): string {
  return `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** The same for what is told after something of the time `before`: without the date where it is of the same day (UTC). */
export function clockAfter(before: number, time: number): string {
  const [date, minute] = clock(time).split(' ');
  return clock(before).startsWith(`${date} `) ? `${minute}` : `${date} ${minute}`;
}

/** "a", "a and b", "a, b and 3 more". */
export function listed(names: readonly string[], most: number): string {
  const shown = names.slice(0, most);
  const rest = names.length - shown.length;
  if (rest > 0) return `${shown.join(', ')} and ${rest} more`;
  return shown.length <= 1 ? (shown[0] ?? '') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}
