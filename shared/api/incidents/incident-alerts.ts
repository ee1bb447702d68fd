import { membersOf } from '../../incidents/membership';
import { type AlertQueries, ofActivities, startingWithin, type TimeRange } from '../../storage/alert-queries';
import { allOf, type Condition } from '../../storage/condition';
import type { IncidentDocument } from '../../storage/incident-document';
import type { ListedAlert } from '../../storage/listed-alert';
import type { Page } from '../../storage/pages';
import type { PageAsked } from '../paging';
import type { Services } from '../services';

/** Alerts that belong together, the earliest first. */
export interface AlertSequence {
  page(asked: PageAsked): Promise<Page<ListedAlert>>;
  count(): Promise<number>;
}

/** Those that the store finds by a condition. */
export function foundAlerts(alerts: AlertQueries, subscriptionId: string, condition: Condition): AlertSequence {
  return {
    page: (asked) => alerts.page({ subscriptionId, condition, descending: false, ...asked }),
    count: () => alerts.count(subscriptionId, condition),
  };
}

/**
 * The alerts of an incident, or those of them that start within a range of time. An incident names only the first alerts of each of its activities; where
 * there are more, these are asked.
 */
export async function incidentAlerts(
  { id, subscriptionId, alertIds, alertCount }: Pick<IncidentDocument, 'id' | 'subscriptionId' | 'alertIds' | 'alertCount'>,
  { actions, alerts }: Pick<Services, 'actions' | 'alerts'>,
  range?: TimeRange,
): Promise<AlertSequence> {
  const cluster = alertCount > alertIds.length ? await actions.store.cluster(subscriptionId, id) : undefined;
  const activityIds = cluster ? membersOf(cluster.value).map((member) => member.id) : [];
  if (activityIds.length > 0) return foundAlerts(alerts, subscriptionId, allOf(ofActivities(activityIds), range && startingWithin(range)));
  const named = (await alerts.byIds(subscriptionId, alertIds)).filter(({ startTime }) => isWithin(startTime, range)).sort(byTime);
  return {
    async page({ after, limit }) {
      const rest = named.filter((alert) => isBehind(alert, after));
      const documents = rest.slice(0, limit);
      const last = documents.at(-1);
      return { documents, ...(last && rest.length > documents.length ? { next: [last.startTime, last.id] } : {}) };
    },
    count: async () => named.length,
  };
}

function isWithin(time: number, range: TimeRange | undefined): boolean {
  return range === undefined || (time >= range.from && time <= range.to);
}

function byTime(a: ListedAlert, b: ListedAlert): number {
  return a.startTime - b.startTime || (a.id < b.id ? -1 : 1);
}

function isBehind({ startTime, id }: ListedAlert, after: PageAsked['after']): boolean {
  if (after === undefined) return true;
  const [time, lastId] = [Number(after[0]), after[1]];
  return startTime > time || (startTime === time && id > lastId);
}
