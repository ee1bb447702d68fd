import { z } from 'zod';
import { move, takeOut } from '../../incidents/move-action';
import { subscriptionOfResource } from '../../model/subscription-id';
import type { IncidentDocument } from '../../storage/incident-document';
import { json, noContent } from '../answer';
import { badRequest, conflict, notFound } from '../api-error';
import { listAnswer } from '../list-answer';
import { INSIGHTS_VERSIONS } from '../projections/incident';
import { type Call, param, type Route, route } from '../route';
import type { Services } from '../services';
import { incidentOf, WORKSPACE } from './incident-routes';
import { doing } from './incident-write-routes';
import { acting } from './refusal-error';
import { membersAmong, relationNamed, relationResource, relationsOf } from './relation';

const PATH = `${WORKSPACE}/incidents/{incidentId}/relations`;
const NAME = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,127}$/;
const BODY = z.object({ properties: z.object({ relatedResourceId: z.string().min(1).max(1_000) }) }).meta({ id: 'RelationParameters' });
const RELATION = z
  .looseObject({ id: z.string(), name: z.string(), properties: z.looseObject({ relatedResourceId: z.string() }) })
  .meta({ id: 'Relation' });

/**
 * Which alerts and bookmarks an incident has, as relations. Each of them is in one incident at most: to relate it to another one is to move it there.
 */
export function relationRoutes(services: Services): Route[] {
  const read = { versions: INSIGHTS_VERSIONS, access: { scope: 'subscription', permission: 'Incident.Read' } } as const;
  const write = { versions: INSIGHTS_VERSIONS, access: { scope: 'subscription', permission: 'Incident.Write' } } as const;
  return [
    {
      ...read,
      operation: 'IncidentRelations_List',
      method: 'GET',
      path: PATH,
      summary: 'The alerts and bookmarks of an incident, as relations',
      query: { $top: 'Largest number in one page', $skipToken: 'Continues a list, from its nextLink' },
      answers: { 200: z.object({ value: z.array(RELATION), nextLink: z.string().optional() }).meta({ id: 'RelationList' }) },
      async handle(call) {
        const incident = await incidentOf(call, services);
        return listAnswer(call, async (asked) => {
          const { relations, next } = await relationsOf(incident, services, asked);
          return { items: relations.map(({ name, related }) => relationResource(call, name, related, services)), next };
        });
      },
    },
    {
      ...read,
      operation: 'IncidentRelations_Get',
      method: 'GET',
      path: `${PATH}/{relationName}`,
      summary: 'One relation',
      answers: { 200: RELATION },
      async handle(call) {
        const name = param(call, 'relationName');
        const relation = await relationNamed(await incidentOf(call, services), name, services);
        if (!relation) throw notFound(`The relation '${name}'`);
        return json(relationResource(call, name, relation.related, services));
      },
    },
    route({
      ...write,
      operation: 'IncidentRelations_CreateOrUpdate',
      method: 'PUT',
      path: `${PATH}/{relationName}`,
      summary: 'Moves an alert or a bookmark into the incident',
      change: 'Microsoft.SecurityInsights/incidents/relations/write',
      body: BODY,
      answers: { 200: RELATION, 201: RELATION },
      handle: (call) => put(call, services),
    }),
    {
      ...write,
      operation: 'IncidentRelations_Delete',
      method: 'DELETE',
      path: `${PATH}/{relationName}`,
      summary: 'Takes an alert out of the incident, into a new one of its own; or a bookmark, which then belongs to none',
      change: 'Microsoft.SecurityInsights/incidents/relations/delete',
      answers: { 200: null, 204: null },
      handle: (call) => remove(call, services),
    },
  ];
}

async function put(call: Call<z.output<typeof BODY>>, services: Services): Promise<Response> {
  const { subscriptionId } = call;
  const name = param(call, 'relationName');
  if (!NAME.test(name)) throw badRequest('The name of a relation takes letters, digits, dots, hyphens and underscores, at most 128.');
  const { relatedResourceId } = call.body.properties;
  if ((subscriptionOfResource(relatedResourceId) ?? subscriptionId) !== subscriptionId)
    throw badRequest('What is related is of another subscription.');
  const kind = /\/bookmarks\/[^/]+$/i.test(relatedResourceId) ? 'bookmark' : 'alert';
  const last = relatedResourceId.split('/').at(-1) ?? '';
  const id = kind === 'bookmark' ? last.toLowerCase() : last;
  const incident = await incidentOf(call, services);
  const holder = await relationNamed(incident, name, services);
  if (holder && (holder.related.kind !== kind || holder.related.id !== id))
    throw conflict(
      `The relation '${name}' of this incident is to '${holder.related.id}': take another name, or delete that relation first.`,
    );
  const isNew = await (kind === 'alert' ? relateAlert : relateBookmark)(call, incident, name, id, services);
  return json(relationResource(call, name, { kind, id }, services), isNew ? 201 : 200);
}

/** Whether it was elsewhere before. */
async function relateAlert(call: Call, incident: IncidentDocument, name: string, alertId: string, services: Services): Promise<boolean> {
  const { subscriptionId } = call;
  const [alert] = await services.alerts.byIds(subscriptionId, [alertId]);
  if (!alert) throw notFound(`The alert '${alertId.slice(0, 100)}'`);
  const isMember = (await membersAmong(incident, [alert], services)).length > 0;
  if (!isMember) await acting(() => move(services.actions, subscriptionId, [alert], incident.id, doing(call)));
  await services.relations.put(subscriptionId, incident.id, name, alertId);
  if (!isMember) await services.changed(subscriptionId);
  return !isMember;
}

async function relateBookmark(
  call: Call,
  incident: IncidentDocument,
  name: string,
  bookmarkId: string,
  services: Services,
): Promise<boolean> {
  const { subscriptionId } = call;
  const bookmark = await services.bookmarks.get(subscriptionId, bookmarkId);
  if (!bookmark) throw notFound(`The bookmark '${bookmarkId.slice(0, 100)}'`);
  const { etag, ...content } = bookmark;
  const written = await services.bookmarks.put(subscriptionId, { ...content, incidentId: incident.id, relationName: name }, etag);
  if (written === 'overtaken') throw conflict(`The bookmark '${bookmarkId}' is being changed by others at this moment.`);
  return bookmark.incidentId !== incident.id;
}

async function remove(call: Call, services: Services): Promise<Response> {
  const { subscriptionId } = call;
  const incident = await incidentOf(call, services);
  const relation = await relationNamed(incident, param(call, 'relationName'), services);
  if (!relation) return noContent();
  const { related } = relation;
  if (related.kind === 'bookmark') {
    const { etag, incidentId: _incident, relationName: _name, ...content } = related.bookmark;
    const written = await services.bookmarks.put(subscriptionId, content, etag);
    if (written === 'overtaken') throw conflict(`The bookmark '${related.id}' is being changed by others at this moment.`);
  } else {
    const alerts = await services.alerts.byIds(subscriptionId, [related.id]);
    await acting(() => takeOut(services.actions, subscriptionId, alerts, doing(call)));
    await services.changed(subscriptionId);
  }
  return new Response(null, { status: 200 });
}
