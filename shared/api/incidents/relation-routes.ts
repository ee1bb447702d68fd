import { z } from 'zod';
import { move } from '../../incidents/move-action';
import { subscriptionOfResource } from '../../model/subscription-id';
import { json, noContent } from '../answer';
import { badRequest, notFound } from '../api-error';
import { listAnswer } from '../list-answer';
import { entityPath, incidentPath } from '../places';
import { INSIGHTS_VERSIONS } from '../projections/incident';
import { type Call, param, type Route, route } from '../route';
import type { Services } from '../services';
import { incidentOf, WORKSPACE } from './incident-routes';
import { doing } from './incident-write-routes';
import { acting } from './refusal-error';

const PATH = `${WORKSPACE}/incidents/{incidentId}/relations`;
const NAME = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,127}$/;
const BODY = z.object({ properties: z.object({ relatedResourceId: z.string().min(1).max(1_000) }) }).meta({ id: 'RelationParameters' });
const RELATION = z
  .looseObject({ id: z.string(), name: z.string(), properties: z.looseObject({ relatedResourceId: z.string() }) })
  .meta({ id: 'Relation' });

/** Which alerts an incident has, as relations. An alert is in one incident at most: to relate it to another one is to move it there. */
export function relationRoutes(services: Services): Route[] {
  const read = { versions: INSIGHTS_VERSIONS, access: { scope: 'subscription', permission: 'Incident.Read' } } as const;
  const write = { versions: INSIGHTS_VERSIONS, access: { scope: 'subscription', permission: 'Incident.Write' } } as const;
  return [
    {
      ...read,
      operation: 'IncidentRelations_List',
      method: 'GET',
      path: PATH,
      summary: 'The alerts of an incident, as relations',
      query: { $top: 'Largest number in one page', $skipToken: 'Continues a list, from its nextLink' },
      answers: { 200: z.object({ value: z.array(RELATION), nextLink: z.string().optional() }).meta({ id: 'RelationList' }) },
      async handle(call) {
        const { id: incidentId, alertIds } = await incidentOf(call, services);
        return listAnswer(call, async ({ limit, after }) => {
          const start = after ? alertIds.indexOf(after[1]) + 1 : 0;
          const page = alertIds.slice(start, start + limit);
          const last = page.at(-1);
          const more = last !== undefined && start + limit < alertIds.length;
          return { items: page.map((id) => resource(call, id, id, services)), next: more ? [incidentId, last] : undefined };
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
        const alertId = await memberNamed(call, services);
        if (alertId === undefined) throw notFound(`The relation '${name}'`);
        return json(resource(call, name, alertId, services));
      },
    },
    route({
      ...write,
      operation: 'IncidentRelations_CreateOrUpdate',
      method: 'PUT',
      path: `${PATH}/{relationName}`,
      summary: 'Moves an alert into the incident',
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
      summary: 'Takes an alert out of the incident, into a new one of its own',
      change: 'Microsoft.SecurityInsights/incidents/relations/delete',
      answers: { 200: null, 204: null },
      async handle(call) {
        const alertId = await memberNamed(call, services);
        if (alertId === undefined) return noContent();
        const alerts = await services.alerts.byIds(call.subscriptionId, [alertId]);
        await acting(() => move(services.actions, call.subscriptionId, alerts, null, doing(call)));
        await services.changed(call.subscriptionId);
        return new Response(null, { status: 200 });
      },
    },
  ];
}

async function put(call: Call<z.output<typeof BODY>>, services: Services): Promise<Response> {
  const { subscriptionId } = call;
  const name = param(call, 'relationName');
  if (!NAME.test(name)) throw badRequest('The name of a relation takes letters, digits, dots, hyphens and underscores, at most 128.');
  const incident = await incidentOf(call, services);
  const { relatedResourceId } = call.body.properties;
  if ((subscriptionOfResource(relatedResourceId) ?? subscriptionId) !== subscriptionId)
    throw badRequest('The alert is of another subscription.');
  const alertId = relatedResourceId.split('/').at(-1) ?? '';
  const [alert] = await services.alerts.byIds(subscriptionId, [alertId]);
  if (!alert) throw notFound(`The alert '${alertId.slice(0, 100)}'`);
  const isMember = incident.alertIds.includes(alertId);
  if (!isMember) await acting(() => move(services.actions, subscriptionId, [alert], incident.id, doing(call)));
  if (name !== alertId) await services.relations.put(subscriptionId, incident.id, name, alertId);
  if (!isMember) await services.changed(subscriptionId);
  return json(resource(call, name, alertId, services), isMember ? 200 : 201);
}

/** A relation is named by the client who made it, and always by its alert. Undefined when the alert is not, or no longer, in the incident. */
async function memberNamed(call: Call, services: Services): Promise<string | undefined> {
  const name = param(call, 'relationName');
  const { id, alertIds } = await incidentOf(call, services);
  if (alertIds.includes(name)) return name;
  const alertId = NAME.test(name) ? await services.relations.alertOf(call.subscriptionId, id, name) : undefined;
  return alertId !== undefined && alertIds.includes(alertId) ? alertId : undefined;
}

function resource(call: Call, name: string, alertId: string, { places }: Services): object {
  return {
    id: `${incidentPath(places, call.subscriptionId, param(call, 'incidentId'))}/relations/${name}`,
    name,
    type: 'Microsoft.SecurityInsights/Incidents/relations',
    properties: {
      relatedResourceId: entityPath(places, call.subscriptionId, alertId),
      relatedResourceName: alertId,
      relatedResourceType: 'Microsoft.SecurityInsights/entities',
      relatedResourceKind: 'SecurityAlert',
    },
  };
}
