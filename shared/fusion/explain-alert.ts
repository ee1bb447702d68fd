import type { Reason } from '../model/reason';
import { dayOf } from './activity-id';
import { Baselines } from './baseline';
import type { Cluster } from './cluster';
import type { FusionStore } from './fusion-store';
import { appraiseAll } from './gather';
import type { IncidentType } from './incident-types/incident-type';
import { whyDull, whyNoIncident } from './why-not';

/** Why an activity that is in no incident is in none. `now` is epoch milliseconds. Changes nothing in the store. */
export async function whyInNoIncident(
  activityId: string,
  store: FusionStore,
  now: number,
  types: readonly IncidentType[],
): Promise<Reason[]> {
  const [before] = await store.activities([activityId]);
  if (!before) return [{ code: 'no-incident.not-fused', text: 'Fusion has not come to it yet, or it is too long ago.' }];
  const cluster = await clusterOf(before.value.clusterId, store);
  if (cluster) return whyNoIncident(cluster.core, types);
  const baselines = new Baselines(reading(store), now);
  const dull = whyDull(before.value, await baselines.of(dayOf(before.value.bucket)));
  const [appraised] = await appraiseAll([{ activity: before.value, before }], baselines);
  if (!appraised || appraised.activity.keys.length === 0) return [dull];
  return [{ code: 'no-incident.only-evidence', text: 'It would be evidence of an incident near it, and there is none.' }, dull];
}

/** The cluster that an activity is in now, by way of merges. */
async function clusterOf(id: string | undefined, store: FusionStore): Promise<Cluster | undefined> {
  for (let next = id; next !== undefined; ) {
    const [found] = await store.clusters([next]);
    if (found?.value.mergedInto === undefined) return found?.value;
    next = found.value.mergedInto;
  }
  return undefined;
}

/** Whoever asks a question rolls no day up for good. */
function reading(store: FusionStore): ConstructorParameters<typeof Baselines>[0] {
  return {
    earliestBucket: () => store.earliestBucket(),
    rollUps: (first, last) => store.rollUps(first, last),
    activitiesBetween: (from, to) => store.activitiesBetween(from, to),
    addRollUp: async (rollUp) => rollUp,
  };
}
