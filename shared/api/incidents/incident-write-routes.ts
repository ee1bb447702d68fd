import { z } from 'zod';
import type { Doing } from '../../incidents/incident-actions';
import type { Handling } from '../../incidents/lifecycle';
import type { Operation } from '../../incidents/operation';
import { undo } from '../../incidents/undo-action';
import type { IncidentDocument } from '../../storage/incident-document';
import { json, noContent } from '../answer';
import { badRequest, notFound } from '../api-error';
import { displayName } from '../auth/caller';
import { seenEtag } from '../etag';
import { listAnswer } from '../list-answer';
import { INSIGHTS_VERSIONS } from '../projections/incident';
import { isoTime } from '../projections/time';
import { type Call, param, type Route, route } from '../route';
import type { Services } from '../services';
import { activityOf, INCIDENT_BODY, type IncidentBody, updateOf } from './incident-body';
import { INCIDENT, WORKSPACE } from './incident-routes';
import { acting } from './refusal-error';
import { shownIncidents } from './shown-incidents';

const INCIDENT_PATH = `${WORKSPACE}/incidents/{incidentId}`;
const ID = /^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/;

/** Incidents as `Microsoft.SecurityInsights` serves them: handling. Undo and history are ours. */
export function incidentWriteRoutes(services: Services): Route[] {
  const write = { versions: INSIGHTS_VERSIONS, access: { scope: 'subscription', permission: 'Incident.Write' } } as const;
  return [
    route({
      ...write,
      operation: 'Incidents_CreateOrUpdate',
      method: 'PUT',
      path: INCIDENT_PATH,
      summary: 'Creates an incident, or says anew how it is handled; 409 when the etag is not the present one',
      change: 'Microsoft.SecurityInsights/incidents/write',
      body: INCIDENT_BODY,
      answers: { 200: INCIDENT, 201: INCIDENT },
      handle: (call) => put(call, services),
    }),
    {
      ...write,
      operation: 'Incidents_Delete',
      method: 'DELETE',
      path: INCIDENT_PATH,
      summary: 'Deletes an incident; its alerts stay. 409 when If-Match is not the present etag',
      change: 'Microsoft.SecurityInsights/incidents/delete',
      answers: { 200: null, 204: null },
      async handle(call) {
        const deleted = await acting(() =>
          services.actions.delete(call.subscriptionId, param(call, 'incidentId'), doing(call), seenEtag(call)),
        );
        if (deleted) await services.changed(call.subscriptionId);
        return deleted ? new Response(null, { status: 200 }) : noContent();
      },
    },
    {
      ...write,
      operation: 'Incidents_Undo',
      method: 'POST',
      path: `${INCIDENT_PATH}/undo`,
      summary: 'Takes back the latest action on an incident; again, the one before',
      change: 'Microsoft.SecurityInsights/incidents/undo/action',
      answers: { 200: z.object({ undone: z.string(), action: z.string() }).meta({ id: 'UndoResult' }) },
      async handle(call) {
        const undone = await acting(() => undo(services.actions, call.subscriptionId, param(call, 'incidentId'), doing(call)));
        await services.changed(call.subscriptionId);
        call.notes.undone = undone.id;
        return json({ undone: undone.id, action: undone.action, incidentIds: undone.incidentIds });
      },
    },
    {
      versions: INSIGHTS_VERSIONS,
      access: { scope: 'subscription', permission: 'Incident.Read' },
      operation: 'Incidents_History',
      method: 'GET',
      path: `${INCIDENT_PATH}/history`,
      summary: 'What people and fusion did to an incident, the latest first',
      query: { $top: 'Largest number in one page', $skipToken: 'Continues a list, from its nextLink' },
      answers: { 200: z.object({ value: z.array(z.looseObject({})), nextLink: z.string().optional() }).meta({ id: 'IncidentHistory' }) },
      handle: (call) => history(call, services),
    },
  ];
}

/** Who acts, from the token. */
export function doing({ caller }: Pick<Call, 'caller'>, note?: string): Doing {
  return { actor: { principalId: caller.principalId, name: displayName(caller) }, ...(note ? { note } : {}) };
}

async function put(call: Call<IncidentBody>, services: Services): Promise<Response> {
  const { subscriptionId, body } = call;
  const { actions, incidents } = services;
  const id = param(call, 'incidentId');
  const known = await incidents.get(subscriptionId, id);
  if (known) {
    const update = updateOf(body, known.story);
    await acting(() => actions.update(subscriptionId, id, update, seenEtag(call), doing(call)));
    await services.changed(subscriptionId);
    return json(await shown(subscriptionId, id, services));
  }
  if (!ID.test(id)) throw badRequest('The id of an incident takes letters, digits and hyphens, at most 64.');
  if (seenEtag(call) !== undefined) throw notFound(`The incident '${id}'`);
  await acting(() => actions.create(subscriptionId, id, updateOf(body, ''), doing(call), activityOf(body)));
  await services.changed(subscriptionId);
  return json(await shown(subscriptionId, id, services), 201);
}

/** As the store has it now, with the etag that belongs to it. */
async function shown(subscriptionId: string, id: string, services: Services): Promise<object | undefined> {
  const incident = await services.incidents.get(subscriptionId, id);
  if (!incident) throw notFound(`The incident '${id}'`);
  return (await shownIncidents(subscriptionId, [incident], services))[0];
}

async function history(call: Call, { actions, incidents }: Services): Promise<Response> {
  const id = param(call, 'incidentId');
  const incident: IncidentDocument | undefined = await incidents.get(call.subscriptionId, id);
  if (!incident) throw notFound(`The incident '${id}'`);
  return listAnswer(call, async (asked) => {
    const { documents, next } = await actions.store.operations(call.subscriptionId, id, asked);
    return { items: documents.map(operationResource), next };
  });
}

function operationResource({
  id: name,
  action,
  time,
  actor,
  note,
  incidentIds,
  undoneBy,
  undoes,
  movement,
  before,
  changes,
}: Operation): object {
  return {
    name,
    action,
    timeUtc: isoTime(time),
    actor,
    note,
    incidentIds,
    undoneBy,
    undoes,
    changes,
    ...(action === 'reopen' ? { before: verdictOf(before[0]?.handling) } : {}),
    ...(movement ? { movement: { from: movement.from, to: movement.to } } : {}),
  };
}

/** What was thought of an incident before it was reopened. */
function verdictOf(handling: Partial<Handling> = {}): object {
  const { status, classification, classificationReason, classificationComment, closedTime } = handling;
  const closedTimeUtc = closedTime === undefined ? undefined : isoTime(closedTime);
  return { status, classification, classificationReason, classificationComment, closedTimeUtc };
}
