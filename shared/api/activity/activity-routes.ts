import { z } from 'zod';
import type { ActivityEvent } from '../../settings/activity-event';
import { listAnswer } from '../list-answer';
import { mergedPage } from '../merged-page';
import { parseFilter } from '../odata/filter';
import { eventData } from '../projections/event-data';
import type { Call, Route } from '../route';
import type { Services } from '../services';
import { ACTIVITY_FIELDS } from './activity-fields';
import { fusionChange, fusionFields } from './fusion-changes';
import { RAISED_FIELDS, raisedAlert } from './raised-alerts';

const EVENT = z.looseObject({ eventDataId: z.string().optional() }).meta({ id: 'EventData' });

/** Which alerts were raised, and who changed what, as `Microsoft.Insights` serves it. */
export function activityRoutes(services: Services): Route[] {
  return [
    {
      operation: 'ActivityLogs_List',
      method: 'GET',
      path: '/subscriptions/{subscriptionId}/providers/Microsoft.Insights/eventtypes/management/values',
      summary: 'Alerts raised and changes made in a subscription, the latest first',
      versions: ['2015-04-01'],
      access: { scope: 'subscription', permission: 'Activity.Read' },
      requiredQuery: { $filter: "E.g. `eventTimestamp ge '2026-01-01T00:00:00Z' and resourceGroupName eq 'soc'`" },
      query: {
        $select: 'Names of the properties to show, with commas between',
        $top: 'Largest number of entries in one page',
        $skipToken: 'Continues a list, from its nextLink',
      },
      answers: { 200: z.object({ value: z.array(EVENT), nextLink: z.string().optional() }).meta({ id: 'EventDataCollection' }) },
      handle: (call) => list(call, services),
    },
  ];
}

/** What people changed is stored in the log; alerts that were raised, and what fusion made of them, are read off where they are. */
async function list(call: Call, { activityLog, alerts, incidents, places }: Services): Promise<Response> {
  const filter = call.query.get('$filter') ?? '';
  const selected = selection(call.query.get('$select'));
  const { subscriptionId } = call;
  const byPeople = parseFilter(filter, ACTIVITY_FIELDS);
  const raised = parseFilter(filter, RAISED_FIELDS);
  const byFusion = parseFilter(filter, fusionFields(places));
  const entry = (event: ActivityEvent) => ({ at: [event.time, event.id] as const, shown: () => selected(eventData(event)) });
  return listAnswer(call, async (asked) => {
    const [changes, ofAlerts, ofIncidents] = await Promise.all([
      activityLog.page(subscriptionId, byPeople, asked),
      alerts.raised(subscriptionId, raised, asked),
      incidents.fusionHistory(subscriptionId, byFusion, asked),
    ]);
    const pages = [
      { entries: changes.documents.map(entry), next: changes.next },
      { entries: ofAlerts.documents.map((alert) => entry(raisedAlert(alert, places))), next: ofAlerts.next },
      { entries: ofIncidents.documents.map((operation) => entry(fusionChange(operation, places))), next: ofIncidents.next },
    ];
    return mergedPage(pages, { limit: asked.limit, descending: true });
  });
}

/** Names that no entry has select nothing, as in Azure. */
function selection(select: string | undefined): (shown: object) => object {
  const names = new Set((select ?? '').split(',').map((name) => name.trim().toLowerCase()));
  names.delete('');
  if (names.size === 0) return (shown) => shown;
  return (shown) => Object.fromEntries(Object.entries(shown).filter(([name]) => names.has(name.toLowerCase())));
}
