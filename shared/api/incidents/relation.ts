import type { StoredBookmark } from '../../storage/bookmark-repository';
import type { IncidentDocument } from '../../storage/incident-document';
import type { ListedAlert } from '../../storage/listed-alert';
import type { Page, Position } from '../../storage/pages';
import type { PageAsked } from '../paging';
import { bookmarkPath, entityPath, incidentPath } from '../places';
import { type Call, param } from '../route';
import type { Services } from '../services';
import { bookmarksOf } from './bookmark-routes';
import { incidentAlerts } from './incident-alerts';
import { acting } from './refusal-error';

/** What an incident is related to, and the name under which. */
export interface Relation {
  /** As the client gave it who made the relation, else the id of what is related. */
  name: string;
  related: { kind: 'alert'; id: string } | { kind: 'bookmark'; id: string; bookmark: StoredBookmark };
}

/** A page of all relations of an incident: its alerts, the earliest first, then its bookmarks. */
export async function relationsOf(incident: Incident, services: Services, asked: PageAsked): Promise<RelationPage> {
  const { id, subscriptionId } = incident;
  const { limit, after } = asked;
  const isBehindAlerts = after?.[0] === BOOKMARKS;
  const alerts: Page<ListedAlert> = isBehindAlerts ? { documents: [] } : await (await incidentAlerts(incident, services)).page(asked);
  const names = await services.relations.names(subscriptionId, id);
  const relations = alerts.documents.map((alert) => alertRelation(alert.id, names));
  if (alerts.next) return { relations, next: alerts.next };
  const bookmarks = (await bookmarksOf(subscriptionId, id, services)).map(bookmarkRelation);
  const start = isBehindAlerts ? bookmarks.findIndex(({ related }) => related.id === after[1]) + 1 : 0;
  const shown = bookmarks.slice(start, start + limit - relations.length);
  const isLast = start + shown.length === bookmarks.length;
  return { relations: [...relations, ...shown], next: isLast ? undefined : [BOOKMARKS, shown.at(-1)?.related.id ?? ''] };
}

/** A relation is found by its name, and by the id of what is related. */
export async function relationNamed(incident: Incident, name: string, services: Services): Promise<Relation | undefined> {
  const { id, subscriptionId } = incident;
  const [names, bookmarks] = await Promise.all([services.relations.names(subscriptionId, id), bookmarksOf(subscriptionId, id, services)]);
  const candidates = [...[...names].filter(([, given]) => given === name).map(([alertId]) => alertId), name];
  const alerts = await services.alerts.byIds(subscriptionId, [...new Set(candidates)]);
  const members = await membersAmong(incident, alerts, services);
  const relations = [...members.map((alert) => alertRelation(alert.id, names)), ...bookmarks.map(bookmarkRelation)];
  return relations.find((relation) => relation.name === name) ?? relations.find(({ related }) => related.id === name);
}

/** Those of the alerts that are in the incident, or in the one that took it in. An incident names only some of its alerts, so its membership is asked. */
export async function membersAmong<Asked extends Pick<ListedAlert, 'id' | 'activityId'>>(
  { id, subscriptionId, mergedInto }: Incident,
  alerts: readonly Asked[],
  { actions, membership }: Services,
): Promise<Asked[]> {
  const home = mergedInto === undefined ? id : (await acting(() => actions.existing(subscriptionId, id))).value.id;
  const incidents = await membership.incidentsOf(subscriptionId, alerts);
  return alerts.filter((alert) => incidents.get(alert.id) === home);
}

type Incident = Pick<IncidentDocument, 'id' | 'subscriptionId' | 'alertIds' | 'alertCount' | 'mergedInto'>;

interface RelationPage {
  relations: Relation[];
  next: Position | undefined;
}

/** Stands in the position of a page that begins among the bookmarks, where alerts have their time. */
const BOOKMARKS = 'bookmark';

function alertRelation(id: string, names: ReadonlyMap<string, string>): Relation {
  return { name: names.get(id) ?? id, related: { kind: 'alert', id } };
}

function bookmarkRelation(bookmark: StoredBookmark): Relation {
  return { name: bookmark.relationName ?? bookmark.id, related: { kind: 'bookmark', id: bookmark.id, bookmark } };
}

export function relationResource(
  call: Call,
  name: string,
  { kind, id }: Pick<Relation['related'], 'kind' | 'id'>,
  { places }: Services,
): object {
  const { subscriptionId } = call;
  const isAlert = kind === 'alert';
  return {
    id: `${incidentPath(places, subscriptionId, param(call, 'incidentId'))}/relations/${name}`,
    name,
    type: 'Microsoft.SecurityInsights/Incidents/relations',
    properties: {
      relatedResourceId: isAlert ? entityPath(places, subscriptionId, id) : bookmarkPath(places, subscriptionId, id),
      relatedResourceName: id,
      relatedResourceType: `Microsoft.SecurityInsights/${isAlert ? 'entities' : 'bookmarks'}`,
      relatedResourceKind: isAlert ? 'SecurityAlert' : 'Bookmark',
    },
  };
}
