import { z } from 'zod';
import { merge } from '../../incidents/merge-action';
import { move } from '../../incidents/move-action';
import { isSafeId } from '../../model/content-id';
import type { IncidentDocument } from '../../storage/incident-document';
import { recorded } from '../activity/change-log';
import { json } from '../answer';
import { conflict, notFound } from '../api-error';
import { doing } from '../incidents/incident-write-routes';
import { acting } from '../incidents/refusal-error';
import { incidentPath, workspacePath } from '../places';
import { type Call, type Route, route } from '../route';
import type { Services } from '../services';

const ID = z.string().refine(isSafeId, 'must be an id');
/** In lower case, as all ids of incidents. */
const INCIDENT_ID = ID.toLowerCase();
const COMMENT = z.string().max(30_000).nullish();
/** Why, in Graph's words, joined by commas; kept with the action. */
const REASONS = z.string().max(500).nullish();

const MERGE = z
  .object({ incidentIds: z.array(INCIDENT_ID).min(2).max(20), incidentComment: COMMENT, mergeReasons: REASONS })
  .meta({ id: 'MergeIncidentsParameters' });
const MOVE = z
  .object({
    alertIds: z.array(ID).min(1).max(50),
    incidentId: INCIDENT_ID.nullish(),
    alertComment: COMMENT,
    newCorrelationReasons: REASONS,
  })
  .meta({ id: 'MoveAlertsParameters' });
const TARGET = z.object({ '@odata.context': z.string(), targetIncidentId: z.string() }).meta({ id: 'TargetIncident' });

/** Their path names no subscription, so each records itself in the one that it finds. */
const MERGING = 'Microsoft.SecurityInsights/incidents/merge/action';
const MOVING = 'Microsoft.SecurityInsights/incidents/move/action';

/** The two actions of Microsoft Graph's security API for which Azure's own has no counterpart. They look in the caller's subscriptions alone. */
export function graphRoutes(services: Services): Route[] {
  const write = { method: 'POST', access: { scope: 'mine', permission: 'Incident.Write' }, answers: { 200: TARGET } } as const;
  return [
    route({
      ...write,
      operation: 'Graph_MergeIncidents',
      change: MERGING,
      path: '/v1.0/security/incidents/mergeIncidents',
      summary: 'Makes one incident of several; the oldest stays, the others lead to it. Undone like any action on an incident',
      body: MERGE,
      handle: (call) => mergeIncidents(call, services),
    }),
    route({
      ...write,
      operation: 'Graph_MoveAlerts',
      change: MOVING,
      path: '/v1.0/security/alerts_v2/moveAlerts',
      summary: 'Moves alerts into an incident, or with incidentId null into a new one',
      body: MOVE,
      handle: (call) => moveAlerts(call, services),
    }),
  ];
}

async function mergeIncidents(call: Call<z.output<typeof MERGE>>, services: Services): Promise<Response> {
  const { incidentIds, incidentComment, mergeReasons } = call.body;
  const subscriptionId = await homeOf(
    call.subscriptions,
    incidentIds.map((id) => namedIncident(id, services)),
  );
  const note = noteOf(incidentComment, mergeReasons);
  return changed(MERGING, { ...call, subscriptionId, notes: { incidents: incidentIds.join(' ') } }, incidentIds, services, () =>
    merge(services.actions, subscriptionId, incidentIds, doing(call, note)),
  );
}

async function moveAlerts(call: Call<z.output<typeof MOVE>>, services: Services): Promise<Response> {
  const { alertIds, incidentId, alertComment, newCorrelationReasons } = call.body;
  const subscriptionId = await homeOf(call.subscriptions, [
    ...alertIds.map((id): Named => ({ what: `The alert '${id}'`, find: (subscription) => services.alerts.get(subscription, id) })),
    ...(incidentId ? [namedIncident(incidentId, services)] : []),
  ]);
  const alerts = await services.alerts.byIds(subscriptionId, alertIds);
  const missing = alertIds.find((id) => !alerts.some((alert) => alert.id === id));
  if (missing !== undefined) throw notFound(`The alert '${missing}'`);
  const note = noteOf(alertComment, newCorrelationReasons);
  const sources = await services.membership.incidentsOf(subscriptionId, alerts);
  return changed(
    MOVING,
    { ...call, subscriptionId, notes: { alerts: alertIds.join(' ') } },
    [...sources.values(), ...(incidentId ? [incidentId] : [])],
    services,
    () => move(services.actions, subscriptionId, alerts, incidentId ?? null, doing(call, note)),
  );
}

/** Does it on record, at each of the incidents that it concerns, and has it announced. */
async function changed(
  operation: string,
  call: Call,
  incidentIds: readonly string[],
  services: Services,
  action: () => Promise<IncidentDocument>,
): Promise<Response> {
  const { activityLog, clock } = services;
  const resources = await resourcesOf(incidentIds, call.subscriptionId, services);
  const change = async () => {
    const target = await acting(action);
    await services.changed(call.subscriptionId);
    call.notes.target = target.id;
    const resource = incidentPath(services.places, call.subscriptionId, target.id);
    if (!resources.includes(resource)) resources.push(resource);
    return json({ '@odata.context': `${call.url.origin}/v1.0/$metadata`, targetIncidentId: target.id });
  };
  return recorded(operation, call, { activityLog, clock, log: undefined }, change, resources);
}

/** Those of the incidents that exist; where none does, the workspace in which a new one will stand. */
async function resourcesOf(ids: readonly string[], subscriptionId: string, { incidents, places }: Services): Promise<string[]> {
  const found = await Promise.all([...new Set(ids)].map((id) => incidents.get(subscriptionId, id)));
  const existing = found.flatMap((incident) => (incident ? [incidentPath(places, subscriptionId, incident.id)] : []));
  return existing.length > 0 ? existing : [workspacePath(places, subscriptionId)];
}

function noteOf(...texts: (string | null | undefined)[]): string | undefined {
  return texts.filter(Boolean).join(' | ') || undefined;
}

function namedIncident(id: string, { incidents }: Services): Named {
  return { what: `The incident '${id}'`, find: (subscriptionId) => incidents.get(subscriptionId, id) };
}

/** Something that a request names, and where it is looked for. */
interface Named {
  what: string;
  find(subscriptionId: string): Promise<unknown>;
}

/**
 * The one of the subscriptions in which all of it is. Ids are unique in a subscription only, so to take the first that has one of them would be to guess.
 * Throws 404 where none has it, and 409 where several have. What only one can have is left to the action itself to miss.
 */
async function homeOf(subscriptions: readonly string[], named: readonly Named[]): Promise<string> {
  let left = subscriptions;
  for (const [index, { what, find }] of named.entries()) {
    if (index > 0 && left.length === 1) break;
    const found = await Promise.all(left.map(find));
    left = left.filter((_, place) => found[place] !== undefined);
    if (left.length === 0) throw notFound(what);
  }
  if (left.length > 1)
    throw conflict(`Several subscriptions have this: ${left.join(', ')}. Ask with a caller who may write in one of them alone.`);
  return left[0] ?? '';
}
