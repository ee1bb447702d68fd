import { type AlertSelection, SHOWN_IN_LISTS } from '../../storage/alert-queries';
import { allOf } from '../../storage/condition';
import type { IncidentDocument } from '../../storage/incident-document';
import { NOT_MERGED } from '../../storage/incident-queries';
import type { Page } from '../../storage/pages';
import { listAnswer, type ShownPage } from '../list-answer';
import { mergedPage } from '../merged-page';
import { parseFilter } from '../odata/filter';
import { readOrder } from '../odata/order';
import type { PageAsked } from '../paging';
import { incidentAsAlert, securityAlert } from '../projections/security-alert';
import type { Call } from '../route';
import type { Services } from '../services';
import { alertSelection } from './alert-selection';
import { INCIDENT_ALERT_FIELDS } from './incident-alert-fields';

/** Alerts, unless asked otherwise the latest activity first; fused incidents among them by when they were made, for that does not change. */
export async function listAlerts(call: Call, services: Services): Promise<Response> {
  const { location } = call.params;
  const selection = alertSelection(call);
  const isHome = location === undefined || location.toLowerCase() === services.places.location.toLowerCase();
  const { descending } = readOrder(call.query.get('$orderby') ?? 'startTimeUtc desc', { starttimeutc: 'startTime' });
  return listAnswer(call, async (asked) => (isHome ? page(call, selection, { ...asked, descending }, services) : { items: [] }));
}

type OrderedPage = PageAsked & { descending: boolean };

async function page(call: Call, selection: AlertSelection, asked: OrderedPage, services: Services): Promise<ShownPage> {
  const { alerts, places } = services;
  const [found, incidents] = await Promise.all([alerts.page({ ...selection, ...asked }), incidentPage(call, selection, asked, services)]);
  const repeats = selection.repeats && (await services.repeats.of(call.subscriptionId, found.documents));
  const ofAlerts = found.documents.map((alert) => ({
    at: [alert.startTime, alert.id] as const,
    shown: () => securityAlert(alert, places, call.apiVersion, repeats?.get(alert.activityId)),
  }));
  // A page of alerts of no incident may be empty and yet not the last one.
  if (incidents.documents.length === 0) return { items: ofAlerts.map((entry) => entry.shown()), next: found.next };
  const ofIncidents = incidents.documents.map((incident) => ({
    at: [incident.createdTime, incident.id] as const,
    shown: () => incidentAsAlert(incident, places, call.apiVersion),
  }));
  const pages = [
    { entries: ofAlerts, next: found.next },
    { entries: ofIncidents, next: incidents.next },
  ];
  return mergedPage(pages, asked);
}

/** The incidents of the same stretch of the list. A resource group has none, for an incident stands in its subscription; nor is one in an incident, or in none, or repeated. */
async function incidentPage(
  call: Call,
  { subscriptionId, isInIncident, repeats }: AlertSelection,
  { descending, ...asked }: OrderedPage,
  { incidents }: Services,
): Promise<Page<IncidentDocument>> {
  if (call.params.resourceGroup !== undefined || isInIncident !== undefined || repeats !== undefined) return { documents: [] };
  const filter = call.query.get('$filter');
  const condition = allOf(NOT_MERGED, SHOWN_IN_LISTS, filter ? parseFilter(filter, INCIDENT_ALERT_FIELDS) : undefined);
  return incidents.page({ subscriptionId, condition, order: { path: 'createdTime', descending }, ...asked });
}
