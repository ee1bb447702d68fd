import type { Bookmark } from '../../incidents/bookmark';
import type { Author } from '../../incidents/comment';
import type { Incident } from '../../model/incident';
import { bookmarkPath, type Places } from '../places';
import { isoTime } from './time';

/** A bookmark as `Microsoft.SecurityInsights` shows it, with the incident to which it belongs. */
export function bookmarkResource(
  bookmark: Bookmark & { etag: string },
  incident: Pick<Incident, 'id' | 'severity' | 'title'> | undefined,
  places: Places,
  subscriptionId: string,
): object {
  return {
    id: bookmarkPath(places, subscriptionId, bookmark.id),
    name: bookmark.id,
    type: 'Microsoft.SecurityInsights/Bookmarks',
    etag: bookmark.etag,
    properties: {
      displayName: bookmark.displayName,
      query: bookmark.query,
      ...(bookmark.queryResult === undefined ? {} : { queryResult: bookmark.queryResult }),
      ...time('queryStartTime', bookmark.queryStartTime),
      ...time('queryEndTime', bookmark.queryEndTime),
      ...time('eventTime', bookmark.eventTime),
      ...(bookmark.notes === undefined ? {} : { notes: bookmark.notes }),
      labels: bookmark.labels,
      tactics: bookmark.tactics,
      techniques: bookmark.techniques,
      entityMappings: bookmark.entityMappings,
      created: isoTime(bookmark.createdTime),
      createdBy: userInfo(bookmark.createdBy),
      updated: isoTime(bookmark.modifiedTime),
      updatedBy: userInfo(bookmark.modifiedBy),
      ...(incident && {
        incidentInfo: {
          incidentId: incident.id,
          severity: incident.severity,
          title: incident.title,
          relationName: bookmark.relationName ?? bookmark.id,
        },
      }),
    },
  };
}

function time(name: string, value: number | undefined): object {
  return value === undefined ? {} : { [name]: isoTime(value) };
}

function userInfo({ objectId, name, userPrincipalName }: Author): object {
  return { objectId, name, ...(userPrincipalName === undefined ? {} : { email: userPrincipalName }) };
}
