import { z } from 'zod';
import { describeWhatIf, withoutActivity } from '../../fusion/what-if';
import { tacticName } from '../../model/tactic';
import { json } from '../answer';
import { notFound } from '../api-error';
import { INSIGHTS_VERSIONS } from '../projections/incident';
import { type Call, param, type Route } from '../route';
import type { Services } from '../services';
import { incidentOf, WORKSPACE } from './incident-routes';

const WHAT_IF = z
  .looseObject({ alertId: z.string(), alertsOfActivity: z.number(), text: z.string(), isIncident: z.boolean() })
  .meta({ id: 'WhatIf' });

/** What holds an incident together; ours, without an example in Azure. */
export function whatIfRoutes(services: Services): Route[] {
  return [
    {
      operation: 'Incidents_WhatIf',
      method: 'GET',
      path: `${WORKSPACE}/incidents/{incidentId}/whatIf`,
      summary: 'What an incident would be without one of its alerts, and those that are one activity with it',
      versions: INSIGHTS_VERSIONS,
      access: { scope: 'subscription', permission: 'Incident.Read' },
      requiredQuery: { without: 'Name of the alert' },
      answers: { 200: WHAT_IF },
      handle: (call) => whatIf(call, services),
    },
  ];
}

async function whatIf(call: Call, services: Services): Promise<Response> {
  const { actions, alerts } = services;
  const { subscriptionId } = call;
  const without = call.query.get('without') ?? '';
  const incident = await incidentOf(call, services);
  const [alert] = await alerts.byIds(subscriptionId, [without]);
  const cluster = (await actions.store.cluster(subscriptionId, incident.id))?.value;
  const member = alert && [...(cluster?.core ?? []), ...(cluster?.evidence ?? [])].find(({ id }) => id === alert.activityId);
  if (!cluster || !member)
    throw notFound(`The alert '${without.slice(0, 100)}' among those of the incident '${param(call, 'incidentId')}'`);
  const result = withoutActivity(cluster, member.id, await actions.typesOf(subscriptionId));
  return json({
    alertId: without,
    alertsOfActivity: member.alertCount,
    text: describeWhatIf(member, { ...incident, ...incident.concluded }, result),
    isIncident: false,
    ...(result && { ...result, lostTactics: result.lostTactics.map(tacticName) }),
  });
}
