import type { Cluster } from '../fusion/cluster';
import type { Closing } from '../fusion/decision';
import { thingsOf } from '../fusion/predecessor';
import type { IncidentDocument } from '../storage/incident-document';

/** Of the decision that an incident is closed. */
export function closingId(incidentId: string): string {
  return `closed-${incidentId}`;
}

/** What fusion must know of an incident that is deleted: what goes on belongs to a new one, which people see. */
export function deletionOf(incident: IncidentDocument, cluster: Cluster): Closing {
  return { ...closingOf(incident, cluster, 0), reopenUntil: 0, keys: [], isFinal: true };
}

/** What fusion must know of an incident that is closed with all that its cluster has now. `window`: how long it can be reopened, in milliseconds. */
export function closingOf(incident: IncidentDocument, cluster: Cluster, window: number): Closing {
  const closedAt = Math.max(incident.closedTime ?? incident.modifiedTime, cluster.lastTime);
  return {
    kind: 'closed',
    id: closingId(incident.id),
    time: closedAt,
    clusterId: incident.id,
    closedAt,
    reopenUntil: closedAt + window,
    seen: Object.fromEntries(cluster.core.map(({ id, alertCount }) => [id, alertCount])),
    keys: thingsOf(cluster),
  };
}
