import type { Incident } from '../../model/incident';
import { tacticName } from '../../model/tactic';
import type { Attachments } from '../../storage/attachment-counts';
import { incidentPath, type Places } from '../places';
import { isoTime } from './time';

/** The versions of `Microsoft.SecurityInsights` in which incidents are served, the newest first. Their properties are the same here. */
export const INSIGHTS_VERSIONS = [
  '2024-09-01',
  '2024-03-01',
  '2023-11-01',
  '2023-02-01',
  '2022-11-01',
  '2022-09-01-preview',
  '2022-08-01',
  '2021-10-01',
] as const;

/** Who is said to have found the incidents. */
export const PROVIDER = 'Sinter';

/** An incident as `Microsoft.SecurityInsights` shows it. A merged one is closed and names the one that took it in. */
export function incidentResource(incident: Incident, etag: string, places: Places, { comments, bookmarks }: Attachments): object {
  const path = incidentPath(places, incident.subscriptionId, incident.id);
  return {
    id: path,
    name: incident.id,
    type: 'Microsoft.SecurityInsights/Incidents',
    etag: quoted(etag),
    properties: {
      title: incident.title,
      description: incident.story,
      severity: incident.severity,
      status: incident.mergedInto === undefined ? incident.status : 'Closed',
      ...(incident.classification && { classification: incident.classification }),
      ...(incident.classificationReason && { classificationReason: incident.classificationReason }),
      ...(incident.classificationComment && { classificationComment: incident.classificationComment }),
      owner: incident.owner ?? {},
      labels: (incident.labels ?? []).map((labelName) => ({ labelName, labelType: 'User' })),
      firstActivityTimeUtc: isoTime(incident.firstActivityTime),
      lastActivityTimeUtc: isoTime(incident.lastActivityTime),
      createdTimeUtc: isoTime(incident.createdTime),
      lastModifiedTimeUtc: isoTime(incident.modifiedTime),
      incidentNumber: incident.number,
      incidentUrl: '',
      providerName: PROVIDER,
      providerIncidentId: incident.id,
      relatedAnalyticRuleIds: [],
      additionalData: {
        alertsCount: incident.alertCount,
        bookmarksCount: bookmarks,
        commentsCount: comments,
        alertProductNames: incident.products,
        tactics: incident.tactics.map(tacticName),
        techniques: incident.techniques,
      },
      // Ours: why this is an incident.
      score: incident.score,
      reasons: incident.reasons,
      links: incident.links,
      ...(incident.predecessorId === undefined
        ? {}
        : { predecessorIncidentId: incidentPath(places, incident.subscriptionId, incident.predecessorId) }),
      ...(incident.mergedInto === undefined ? {} : { mergedInto: incidentPath(places, incident.subscriptionId, incident.mergedInto) }),
    },
  };
}

/** Azure's etags are quoted; some stores' are not. */
function quoted(etag: string): string {
  return etag.startsWith('"') || etag.startsWith('W/') ? etag : `"${etag}"`;
}
