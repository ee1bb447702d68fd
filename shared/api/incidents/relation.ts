import type { StoredBookmark } from '../../storage/bookmark-repository';
import { bookmarkPath, entityPath, incidentPath } from '../places';
import { type Call, param } from '../route';
import type { Services } from '../services';
import { bookmarksOf } from './bookmark-routes';
import { incidentOf } from './incident-routes';

/** What an incident is related to, and the name under which. */
export interface Relation {
  /** As the client gave it who made the relation, else the id of what is related. */
  name: string;
  related: { kind: 'alert'; id: string } | { kind: 'bookmark'; id: string; bookmark: StoredBookmark };
}

/** Alerts in the order of time, then bookmarks. Throws 404. */
export async function relationsOf(call: Call, services: Services): Promise<Relation[]> {
  const { subscriptionId } = call;
  const { id, alertIds } = await incidentOf(call, services);
  const [names, bookmarks] = await Promise.all([services.relations.names(subscriptionId, id), bookmarksOf(subscriptionId, id, services)]);
  return [
    ...alertIds.map((alertId): Relation => ({ name: names.get(alertId) ?? alertId, related: { kind: 'alert', id: alertId } })),
    ...bookmarks.map(
      (bookmark): Relation => ({ name: bookmark.relationName ?? bookmark.id, related: { kind: 'bookmark', id: bookmark.id, bookmark } }),
    ),
  ];
}

/** A relation is found by its name, and by the id of what is related. */
export function relationNamed(relations: readonly Relation[], name: string): Relation | undefined {
  return relations.find((relation) => relation.name === name) ?? relations.find(({ related }) => related.id === name);
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
