import { z } from 'zod';
import type { ListedAlert } from '../../storage/listed-alert';
import { json, streamed } from '../answer';
import { notFound } from '../api-error';
import { linesAnswer, wantsLines } from '../ndjson';
import type { Places } from '../places';
import { ALERT_VERSIONS, incidentAsAlert, securityAlert } from '../projections/security-alert';
import { type Call, param, type Route } from '../route';
import type { Services } from '../services';
import { listAlerts } from './alert-list';
import { alertSelection } from './alert-selection';
import { csvReport } from './csv-report';

const SUBSCRIPTION = '/subscriptions/{subscriptionId}';
const GROUP = `${SUBSCRIPTION}/resourceGroups/{resourceGroup}`;
const PROVIDER = '/providers/Microsoft.Security';
const LOCATION = `${PROVIDER}/locations/{location}`;

const ALERT = z.looseObject({ id: z.string(), name: z.string(), type: z.string(), properties: z.looseObject({}) }).meta({ id: 'Alert' });
const ALERT_LIST = z.object({ value: z.array(ALERT), nextLink: z.string().optional() }).meta({ id: 'AlertList' });

const LIST_QUERY = {
  $filter: "OData filter, e.g. `properties/severity eq 'High'`; `properties/incidentId eq null` for alerts of no incident",
  $orderby: '`properties/startTimeUtc desc`, as without it, or `properties/startTimeUtc asc`',
  repeats:
    '`folded`: of alerts that repeat each other the first in the order of the list, with their number and times; without fused incidents',
  $top: 'Largest number of alerts in one page',
  $skipToken: 'Continues a list, from its nextLink',
};

/** Alerts as `Microsoft.Security` serves them, and reports of them. */
export function alertRoutes(services: Services): Route[] {
  const read = { versions: ALERT_VERSIONS, access: { scope: 'subscription', permission: 'Alert.Read' } } as const;
  const list = (operation: string, path: string, summary: string): Route => ({
    ...read,
    operation,
    method: 'GET',
    path,
    summary,
    query: LIST_QUERY,
    answers: { 200: ALERT_LIST },
    handle: (call) => listAlerts(call, services),
  });
  const get = (operation: string, path: string, summary: string): Route => ({
    ...read,
    operation,
    method: 'GET',
    path,
    summary,
    answers: { 200: ALERT },
    handle: (call) => getAlert(call, services),
  });
  return [
    list('Alerts_List', `${SUBSCRIPTION}${PROVIDER}/alerts`, 'Alerts of a subscription'),
    list('Alerts_ListByResourceGroup', `${GROUP}${PROVIDER}/alerts`, 'Alerts that concern a resource group'),
    list('Alerts_ListSubscriptionLevelByRegion', `${SUBSCRIPTION}${LOCATION}/alerts`, 'Alerts of a subscription in a region'),
    list('Alerts_ListResourceGroupLevelByRegion', `${GROUP}${LOCATION}/alerts`, 'Alerts that concern a resource group in a region'),
    get('Alerts_GetSubscriptionLevel', `${SUBSCRIPTION}${LOCATION}/alerts/{alertName}`, 'One alert'),
    get('Alerts_GetResourceGroupLevel', `${GROUP}${LOCATION}/alerts/{alertName}`, 'One alert that concerns a resource group'),
    {
      access: read.access,
      operation: 'Alerts_Report',
      method: 'GET',
      path: `${SUBSCRIPTION}${PROVIDER}/alerts.csv`,
      summary: 'All alerts as a CSV report, or as JSON lines where the client accepts application/x-ndjson',
      query: { $filter: LIST_QUERY.$filter, repeats: LIST_QUERY.repeats },
      answers: { 200: 'csv' },
      handle: (call) => report(call, services),
    },
  ];
}

/** Also a fused incident, which shows as an alert. */
async function getAlert(call: Call, { alerts, incidents, places, repeats }: Services): Promise<Response> {
  const { subscriptionId, apiVersion } = call;
  const { resourceGroup } = call.params;
  const name = param(call, 'alertName');
  const isHome = param(call, 'location').toLowerCase() === places.location.toLowerCase();
  const alert = isHome ? await alerts.get(subscriptionId, name) : undefined;
  if (alert && (resourceGroup === undefined || alert.resourceGroups.includes(resourceGroup.toLowerCase()))) {
    const known = await repeats.of(subscriptionId, [alert]);
    return json(securityAlert(alert, places, apiVersion, known.get(alert.activityId)), 200);
  }
  const incident = isHome && !alert && resourceGroup === undefined ? await incidents.get(subscriptionId, name.toLowerCase()) : undefined;
  if (!incident) throw notFound(`The alert '${name}'`);
  return json(incidentAsAlert(incident, places, apiVersion));
}

async function report(call: Call, { alerts, clock, places }: Services): Promise<Response> {
  const found = alerts.all(alertSelection(call));
  if (wantsLines(call.headers)) return linesAnswer(shown(found, places));
  const day = new Date(clock()).toISOString().slice(0, 10);
  return streamed(csvReport(found), 'text/csv; charset=utf-8', { 'content-disposition': `attachment; filename="alerts-${day}.csv"` });
}

async function* shown(alerts: AsyncIterable<ListedAlert>, places: Places): AsyncIterable<object> {
  for await (const alert of alerts) yield securityAlert(alert, places, ALERT_VERSIONS[0]);
}
