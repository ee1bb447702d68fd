import { z } from 'zod';
import { allOf } from '../../storage/condition';
import { NOT_MERGED } from '../../storage/incident-queries';
import { json } from '../answer';
import { notFound } from '../api-error';
import { listAnswer, wholeAnswer } from '../list-answer';
import { parseFilter } from '../odata/filter';
import { readOrder } from '../odata/order';
import type { PageAsked } from '../paging';
import { alertAsEntity } from '../projections/alert-entity';
import { INSIGHTS_VERSIONS } from '../projections/incident';
import { type Call, param, type Route } from '../route';
import type { Services } from '../services';
import { incidentAlerts } from './incident-alerts';
import { INCIDENT_FIELDS, SORTABLE_INCIDENT_FIELDS } from './incident-fields';
import { shownIncidents } from './shown-incidents';

export const WORKSPACE =
  '/subscriptions/{subscriptionId}/resourceGroups/{resourceGroup}/providers/Microsoft.OperationalInsights/workspaces/{workspace}/providers/Microsoft.SecurityInsights';

export const INCIDENT = z
  .looseObject({ id: z.string(), name: z.string(), etag: z.string(), properties: z.looseObject({ title: z.string() }) })
  .meta({ id: 'Incident' });
const INCIDENT_LIST = z.object({ value: z.array(INCIDENT), nextLink: z.string().optional() }).meta({ id: 'IncidentList' });
const ENTITY = z.looseObject({ id: z.string(), kind: z.string(), properties: z.looseObject({}) }).meta({ id: 'Entity' });

/** Incidents as `Microsoft.SecurityInsights` serves them: reading. */
export function incidentRoutes(services: Services): Route[] {
  const read = { versions: INSIGHTS_VERSIONS, access: { scope: 'subscription', permission: 'Incident.Read' } } as const;
  const alerts = (method: 'GET' | 'POST', operation: string): Route => ({
    ...read,
    operation,
    method,
    path: `${WORKSPACE}/incidents/{incidentId}/alerts`,
    summary: 'All alerts of an incident, the earliest first; page by page where a size is asked for',
    query: { $top: 'Largest number of alerts in one page (default: all in one answer)', $skipToken: 'Continues a list, from its nextLink' },
    answers: { 200: z.object({ value: z.array(ENTITY), nextLink: z.string().optional() }).meta({ id: 'IncidentAlertList' }) },
    handle: (call) => alertsOf(call, services),
  });
  return [
    {
      ...read,
      operation: 'Incidents_List',
      method: 'GET',
      path: `${WORKSPACE}/incidents`,
      summary: 'Incidents, the newest first',
      query: {
        $filter: "OData filter, e.g. `properties/status eq 'New'`",
        $orderby: 'One property with `asc` or `desc`, e.g. `properties/createdTimeUtc desc`',
        $top: 'Largest number of incidents in one page',
        $skipToken: 'Continues a list, from its nextLink',
      },
      answers: { 200: INCIDENT_LIST },
      handle: (call) => listIncidents(call, services),
    },
    {
      ...read,
      operation: 'Incidents_Get',
      method: 'GET',
      path: `${WORKSPACE}/incidents/{incidentId}`,
      summary: 'One incident',
      answers: { 200: INCIDENT },
      async handle(call) {
        const incident = await incidentOf(call, services);
        const [resource] = await shownIncidents(call.subscriptionId, [incident], services);
        return json(resource, 200, { etag: incident._etag });
      },
    },
    alerts('POST', 'Incidents_ListAlerts'),
    alerts('GET', 'Incidents_GetAlerts'),
  ];
}

/** The incident that the path names. Throws 404. */
export async function incidentOf(call: Call, { incidents }: Services) {
  const id = param(call, 'incidentId');
  const incident = await incidents.get(call.subscriptionId, id);
  if (!incident) throw notFound(`The incident '${id}'`);
  return incident;
}

async function listIncidents(call: Call, services: Services): Promise<Response> {
  const filter = call.query.get('$filter');
  const order = readOrder(call.query.get('$orderby'), SORTABLE_INCIDENT_FIELDS);
  const condition = allOf(NOT_MERGED, filter ? parseFilter(filter, INCIDENT_FIELDS) : undefined);
  const { subscriptionId } = call;
  const read = async (asked: PageAsked) => {
    const { documents, next } = await services.incidents.page({ subscriptionId, condition, order, ...asked });
    return { items: await shownIncidents(subscriptionId, documents, services), next };
  };
  return listAnswer(call, read, { defaultPage: INCIDENTS_PER_PAGE });
}

/** As the service which the clients know. */
const INCIDENTS_PER_PAGE = 50;

/** The next page is a GET of its link, however the first was asked for. */
async function alertsOf(call: Call, services: Services): Promise<Response> {
  const alerts = await incidentAlerts(await incidentOf(call, services), services);
  return wholeAnswer(call, async (asked) => {
    const { documents, next } = await alerts.page(asked);
    return { items: documents.map((alert) => alertAsEntity(alert, services.places)), next };
  });
}
