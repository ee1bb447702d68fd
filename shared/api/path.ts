import { badRequest } from './api-error';

/** The segments of a path, still encoded, without empty ones at the end. */
export function segmentsOf(path: string): string[] {
  return path.replace(/^\/+/, '').replace(/\/+$/, '').split('/');
}

/** The form in which paths are matched: Azure ignores the case of all segments. */
export function matchingForm(path: string): string {
  return `/${segmentsOf(path).map(lowerDecoded).join('/')}`;
}

/** A literal segment may come percent-encoded. What decodes to a slash, or not at all, stays as it is. */
function lowerDecoded(segment: string): string {
  if (!segment.includes('%')) return segment.toLowerCase();
  try {
    const decoded = decodeURIComponent(segment);
    return /^[\w.$~-]+$/.test(decoded) ? decoded.toLowerCase() : segment.toLowerCase();
  } catch {
    return segment.toLowerCase();
  }
}

/** Ids that Sinter or a client makes up for Sinter. They are lower case; those of alerts keep the spelling of their source, and names that of their author. */
const OWN_IDS: ReadonlySet<string> = new Set(['incidentId', 'commentId', 'bookmarkId']);

/** The values of `{name}` segments, decoded. Throws a 400 `ApiError` for an encoding that is none, or a value that no resource has. */
export function paramsOf(template: string, path: string): Record<string, string> {
  const given = segmentsOf(path);
  const params: Record<string, string> = {};
  for (const [index, segment] of segmentsOf(template).entries()) {
    const name = nameIn(segment);
    if (name === undefined) continue;
    const value = decoded(given[index] ?? '');
    params[name] = OWN_IDS.has(name) ? value.toLowerCase() : value;
  }
  return params;
}

/** `name` of a segment `{name}`. */
export function nameIn(segment: string): string | undefined {
  return /^\{(\w+)\}$/.exec(segment)?.[1];
}

/** Longer names are refused before they reach a query. */
const LONGEST_SEGMENT = 260;

function decoded(segment: string): string {
  const value = tryDecode(segment);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  if (value === undefined || value.trim() === '' || value.length > LONGEST_SEGMENT || /[\u0000-\u001f\u007f/\\?#]/.test(value)) {
    throw badRequest(`The path segment '${segment.slice(0, 60)}' is not valid.`);
  }
  return value;
}

function tryDecode(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
