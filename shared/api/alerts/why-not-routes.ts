import { z } from 'zod';
import { whyInNoIncident } from '../../fusion/explain-alert';
import { json } from '../answer';
import { notFound } from '../api-error';
import { incidentPath } from '../places';
import { ALERT_VERSIONS } from '../projections/security-alert';
import { type Call, param, type Route } from '../route';
import type { Services } from '../services';

const WHY_NOT = z
  .object({ incidentId: z.string().nullable(), reasons: z.array(z.object({ code: z.string(), text: z.string() })) })
  .meta({ id: 'WhyNot' });

/** Why an alert is in no incident; ours, without an example in Azure. */
export function whyNotRoutes(services: Services): Route[] {
  return [
    {
      operation: 'Alerts_WhyNot',
      method: 'GET',
      path: '/subscriptions/{subscriptionId}/providers/Microsoft.Security/locations/{location}/alerts/{alertName}/whyNot',
      summary: 'Why an alert is in no incident, or which one it is in',
      versions: ALERT_VERSIONS,
      access: { scope: 'subscription', permission: 'Alert.Read' },
      answers: { 200: WHY_NOT },
      handle: (call) => whyNot(call, services),
    },
  ];
}

async function whyNot(call: Call, { actions, alerts, clock, fusion, membership, places }: Services): Promise<Response> {
  const { subscriptionId } = call;
  const name = param(call, 'alertName');
  const isHome = param(call, 'location').toLowerCase() === places.location.toLowerCase();
  const alert = isHome ? await alerts.get(subscriptionId, name) : undefined;
  if (!alert) throw notFound(`The alert '${name}'`);
  const incident = (await membership.incidentsOf(subscriptionId, [alert])).get(alert.id);
  if (incident !== undefined) return json({ incidentId: incidentPath(places, subscriptionId, incident), reasons: [] });
  const types = await actions.typesOf(subscriptionId);
  return json({ incidentId: null, reasons: await whyInNoIncident(alert.activityId, fusion(subscriptionId), clock(), types) });
}
