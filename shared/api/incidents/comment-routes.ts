import { z } from 'zod';
import type { IncidentComment } from '../../incidents/comment';
import type { Read } from '../../storage/incident-repository';
import { json, noContent } from '../answer';
import { badRequest, conflict, notFound, staleEtag } from '../api-error';
import { authorOf } from '../auth/caller';
import { refuseStale } from '../etag';
import { listAnswer } from '../list-answer';
import { parseFilter } from '../odata/filter';
import { readOrder } from '../odata/order';
import { incidentPath } from '../places';
import { INSIGHTS_VERSIONS } from '../projections/incident';
import { isoTime } from '../projections/time';
import { type Call, param, type Route, route } from '../route';
import type { Services } from '../services';
import { COMMENT_FIELDS, SORTABLE_COMMENT_FIELDS } from './comment-fields';
import { incidentOf, WORKSPACE } from './incident-routes';

const PATH = `${WORKSPACE}/incidents/{incidentId}/comments`;
const ID = /^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/;
const BODY = z
  .object({ etag: z.string().max(200).nullish(), properties: z.object({ message: z.string().min(1).max(30_000) }) })
  .meta({ id: 'IncidentCommentParameters' });
const COMMENT = z
  .looseObject({ id: z.string(), name: z.string(), properties: z.looseObject({ message: z.string() }) })
  .meta({ id: 'IncidentComment' });

/** Comments at incidents. The author is who the token says. Those of a merged incident show at the one that took it in as well. */
export function commentRoutes(services: Services): Route[] {
  const read = { versions: INSIGHTS_VERSIONS, access: { scope: 'subscription', permission: 'Incident.Read' } } as const;
  const write = { versions: INSIGHTS_VERSIONS, access: { scope: 'subscription', permission: 'Incident.Write' } } as const;
  return [
    {
      ...read,
      operation: 'IncidentComments_List',
      method: 'GET',
      path: PATH,
      summary: 'Comments at an incident, the newest first',
      query: {
        $filter: "OData filter, e.g. `properties/author/name eq 'Dana'`",
        $orderby: 'createdTimeUtc or lastModifiedTimeUtc with `asc` or `desc`',
        $top: 'Largest number in one page',
        $skipToken: 'Continues a list, from its nextLink',
      },
      answers: { 200: z.object({ value: z.array(COMMENT), nextLink: z.string().optional() }).meta({ id: 'IncidentCommentList' }) },
      handle: (call) => list(call, services),
    },
    {
      ...read,
      operation: 'IncidentComments_Get',
      method: 'GET',
      path: `${PATH}/{commentId}`,
      summary: 'One comment',
      answers: { 200: COMMENT },
      async handle(call) {
        const found = await commentOf(call, services);
        if (!found) throw notFound(`The comment '${param(call, 'commentId')}'`);
        return json(resource(call, found.value, found.etag, services));
      },
    },
    route({
      ...write,
      operation: 'IncidentComments_CreateOrUpdate',
      method: 'PUT',
      path: `${PATH}/{commentId}`,
      summary: 'Writes a comment, or one of the own anew',
      change: 'Microsoft.SecurityInsights/incidents/comments/write',
      body: BODY,
      answers: { 200: COMMENT, 201: COMMENT },
      handle: (call) => put(call, services),
    }),
    {
      ...write,
      operation: 'IncidentComments_Delete',
      method: 'DELETE',
      path: `${PATH}/{commentId}`,
      summary: 'Deletes a comment',
      change: 'Microsoft.SecurityInsights/incidents/comments/delete',
      answers: { 200: null, 204: null },
      async handle(call) {
        const found = await commentOf(call, services);
        refuseStale(call, 'comment', param(call, 'commentId'), found);
        const deleted = found && (await services.comments.delete(call.subscriptionId, found.value.incidentId, param(call, 'commentId')));
        return deleted ? new Response(null, { status: 200 }) : noContent();
      },
    },
  ];
}

/** The comment that the path names; it may have been written at an incident that was merged into this one. Throws 404 when there is no such incident. */
async function commentOf(call: Call, services: Services): Promise<Read<IncidentComment> | undefined> {
  const { id } = await incidentOf(call, services);
  const { actions, comments } = services;
  const own = await comments.get(call.subscriptionId, id, param(call, 'commentId'));
  if (own) return own;
  for (const merged of await actions.store.mergedFrom(call.subscriptionId, id)) {
    const found = await comments.get(call.subscriptionId, merged, param(call, 'commentId'));
    if (found) return found;
  }
  return undefined;
}

async function list(call: Call, services: Services): Promise<Response> {
  const { id } = await incidentOf(call, services);
  const { store } = services.actions;
  const ids = [id, ...(await store.mergedFrom(call.subscriptionId, id))];
  const filter = call.query.get('$filter');
  const order = readOrder(call.query.get('$orderby'), SORTABLE_COMMENT_FIELDS);
  const condition = filter ? parseFilter(filter, COMMENT_FIELDS) : undefined;
  return listAnswer(call, async (asked) => {
    const { documents, next } = await services.comments.page(call.subscriptionId, ids, { ...asked, order }, condition);
    return { items: documents.map((comment) => resource(call, comment, undefined, services)), next };
  });
}

async function put(call: Call<z.output<typeof BODY>>, services: Services): Promise<Response> {
  const id = param(call, 'commentId');
  if (!ID.test(id)) throw badRequest('The id of a comment takes letters, digits and hyphens, at most 64.');
  const { comments } = services;
  const known = await commentOf(call, services);
  const incidentId = known?.value.incidentId ?? (await incidentOf(call, services)).id;
  const { caller, body } = call;
  refuseStale(call, 'comment', id, known);
  if (known && known.value.author.objectId !== caller.principalId) throw conflict('Only its author changes a comment.');
  const now = services.clock();
  const comment: IncidentComment = {
    id,
    incidentId,
    message: body.properties.message,
    createdTime: known?.value.createdTime ?? now,
    modifiedTime: now,
    author: authorOf(caller),
  };
  const outcome = await comments.put(call.subscriptionId, { value: comment, etag: known?.etag });
  if (outcome === 'overtaken') throw staleEtag(id);
  const saved = await comments.get(call.subscriptionId, incidentId, id);
  return json(resource(call, comment, saved?.etag, services), known ? 200 : 201);
}

function resource(call: Call, comment: IncidentComment, etag: string | undefined, { places }: Services): object {
  return {
    id: `${incidentPath(places, call.subscriptionId, comment.incidentId)}/comments/${comment.id}`,
    name: comment.id,
    type: 'Microsoft.SecurityInsights/Incidents/Comments',
    ...(etag === undefined ? {} : { etag }),
    properties: {
      message: comment.message,
      createdTimeUtc: isoTime(comment.createdTime),
      lastModifiedTimeUtc: isoTime(comment.modifiedTime),
      author: comment.author,
    },
  };
}
