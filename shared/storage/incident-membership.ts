import type { Container } from '@azure/cosmos';
import { KEPT_EVIDENCE } from '../fusion/cluster';
import type { StoredActivity } from '../fusion/fusion-store';
import type { AlertDocument } from './alert-document';
import { allOf, where, whereListHas } from './condition';
import { type ClusterDocument, clusterDocumentId, clusterIdOf, type SinterDocument } from './fusion-documents';
import type { IncidentDocument } from './incident-document';
import { NOT_MERGED } from './incident-queries';
import { queryPage } from './pages';
import { PartitionReader } from './partition-reader';
import { ofFewLengths, slices } from './slices';

/** How many values one query compares with. */
const VALUES_PER_QUERY = 64;

type ClusterPart = Pick<ClusterDocument, 'id' | 'isIncident' | 'memberIds' | 'mergedInto' | 'more'>;
type ActivityPart = SinterDocument<Pick<StoredActivity, 'id' | 'clusterId'>>;

/**
 * Which incident each of some alerts is in. It is not written down at the alert: one merger would write thousands of alerts anew, and not in the
 * transaction of the incident. So it is asked where it is kept, and holds the moment after a merger, a move or its undoing.
 */
export class IncidentMembership {
  constructor(private readonly containers: { incidents: Container; activities: Container }) {}

  /** Ids of incidents by the ids of the alerts. Alerts of no incident, or of a deleted one, are left out. */
  async incidentsOf(subscriptionId: string, alerts: readonly Pick<AlertDocument, 'id' | 'activityId'>[]): Promise<Map<string, string>> {
    const ids = alerts.map(({ id }) => id);
    const incidents = await this.#listing(subscriptionId, ids);
    const rest = alerts.filter(({ id }) => !incidents.has(id));
    const byActivity = await this.#holding(subscriptionId, [...new Set(rest.map(({ activityId }) => activityId))]);
    for (const { id, activityId } of rest) {
      const incident = byActivity.get(activityId);
      if (incident !== undefined) incidents.set(id, incident);
    }
    return incidents;
  }

  /** By alert: the incidents that name it. */
  async #listing(subscriptionId: string, alertIds: readonly string[]): Promise<Map<string, string>> {
    const order = { path: 'createdTime', descending: true };
    const pages = slices(alertIds, VALUES_PER_QUERY).map((slice) => {
      const members = { op: 'or' as const, of: ofFewLengths(slice).map((id) => whereListHas('alertIds', id)) };
      const condition = allOf(where('kind', 'incident'), NOT_MERGED, members);
      const request = { subscriptionId, condition, order, limit: VALUES_PER_QUERY };
      return queryPage<Pick<IncidentDocument, 'id' | 'alertIds'>>(this.containers.incidents, request, 'c.id, c.createdTime, c.alertIds');
    });
    const asked = new Set(alertIds);
    const found = (await Promise.all(pages)).flatMap(({ documents }) => documents);
    return new Map(found.flatMap(({ id, alertIds: own }) => own.filter((each) => asked.has(each)).map((each) => [each, id] as const)));
  }

  /** By activity: an incident names only the first alerts of each of its activities. */
  async #holding(subscriptionId: string, activityIds: readonly string[]): Promise<Map<string, string>> {
    const clusters = new PartitionReader<ClusterPart>(
      this.containers.incidents,
      subscriptionId,
      'cluster',
      'c.id, c.isIncident, c.memberIds, c.mergedInto, c.more',
    );
    const asked = new Set(activityIds);
    const holders = (await clusters.withAnyOf('memberIds', activityIds)).filter(({ isIncident }) => isIncident);
    const held = new Map(
      holders.flatMap((each) => each.memberIds.filter((id) => asked.has(id)).map((id) => [id, clusterIdOf(each)] as const)),
    );
    const rest = activityIds.filter((id) => !held.has(id));
    for (const [id, clusterId] of await this.#beyondMembers(subscriptionId, rest, clusters)) held.set(id, clusterId);
    const live = await this.#live(subscriptionId, [...new Set(held.values())]);
    return new Map([...held].filter(([, clusterId]) => live.has(clusterId)));
  }

  /** A cluster does not keep all activities of a very large incident; these know it by themselves. */
  async #beyondMembers(subscriptionId: string, activityIds: readonly string[], clusters: PartitionReader<ClusterPart>) {
    const activities = new PartitionReader<ActivityPart>(this.containers.activities, subscriptionId, 'activity', 'c.id, c.clusterId');
    const found = (await activities.byIds(activityIds)).filter(({ clusterId }) => clusterId !== undefined);
    const known = new Map<string, ClusterPart>();
    for (let ids = found.map(({ clusterId }) => clusterId ?? ''); ids.length > 0; ) {
      const read = await clusters.byIds(ids.map(clusterDocumentId));
      for (const cluster of read) known.set(clusterIdOf(cluster), cluster);
      ids = read.flatMap(({ mergedInto }) => mergedInto ?? []).filter((id) => !known.has(id));
    }
    return found.flatMap(({ id, clusterId }) => {
      let cluster = known.get(clusterId ?? '');
      while (cluster?.mergedInto !== undefined) cluster = known.get(cluster.mergedInto);
      return cluster?.isIncident && mayHaveMore(cluster) ? [[id, clusterIdOf(cluster)] as const] : [];
    });
  }

  /** Those of the incidents which are there for people to see. */
  async #live(subscriptionId: string, ids: readonly string[]): Promise<Set<string>> {
    const order = { path: 'createdTime', descending: true };
    const pages = slices(ids, VALUES_PER_QUERY).map((slice) => {
      const condition = allOf(where('kind', 'incident'), NOT_MERGED, where('id', ofFewLengths(slice)));
      const request = { subscriptionId, condition, order, limit: VALUES_PER_QUERY };
      return queryPage<{ id: string }>(this.containers.incidents, request, 'c.id, c.createdTime');
    });
    return new Set((await Promise.all(pages)).flatMap(({ documents }) => documents.map(({ id }) => id)));
  }
}

/** Whether there may be activities of the incident that its cluster does not keep: of the core it counts them, of the evidence it does not. */
function mayHaveMore({ memberIds, more }: ClusterPart): boolean {
  return more !== undefined || memberIds.length >= KEPT_EVIDENCE.count;
}
