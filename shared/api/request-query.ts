import { badRequest } from './api-error';
import type { Route } from './route';

/**
 * Query parameters by name in lower case: Azure's clients write `api%2Dversion`, `%24filter`, `AlertType` and `$skipToken` as they like.
 * Of a name that comes twice the first counts.
 */
export function readQuery(search: string): Map<string, string> {
  const query = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(search)) {
    const key = name.toLowerCase();
    if (!query.has(key)) query.set(key, value);
  }
  return query;
}

/**
 * Throws a 400 `ApiError` for a parameter beside those of the route: a misspelt one would give an answer that looks right and is to another question.
 * A route that takes none leaves them alone.
 */
export function refuseOthers(query: ReadonlyMap<string, string>, route: Pick<Route, 'query' | 'requiredQuery'>): void {
  const own = Object.keys({ ...route.requiredQuery, ...route.query });
  if (own.length === 0) return;
  const known = ['api-version', ...own];
  const names = new Set(known.map((name) => name.toLowerCase()));
  for (const name of query.keys()) {
    if (!names.has(name)) throw badRequest(`'${name.slice(0, 40)}' is no query parameter here. They are ${known.join(', ')}.`);
  }
}

/** Throws a 400 `ApiError` for a parameter that is left out or blank. */
export function refuseMissing(query: ReadonlyMap<string, string>, required: readonly string[]): void {
  const missing = required.find((name) => !query.get(name.toLowerCase())?.trim());
  if (missing !== undefined) throw badRequest(`The query parameter '${missing}' is required here.`);
}

/** The supported version that `api-version` names; empty for a route that takes none. Throws a 400 `ApiError`. */
export function versionOf({ versions }: Pick<Route, 'versions'>, query: ReadonlyMap<string, string>): string {
  if (!versions) return '';
  const version = query.get('api-version');
  if (!version) {
    throw badRequest('The api-version query parameter (?api-version=) is required for all requests.', 'MissingApiVersionParameter');
  }
  const known = versions.find((each) => each === version.toLowerCase());
  if (known !== undefined) return known;
  throw badRequest(
    `The api-version '${version.slice(0, 40)}' is not supported here. The supported versions are '${versions.join(', ')}'.`,
    'InvalidApiVersionParameter',
  );
}
