import { z } from 'zod';
import type { Bookmark } from '../../incidents/bookmark';
import type { StoredBookmark } from '../../storage/bookmark-repository';
import { json, noContent } from '../answer';
import { badRequest, notFound, staleEtag } from '../api-error';
import { authorOf } from '../auth/caller';
import { refuseStale } from '../etag';
import { listAnswer, wholeAnswer } from '../list-answer';
import { bookmarkResource } from '../projections/bookmark';
import { INSIGHTS_VERSIONS } from '../projections/incident';
import { type Call, param, type Route, route } from '../route';
import type { Services } from '../services';
import { BOOKMARK_BODY, type BookmarkBody, contentOf } from './bookmark-body';
import { incidentOf, WORKSPACE } from './incident-routes';

const LIST = `${WORKSPACE}/bookmarks`;
const ONE = `${LIST}/{bookmarkId}`;
const ID = /^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/;
const BOOKMARK = z
  .looseObject({
    id: z.string(),
    name: z.string(),
    etag: z.string(),
    properties: z.looseObject({ displayName: z.string(), query: z.string() }),
  })
  .meta({ id: 'Bookmark' });
const BOOKMARKS = z.object({ value: z.array(BOOKMARK), nextLink: z.string().optional() }).meta({ id: 'BookmarkList' });

/** Bookmarks: what people found when hunting. A relation makes one belong to an incident; see `relation-routes.ts`. */
export function bookmarkRoutes(services: Services): Route[] {
  const read = { versions: INSIGHTS_VERSIONS, access: { scope: 'subscription', permission: 'Incident.Read' } } as const;
  const write = { versions: INSIGHTS_VERSIONS, access: { scope: 'subscription', permission: 'Incident.Write' } } as const;
  const ofIncident = (method: 'GET' | 'POST', operation: string): Route => ({
    ...read,
    operation,
    method,
    path: `${WORKSPACE}/incidents/{incidentId}/bookmarks`,
    summary: 'The bookmarks of an incident, the newest first',
    answers: { 200: z.object({ value: z.array(BOOKMARK) }).meta({ id: 'IncidentBookmarkList' }) },
    handle: (call) =>
      wholeAnswer(call, async () => {
        const { id } = await incidentOf(call, services);
        return { items: await shown(call.subscriptionId, await bookmarksOf(call.subscriptionId, id, services), services) };
      }),
  });
  return [
    ofIncident('POST', 'Incidents_ListBookmarks'),
    ofIncident('GET', 'Incidents_GetBookmarks'),
    {
      ...read,
      operation: 'Bookmarks_List',
      method: 'GET',
      path: LIST,
      summary: 'Bookmarks of a subscription, the newest first',
      query: { $top: 'Largest number in one page', $skipToken: 'Continues a list, from its nextLink' },
      answers: { 200: BOOKMARKS },
      handle: (call) =>
        listAnswer(call, async (asked) => {
          const { documents, next } = await services.bookmarks.page(call.subscriptionId, asked);
          return { items: await shown(call.subscriptionId, documents, services), next };
        }),
    },
    {
      ...read,
      operation: 'Bookmarks_Get',
      method: 'GET',
      path: ONE,
      summary: 'One bookmark',
      answers: { 200: BOOKMARK },
      async handle(call) {
        const id = param(call, 'bookmarkId');
        const bookmark = ID.test(id) ? await services.bookmarks.get(call.subscriptionId, id) : undefined;
        if (!bookmark) throw notFound(`The bookmark '${id}'`);
        return json((await shown(call.subscriptionId, [bookmark], services))[0]);
      },
    },
    route({
      ...write,
      operation: 'Bookmarks_CreateOrUpdate',
      method: 'PUT',
      path: ONE,
      summary: 'Writes a bookmark, or writes it anew; 409 when the etag is not the present one',
      change: 'Microsoft.SecurityInsights/bookmarks/write',
      body: BOOKMARK_BODY,
      answers: { 200: BOOKMARK, 201: BOOKMARK },
      handle: (call) => put(call, services),
    }),
    {
      ...write,
      operation: 'Bookmarks_Delete',
      method: 'DELETE',
      path: ONE,
      summary: 'Deletes a bookmark',
      change: 'Microsoft.SecurityInsights/bookmarks/delete',
      answers: { 200: null, 204: null },
      async handle(call) {
        const id = param(call, 'bookmarkId');
        if (ID.test(id)) refuseStale(call, 'bookmark', id, await services.bookmarks.get(call.subscriptionId, id));
        const deleted = ID.test(id) && (await services.bookmarks.delete(call.subscriptionId, id));
        return deleted ? new Response(null, { status: 200 }) : noContent();
      },
    },
  ];
}

/** Also those of the incidents that this one took in. */
export async function bookmarksOf(subscriptionId: string, incidentId: string, { actions, bookmarks }: Services): Promise<StoredBookmark[]> {
  return bookmarks.ofIncidents(subscriptionId, [incidentId, ...(await actions.store.mergedFrom(subscriptionId, incidentId))]);
}

async function put(call: Call<BookmarkBody>, services: Services): Promise<Response> {
  const { subscriptionId, body } = call;
  const id = param(call, 'bookmarkId');
  if (!ID.test(id)) throw badRequest('The id of a bookmark takes letters, digits and hyphens, at most 64.');
  const known = await services.bookmarks.get(subscriptionId, id);
  refuseStale(call, 'bookmark', id, known);
  const now = services.clock();
  const author = authorOf(call.caller);
  const bookmark: Bookmark = {
    ...contentOf(body),
    id,
    createdTime: known?.createdTime ?? now,
    createdBy: known?.createdBy ?? author,
    modifiedTime: now,
    modifiedBy: author,
    ...(known?.incidentId !== undefined && { incidentId: known.incidentId }),
    ...(known?.relationName !== undefined && { relationName: known.relationName }),
  };
  const written = await services.bookmarks.put(subscriptionId, bookmark, known?.etag);
  if (written === 'overtaken') throw staleEtag(id);
  return json((await shown(subscriptionId, [written], services))[0], known ? 200 : 201);
}

/** Each with its incident; one that was deleted since shows no more. */
async function shown(subscriptionId: string, bookmarks: readonly StoredBookmark[], { incidents, places }: Services): Promise<object[]> {
  const ids = [...new Set(bookmarks.flatMap(({ incidentId }) => incidentId ?? []))];
  const found = await Promise.all(ids.map((id) => incidents.get(subscriptionId, id)));
  return bookmarks.map((bookmark) => {
    const incident = found.find((each) => each?.id === bookmark.incidentId);
    return bookmarkResource(bookmark, incident, places, subscriptionId);
  });
}
