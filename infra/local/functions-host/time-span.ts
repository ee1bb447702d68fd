/** `[d.]hh:mm:ss[.fff]`, as host.json writes durations, in milliseconds; undefined when it is not one. */
export function parseTimeSpan(text: string): number | undefined {
  const match = /^(?:(\d+)\.)?(\d{1,2}):(\d{1,2}):(\d{1,2})(?:\.(\d{1,7}))?$/.exec(text);
  if (!match) return undefined;
  const [days, hours, minutes, seconds] = match.slice(1, 5).map((digits) => Number(digits ?? 0)) as [number, number, number, number];
  if (hours > 23 || minutes > 59 || seconds > 59) return undefined;
  return (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000 + Number(`0.${match[5] ?? 0}`) * 1000;
}
