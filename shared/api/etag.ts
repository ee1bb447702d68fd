import { sameEtag } from '../incidents/incident-actions';
import { notFound, staleEtag } from './api-error';
import type { Call } from './route';

/** The version that the client has seen: the etag in the body, as Azure's clients send it, else the header `If-Match`. Undefined: any will do, or none. */
export function seenEtag({ headers, body }: Pick<Call, 'headers' | 'body'>): string | undefined {
  const inBody = (body as { etag?: string | null } | undefined)?.etag;
  return inBody || headers.get('if-match') || undefined;
}

/** Throws 409 when the client has seen another version than the stored one, and 404 when it has seen one and nothing is stored. `kind`: e.g. `comment`. */
export function refuseStale(
  call: Pick<Call, 'headers' | 'body'>,
  kind: string,
  id: string,
  stored: { etag?: string | undefined } | undefined,
): void {
  const seen = seenEtag(call);
  if (seen === undefined) return;
  if (!stored) throw notFound(`The ${kind} '${id}'`);
  if (!sameEtag(seen, stored.etag)) throw staleEtag(id);
}
