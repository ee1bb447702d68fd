import { createHash } from 'node:crypto';
import type { Position } from '../storage/pages';
import { badRequest } from './api-error';
import type { Call } from './route';

/** Of a list for which the client asks no size. */
export const DEFAULT_PAGE = 100;
export const LARGEST_PAGE = 1_000;

const MAX_PAGE_SIZE = /(?:^|[,;\s])odata\.maxpagesize\s*=\s*"?(\d{1,9})/i;

/** The page that a request asks for. */
export interface PageAsked {
  limit: number;
  after?: Position;
}

/** Whether the request asks for a page of some size, or for a next one. */
export function asksForPage({ query, headers }: Call): boolean {
  return query.has('$top') || query.has('$skiptoken') || MAX_PAGE_SIZE.test(headers.get('prefer') ?? '');
}

/** Reads `$top`, `Prefer: odata.maxpagesize` and `$skipToken`. Throws a 400 `ApiError`, also for a token of another query. */
export function pageAsked(call: Call, defaultPage = DEFAULT_PAGE): PageAsked {
  const token = call.query.get('$skiptoken');
  const top = call.query.get('$top');
  const preferred = MAX_PAGE_SIZE.exec(call.headers.get('prefer') ?? '')?.[1];
  if (top !== undefined && !/^[1-9]\d{0,8}$/.test(top)) throw badRequest("'$top' must be a whole number from 1.");
  const sizes = [top, preferred].filter((text) => text !== undefined).map(Number);
  const limit = Math.min(LARGEST_PAGE, ...(sizes.length > 0 ? sizes : [defaultPage]));
  return { limit: Math.max(1, limit), ...(token ? { after: readToken(token, call) } : {}) };
}

/** The link to the page behind the position: the request's own URL, so that every filter stays, with a new token. */
export function nextLink(call: Call, position: Position): string {
  const url = new URL(call.url);
  for (const name of [...url.searchParams.keys()]) {
    if (name.toLowerCase() === '$skiptoken') url.searchParams.delete(name);
  }
  url.searchParams.set('$skipToken', writeToken(position, call));
  return url.href;
}

/** Opaque to clients. It holds a position and nothing secret; the caller's rights are checked on every page. */
function writeToken(position: Position, call: Call): string {
  return Buffer.from(JSON.stringify([queryHash(call), ...position])).toString('base64url');
}

function readToken(token: string, call: Call): Position {
  const content = tryParse(Buffer.from(token, 'base64url').toString('utf8'));
  const [hash, value, id] = Array.isArray(content) ? content : [];
  const valid = hash === queryHash(call) && (typeof value === 'number' || typeof value === 'string') && typeof id === 'string';
  if (!valid) throw badRequest("The '$skipToken' is not valid for this query.");
  return [value, id];
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Of what must be the same on every page. */
function queryHash({ url, query }: Call): string {
  const parts = [url.pathname.toLowerCase(), query.get('$filter') ?? '', query.get('$orderby') ?? ''];
  return createHash('sha256').update(parts.join('\n')).digest('base64url').slice(0, 8);
}
