import { membersOf } from '../../incidents/membership';
import type { IncidentDocument } from '../../storage/incident-document';
import type { ListedAlert } from '../../storage/listed-alert';
import type { Page } from '../../storage/pages';
import type { PageAsked } from '../paging';
import type { Services } from '../services';

/** The alerts of an incident, the earliest first. An incident names only the first alerts of each of its activities; where there are more, these are asked. */
export async function incidentAlerts(
  incident: Pick<IncidentDocument, 'id' | 'subscriptionId' | 'alertIds' | 'alertCount'>,
  { actions, alerts }: Pick<Services, 'actions' | 'alerts'>,
  asked: PageAsked,
): Promise<Page<ListedAlert>> {
  const { id, subscriptionId, alertIds, alertCount } = incident;
  const cluster = alertCount > alertIds.length ? await actions.store.cluster(subscriptionId, id) : undefined;
  const activityIds = cluster ? membersOf(cluster.value).map((member) => member.id) : [];
  if (activityIds.length > 0) return alerts.ofActivities(subscriptionId, activityIds, asked);
  const named = (await alerts.byIds(subscriptionId, alertIds)).sort(byTime);
  const rest = named.filter((alert) => isBehind(alert, asked.after));
  const documents = rest.slice(0, asked.limit);
  const last = documents.at(-1);
  return { documents, ...(last && rest.length > documents.length ? { next: [last.startTime, last.id] } : {}) };
}

function byTime(a: ListedAlert, b: ListedAlert): number {
  return a.startTime - b.startTime || (a.id < b.id ? -1 : 1);
}

function isBehind({ startTime, id }: ListedAlert, after: PageAsked['after']): boolean {
  if (after === undefined) return true;
  const [time, lastId] = [Number(after[0]), after[1]];
  return startTime > time || (startTime === time && id > lastId);
}
