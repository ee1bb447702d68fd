import { z } from 'zod';
import { merge } from '../../incidents/merge-action';
import { move } from '../../incidents/move-action';
import { isSafeId } from '../../model/content-id';
import type { IncidentDocument } from '../../storage/incident-document';
import { recorded } from '../activity/change-log';
import { json } from '../answer';
import { notFound } from '../api-error';
import { doing } from '../incidents/incident-write-routes';
import { acting } from '../incidents/refusal-error';
import { incidentPath, workspacePath } from '../places';
import { type Call, type Route, route } from '../route';
import type { Services } from '../services';

const ID = z.string().refine(isSafeId, 'must be an id');
const COMMENT = z.string().max(30_000).nullish();
/** Why, in Graph's words, joined by commas; kept with the action. */
const REASONS = z.string().max(500).nullish();

const MERGE = z
  .object({ incidentIds: z.array(ID).min(2).max(20), incidentComment: COMMENT, mergeReasons: REASONS })
  .meta({ id: 'MergeIncidentsParameters' });
const MOVE = z
  .object({ alertIds: z.array(ID).min(1).max(50), incidentId: ID.nullish(), alertComment: COMMENT, newCorrelationReasons: REASONS })
  .meta({ id: 'MoveAlertsParameters' });
const TARGET = z.object({ '@odata.context': z.string(), targetIncidentId: z.string() }).meta({ id: 'TargetIncident' });

/** The two actions of Microsoft Graph's security API for which Azure's own has no counterpart. They look in the caller's subscriptions alone. */
export function graphRoutes(services: Services): Route[] {
  const write = { method: 'POST', access: { scope: 'mine', permission: 'Incident.Write' }, answers: { 200: TARGET } } as const;
  return [
    route({
      ...write,
      operation: 'Graph_MergeIncidents',
      path: '/v1.0/security/incidents/mergeIncidents',
      summary: 'Makes one incident of several; the oldest stays, the others lead to it. Undone like any action on an incident',
      body: MERGE,
      handle: (call) => mergeIncidents(call, services),
    }),
    route({
      ...write,
      operation: 'Graph_MoveAlerts',
      path: '/v1.0/security/alerts_v2/moveAlerts',
      summary: 'Moves alerts into an incident, or with incidentId null into a new one',
      body: MOVE,
      handle: (call) => moveAlerts(call, services),
    }),
  ];
}

async function mergeIncidents(call: Call<z.output<typeof MERGE>>, services: Services): Promise<Response> {
  const { incidentIds, incidentComment, mergeReasons } = call.body;
  const subscriptionId = await firstWhere(call.subscriptions, (id) => services.incidents.get(id, incidentIds[0] ?? ''));
  if (subscriptionId === undefined) throw notFound(`The incident '${incidentIds[0]}'`);
  const note = noteOf(incidentComment, mergeReasons);
  return changed(
    'Microsoft.SecurityInsights/incidents/merge/action',
    { ...call, subscriptionId, notes: { incidents: incidentIds.join(' ') } },
    incidentIds,
    services,
    () => merge(services.actions, subscriptionId, incidentIds, doing(call, note)),
  );
}

async function moveAlerts(call: Call<z.output<typeof MOVE>>, services: Services): Promise<Response> {
  const { alertIds, incidentId, alertComment, newCorrelationReasons } = call.body;
  const subscriptionId = await firstWhere(call.subscriptions, (id) => services.alerts.get(id, alertIds[0] ?? ''));
  const alerts = subscriptionId === undefined ? [] : await services.alerts.byIds(subscriptionId, alertIds);
  const missing = alertIds.find((id) => !alerts.some((alert) => alert.id === id));
  if (subscriptionId === undefined || missing !== undefined) throw notFound(`The alert '${missing ?? alertIds[0]}'`);
  const note = noteOf(alertComment, newCorrelationReasons);
  const sources = await services.membership.incidentsOf(subscriptionId, alerts);
  return changed(
    'Microsoft.SecurityInsights/incidents/move/action',
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

/** The subscription in which something is found. */
async function firstWhere(
  subscriptions: readonly string[],
  find: (subscriptionId: string) => Promise<unknown>,
): Promise<string | undefined> {
  const found = await Promise.all(subscriptions.map(find));
  return subscriptions.find((_, index) => found[index] !== undefined);
}
