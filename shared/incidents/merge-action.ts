import type { IncidentDocument } from '../storage/incident-document';
import { type Doing, type IncidentActions, imageOf } from './incident-actions';
import { handlingOf, withHandling } from './lifecycle';
import { mergeClusters, redirected } from './membership';
import { Refusal } from './refusal';

/** In characters of JSON: an undo keeps the merged clusters as they were, in one document, and all of it is one transaction. */
const LARGEST_UNDO = 600_000;
const MOST_INCIDENTS = 20;

/** Makes one incident of several. The one created first stays; the others are closed and lead to it, with their comments and history. */
export async function merge(
  actions: IncidentActions,
  subscriptionId: string,
  ids: readonly string[],
  doing: Doing,
): Promise<IncidentDocument> {
  const unique = [...new Set(ids)];
  if (unique.length < 2) throw new Refusal('invalid', 'At least two different incidents are needed.');
  if (unique.length > MOST_INCIDENTS) throw new Refusal('invalid', `At most ${MOST_INCIDENTS} incidents are merged at once.`);
  return actions.attempt(async () => {
    const resolved = await Promise.all(unique.map((id) => actions.existing(subscriptionId, id)));
    const reads = [...new Map(resolved.map((read) => [read.value.id, read])).values()];
    const [target, ...sources] = reads.sort((a, b) => a.value.createdTime - b.value.createdTime || (a.value.id < b.value.id ? -1 : 1));
    if (!target || sources.length === 0) throw new Refusal('conflict', 'These are one incident already.');
    const targetCluster = await actions.clusterOf(subscriptionId, target.value);
    const sourceClusters = await Promise.all(sources.map(({ value }) => actions.clusterOf(subscriptionId, value)));
    const taken = { target: targetCluster.value, sources: sourceClusters.map(({ value }) => value) };
    if (JSON.stringify(taken).length > LARGEST_UNDO)
      throw new Refusal('conflict', 'These incidents are too large to be merged in a way that can be undone.');
    const now = actions.momentAfter(...reads.map(({ value }) => value));
    const merged = mergeClusters(taken.target, taken.sources);
    const operation = actions.record(
      'merge',
      now,
      doing,
      [target, ...sources].map(({ value }) => imageOf(value)),
      { taken },
    );
    const anchors = [taken.target, ...taken.sources].flatMap(({ core }) => core[0]?.id ?? []);
    await actions.store.addDecision(subscriptionId, { kind: 'together', id: operation.value.id, time: now, activityIds: anchors });
    if (target.value.status === 'Closed') await actions.keepClosed(subscriptionId, target.value, merged);
    const incident = await actions.restated(target, merged, now);
    const saved = await actions.save(subscriptionId, {
      incidents: [
        incident,
        ...sources.map(({ value, etag }) => {
          const handling = { ...handlingOf(value), status: 'Closed' as const, mergedInto: target.value.id };
          return { value: withHandling(value, handling, now), etag };
        }),
      ],
      clusters: [
        { value: merged, etag: targetCluster.etag },
        ...sourceClusters.map(({ value, etag }) => ({ value: redirected(value, target.value.id), etag })),
      ],
      operations: [operation],
    });
    if (!saved) {
      await actions.store.removeDecision(subscriptionId, operation.value.id);
      if (target.value.status === 'Closed') await actions.keepAsIs(subscriptionId, target.value.id);
    }
    return saved && incident.value;
  });
}
