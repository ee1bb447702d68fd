/** `1/31/2026, 6:05:09.123 PM`, as Azure's portal writes times into CSV. */
const PORTAL = /^(\d{1,2})\/(\d{1,2})\/(\d{4}),? (\d{1,2}):(\d\d):(\d\d)(\.\d{1,7})? ([AP])M$/;

/** The same time in ISO 8601; any other text as it is. The portal writes in UTC unless told otherwise. */
export function portalTime(text: string): string {
  const found = PORTAL.exec(text.trim());
  if (!found) return text;
  const [, month = '', day = '', year = '', hour = '', minute = '', second = '', fraction = '', half] = found;
  const hours = (Number(hour) % 12) + (half === 'P' ? 12 : 0);
  return `${year}-${two(month)}-${two(day)}T${two(String(hours))}:${minute}:${second}${fraction}Z`;
}

function two(digits: string): string {
  return digits.padStart(2, '0');
}
