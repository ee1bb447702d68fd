import type { Cluster } from '../fusion/cluster';
import type { IncidentDocument } from '../storage/incident-document';
import type { IncidentChanges, Read } from '../storage/incident-repository';
import { allPages } from '../storage/pages';
import { type Doing, type IncidentActions, imageOf } from './incident-actions';
import { handlingOf, withHandling } from './lifecycle';
import { membersOf, rawTouches, withMembers, withoutMembers } from './membership';
import { type BeforeImage, canBeUndone, type Movement, type Operation, type Taken } from './operation';
import { Refusal } from './refusal';

/**
 * Takes back the latest action on an incident that is not taken back yet. What fusion has concluded meanwhile stays: alerts that came since remain where
 * they are. Where the action also concerned another incident, nothing later may stand on it there. Returns what was undone.
 */
export async function undo(actions: IncidentActions, subscriptionId: string, incidentId: string, doing: Doing): Promise<Operation> {
  return actions.attempt(async () => {
    const last = await latest(actions, subscriptionId, incidentId);
    if (!last) throw new Refusal('conflict', 'Nothing is left to be undone.');
    for (const other of last.incidentIds) {
      const newest = other === incidentId ? last : await latest(actions, subscriptionId, other);
      if (newest?.id !== last.id) throw new Refusal('conflict', `A later action on incident '${other}' must be undone first.`);
    }
    const read = await actions.store.operation(subscriptionId, last.id);
    if (!read || read.value.undoneBy !== undefined) return undefined;
    const reads = new Map<string, Read<IncidentDocument>>();
    for (const { incidentId: id } of last.before) {
      const incident = await actions.store.incident(subscriptionId, id);
      if (incident) reads.set(id, incident);
    }
    const now = actions.momentAfter(...[...reads.values()].map(({ value }) => value));
    const clusters = await restoredClusters(actions, subscriptionId, last);
    const record = actions.record(
      'undo',
      now,
      doing,
      [...reads.values()].map(({ value }) => imageOf(value)),
      { undoes: last.id },
    );
    const changes: IncidentChanges = {
      incidents: await Promise.all(
        last.before.flatMap((image) => {
          const incident = reads.get(image.incidentId);
          return incident ? [restored(actions, incident, image, clusters.get(image.incidentId)?.value, now)] : [];
        }),
      ),
      clusters: [...clusters.values()],
      operations: [record, { value: { ...read.value, undoneBy: record.value.id }, etag: read.etag }],
    };
    const saved = await actions.save(subscriptionId, changes);
    if (saved) await forgetDecisions(actions, subscriptionId, last, changes);
    return saved && last;
  });
}

/** The latest action on the incident that still holds. */
async function latest(actions: IncidentActions, subscriptionId: string, incidentId: string): Promise<Operation | undefined> {
  for await (const { documents } of allPages((after) => actions.store.operations(subscriptionId, incidentId, { limit: 50, ...after }))) {
    const found = documents.find(canBeUndone);
    if (found) return found;
  }
  return undefined;
}

async function restored(
  actions: IncidentActions,
  { value, etag }: Read<IncidentDocument>,
  { handling }: BeforeImage,
  cluster: Cluster | undefined,
  now: number,
): Promise<Read<IncidentDocument>> {
  // An incident that the action made is hidden again; its id is not used again.
  const handled = withHandling(value, handling ?? { ...handlingOf(value), deletedTime: now }, now);
  if (!cluster || !handling) return { value: handled, etag };
  const { value: restated } = await actions.restated({ value: handled, etag }, cluster, now);
  return { value: { ...restated, version: handled.version }, etag };
}

async function restoredClusters(
  actions: IncidentActions,
  subscriptionId: string,
  { taken, movement }: Operation,
): Promise<Map<string, Read<Cluster>>> {
  if (taken) return separated(actions, subscriptionId, taken);
  return movement ? movedBack(actions, subscriptionId, movement) : new Map();
}

/** Each has its own members back, as they are now; what came since stays with the target. */
async function separated(
  actions: IncidentActions,
  subscriptionId: string,
  { target, sources }: Taken,
): Promise<Map<string, Read<Cluster>>> {
  const merged = await actions.store.cluster(subscriptionId, target.id);
  if (!merged) return new Map();
  const current = new Map(membersOf(merged.value).map((member) => [member.id, member]));
  const known = new Set([target, ...sources].flatMap((cluster) => membersOf(cluster).map(({ id }) => id)));
  const newcomers = [...current.values()].filter(({ id }) => !known.has(id));
  const asNow = (cluster: Cluster) =>
    withMembers(
      cluster,
      membersOf(cluster).flatMap(({ id }) => current.get(id) ?? []),
    );
  const restoredTarget = newcomers.length === 0 ? asNow(target) : withMembers(asNow(target), newcomers, newcomers.flatMap(rawTouches));
  const restoredSources = sources.map(async (cluster) => {
    const record = await actions.store.cluster(subscriptionId, cluster.id);
    return [cluster.id, { value: asNow(cluster), etag: record?.etag }] as const;
  });
  return new Map([[target.id, { value: restoredTarget, etag: merged.etag }], ...(await Promise.all(restoredSources))]);
}

async function movedBack(
  actions: IncidentActions,
  subscriptionId: string,
  { from, to, activities, touches }: Movement,
): Promise<Map<string, Read<Cluster>>> {
  const target = await actions.store.cluster(subscriptionId, to);
  if (!target) return new Map();
  const moved = new Set(activities);
  const members = membersOf(target.value).filter(({ id }) => moved.has(id));
  const result = new Map<string, Read<Cluster>>([[to, { value: withoutMembers(target.value, moved), etag: target.etag }]]);
  const origin = from === '' ? undefined : await actions.store.cluster(subscriptionId, from);
  if (origin) {
    const { mergedInto, ...itself } = origin.value;
    const itsOwn = mergedInto === undefined ? itself : { ...itself, isIncident: true };
    result.set(from, { value: withMembers(itsOwn, members, touches), etag: origin.etag });
  }
  return result;
}

/** Fusion no longer keeps to what the action told it, but to what held before. */
async function forgetDecisions(
  actions: IncidentActions,
  subscriptionId: string,
  operation: Operation,
  { incidents }: IncidentChanges,
): Promise<void> {
  await actions.store.removeDecision(subscriptionId, operation.id);
  if (!['update', 'reopen', 'delete'].includes(operation.action)) return;
  for (const { value } of incidents) await actions.keepAsIs(subscriptionId, value.id);
}
