import { z } from 'zod';
import { merge } from '../../incidents/merge-action';
import { move } from '../../incidents/move-action';
import type { IncidentDocument } from '../../storage/incident-document';
import { recorded } from '../activity/change-log';
import { json } from '../answer';
import { notFound } from '../api-error';
import { doing } from '../incidents/incident-write-routes';
import { acting } from '../incidents/refusal-error';
import { type Call, type Route, route } from '../route';
import type { Services } from '../services';

const ID = z.string().min(1).max(128);
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
    subscriptionId,
    call,
    services,
    { incidents: incidentIds.join(' ') },
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
  return changed('Microsoft.SecurityInsights/incidents/move/action', subscriptionId, call, services, { alerts: alertIds.join(' ') }, () =>
    move(services.actions, subscriptionId, alerts, incidentId ?? null, doing(call, note)),
  );
}

/** Does it on record in that subscription, and has it announced. */
async function changed(
  operation: string,
  subscriptionId: string,
  call: Call,
  services: Services,
  notes: Record<string, string>,
  action: () => Promise<IncidentDocument>,
): Promise<Response> {
  const { activityLog, clock } = services;
  const own = { ...call, subscriptionId, notes };
  return recorded(operation, own, { activityLog, clock, log: undefined }, async () => {
    const target = await acting(action);
    await services.changed(subscriptionId);
    own.notes.target = target.id;
    return json({ '@odata.context': `${call.url.origin}/v1.0/$metadata`, targetIncidentId: target.id });
  });
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
