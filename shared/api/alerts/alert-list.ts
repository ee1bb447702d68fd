import { type ListedAlert, SHOWN_IN_LISTS } from '../../storage/alert-queries';
import { allOf, type Condition, whereListHas } from '../../storage/condition';
import type { IncidentDocument } from '../../storage/incident-document';
import { NOT_MERGED } from '../../storage/incident-queries';
import type { Page } from '../../storage/pages';
import { json } from '../answer';
import { parseFilter } from '../odata/filter';
import { nextLink, type PageAsked, pageAsked } from '../paging';
import { incidentAsAlert, securityAlert } from '../projections/security-alert';
import type { Call } from '../route';
import type { Services } from '../services';
import { ALERT_FIELDS } from './alert-fields';
import { incidentCondition } from './incident-alert-fields';

/** Which alerts a list shows: never the informational ones, and of a resource group only those that concern it. */
export function listCondition(call: Call): Condition {
  const { resourceGroup } = call.params;
  const filter = call.query.get('$filter');
  return allOf(
    SHOWN_IN_LISTS,
    resourceGroup === undefined ? undefined : whereListHas('resourceGroups', resourceGroup.toLowerCase()),
    filter ? parseFilter(filter, ALERT_FIELDS) : undefined,
  );
}

/** One page of alerts, the latest activity first; fused incidents among them by when they were made, for that does not change. */
export async function listAlerts(call: Call, services: Services): Promise<Response> {
  const { location } = call.params;
  const { alerts, places } = services;
  const asked = pageAsked(call);
  const condition = listCondition(call);
  if (location !== undefined && location.toLowerCase() !== places.location.toLowerCase()) return json({ value: [] });
  const [page, incidents] = await Promise.all([
    alerts.page({ subscriptionId: call.subscriptionId, condition, ...asked }),
    incidentPage(call, services, asked),
  ]);
  const entries = [
    ...page.documents.map((alert) => ({ at: positionOf(alert), shown: () => securityAlert(alert, places, call.apiVersion) })),
    ...incidents.documents.map((incident) => ({
      at: [incident.createdTime, incident.id] as const,
      shown: () => incidentAsAlert(incident, places, call.apiVersion),
    })),
  ].sort((a, b) => (a.at[0] === b.at[0] ? (a.at[1] < b.at[1] ? 1 : -1) : a.at[0] < b.at[0] ? 1 : -1));
  const shown = entries.slice(0, asked.limit);
  const more = page.more || incidents.more || entries.length > shown.length;
  const last = shown.at(-1);
  return json({ value: shown.map((entry) => entry.shown()), ...(more && last ? { nextLink: nextLink(call, last.at) } : {}) });
}

/** The incidents of the same stretch of the list. A resource group has none: an incident stands in its subscription. */
async function incidentPage(call: Call, { incidents }: Services, asked: PageAsked): Promise<Page<IncidentDocument>> {
  if (call.params.resourceGroup !== undefined) return { documents: [], more: false };
  const filter = call.query.get('$filter');
  const condition = allOf(NOT_MERGED, SHOWN_IN_LISTS, filter ? incidentCondition(filter) : undefined);
  return incidents.page({ subscriptionId: call.subscriptionId, condition, order: { path: 'createdTime', descending: true }, ...asked });
}

function positionOf({ startTime, id }: ListedAlert): readonly [time: number, id: string] {
  return [startTime, id];
}
