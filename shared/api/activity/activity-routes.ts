import { z } from 'zod';
import { badRequest } from '../api-error';
import { listAnswer } from '../list-answer';
import { parseFilter } from '../odata/filter';
import { eventData } from '../projections/event-data';
import type { Call, Route } from '../route';
import type { Services } from '../services';
import { ACTIVITY_FIELDS } from './activity-fields';

const EVENT = z.looseObject({ eventDataId: z.string().optional() }).meta({ id: 'EventData' });

/** Who changed what, as `Microsoft.Insights` serves it. */
export function activityRoutes(services: Services): Route[] {
  return [
    {
      operation: 'ActivityLogs_List',
      method: 'GET',
      path: '/subscriptions/{subscriptionId}/providers/Microsoft.Insights/eventtypes/management/values',
      summary: 'The activity log of a subscription, the latest first',
      versions: ['2015-04-01'],
      access: { scope: 'subscription', permission: 'Activity.Read' },
      query: {
        $filter: "Required, e.g. `eventTimestamp ge '2026-01-01T00:00:00Z' and resourceGroupName eq 'soc'`",
        $select: 'Names of the properties to show, with commas between',
        $top: 'Largest number of entries in one page',
        $skipToken: 'Continues a list, from its nextLink',
      },
      answers: { 200: z.object({ value: z.array(EVENT), nextLink: z.string().optional() }).meta({ id: 'EventDataCollection' }) },
      handle: (call) => list(call, services),
    },
  ];
}

async function list(call: Call, { activityLog }: Services): Promise<Response> {
  const filter = call.query.get('$filter');
  if (!filter?.trim()) throw badRequest("The query parameter '$filter' is required here.");
  const selected = selection(call.query.get('$select'));
  const condition = parseFilter(filter, ACTIVITY_FIELDS);
  return listAnswer(call, async (asked) => {
    const { documents, next } = await activityLog.page(call.subscriptionId, condition, asked);
    return { items: documents.map((event) => selected(eventData(event))), next };
  });
}

/** Names that no entry has select nothing, as in Azure. */
function selection(select: string | undefined): (shown: object) => object {
  const names = new Set((select ?? '').split(',').map((name) => name.trim().toLowerCase()));
  names.delete('');
  if (names.size === 0) return (shown) => shown;
  return (shown) => Object.fromEntries(Object.entries(shown).filter(([name]) => names.has(name.toLowerCase())));
}
