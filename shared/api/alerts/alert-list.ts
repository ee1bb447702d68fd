import { type ListedAlert, SHOWN_IN_LISTS } from '../../storage/alert-queries';
import { allOf, type Condition, whereListHas } from '../../storage/condition';
import type { Position } from '../../storage/pages';
import { json } from '../answer';
import { parseFilter } from '../odata/filter';
import { nextLink, pageAsked } from '../paging';
import { securityAlert } from '../projections/security-alert';
import type { Call } from '../route';
import type { Services } from '../services';
import { ALERT_FIELDS } from './alert-fields';

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

/** One page of alerts, the latest activity first. */
export async function listAlerts(call: Call, { alerts, places }: Services): Promise<Response> {
  const { location } = call.params;
  const asked = pageAsked(call);
  const condition = listCondition(call);
  if (location !== undefined && location.toLowerCase() !== places.location.toLowerCase()) return json({ value: [] });
  const page = await alerts.page({ subscriptionId: call.subscriptionId, condition, ...asked });
  const last = page.documents.at(-1);
  return json({
    value: page.documents.map((alert) => securityAlert(alert, places, call.apiVersion)),
    ...(page.more && last ? { nextLink: nextLink(call, positionOf(last)) } : {}),
  });
}

function positionOf({ startTime, id }: ListedAlert): Position {
  return [startTime, id];
}
