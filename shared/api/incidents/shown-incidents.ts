import type { IncidentDocument } from '../../storage/incident-document';
import type { Versioned } from '../../storage/incident-queries';
import { incidentResource } from '../projections/incident';
import type { Services } from '../services';

/** Incidents as they are shown, each with the numbers of its comments and bookmarks. */
export async function shownIncidents(
  subscriptionId: string,
  incidents: readonly (IncidentDocument & Versioned)[],
  { attachments, places }: Pick<Services, 'attachments' | 'places'>,
): Promise<object[]> {
  const counts = await attachments.of(
    subscriptionId,
    incidents.map(({ id }) => id),
  );
  return incidents.map((incident) => incidentResource(incident, incident._etag, places, counts.get(incident.id) ?? NONE));
}

const NONE = { comments: 0, bookmarks: 0 };
