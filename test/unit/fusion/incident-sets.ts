import { dayOf } from '../../../shared/fusion/activity-id';
import { fuse } from '../../../shared/fusion/fuse';
import type { FusionAlert } from '../../../shared/fusion/fusion-alert';
import { FusionConflict } from '../../../shared/fusion/fusion-store';
import { InMemoryFusionStore } from '../../../shared/fusion/in-memory-fusion-store';
import { DAY, fusionAlert, host, MINUTE, NOON, SUBSCRIPTION } from './fusion-alerts';

/** What fusion promises not to depend on delivery: which alerts belong together, and what is concluded from them. */
export function incidentSets(store: InMemoryFusionStore): unknown[] {
  return store
    .allClusters()
    .filter(({ isIncident }) => isIncident)
    .map(({ id, core, evidence }) => {
      const facts = store.incidents.get(id);
      const activities = [...core, ...evidence].map((member) => member.id).sort();
      return {
        activities,
        severity: facts?.severity,
        score: facts?.score,
        tactics: facts?.tactics,
        alertIds: facts?.alertIds,
        title: facts?.title,
      };
    })
    .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

export async function fuseBatch(store: InMemoryFusionStore, alerts: readonly FusionAlert[]): Promise<void> {
  await fuse(SUBSCRIPTION, alerts, store, { now: Number.POSITIVE_INFINITY });
}

/** As a worker does: repeat the run when another one was faster. */
export async function fuseUntilDone(
  store: InMemoryFusionStore,
  alerts: readonly FusionAlert[],
  run: (store: InMemoryFusionStore, alerts: readonly FusionAlert[]) => Promise<void> = fuseBatch,
): Promise<void> {
  for (;;) {
    try {
      return await run(store, alerts);
    } catch (error) {
      if (!(error instanceof FusionConflict)) throw error;
    }
  }
}

/** Three ordinary days: two kinds of alerts which every machine raises all the time. Ends two days before `NOON`, so that it is closed by then. */
const ORDINARY: readonly FusionAlert[] = [2, 3, 4].flatMap((daysAgo) =>
  ['web01', 'web02', 'db01'].flatMap((name) =>
    Array.from({ length: 12 }, (_, hour) =>
      fusionAlert({
        alertType: hour % 2 === 0 ? 'Logon' : 'Update',
        severity: 'Low',
        tactics: [],
        startTime: NOON - daysAgo * DAY + hour * 30 * MINUTE,
        entities: [host(name)],
      }),
    ),
  ),
);

/** A store that knows what is normal. */
export async function storeWithHistory(store: InMemoryFusionStore = new InMemoryFusionStore()): Promise<InMemoryFusionStore> {
  for (const day of new Set(ORDINARY.map(({ startTime }) => dayOf(startTime)))) {
    await fuseBatch(
      store,
      ORDINARY.filter(({ startTime }) => dayOf(startTime) === day),
    );
  }
  return store;
}

/** Cut into batches of these sizes, over and over. */
export function batchesOf(order: readonly FusionAlert[], cuts: readonly number[]): FusionAlert[][] {
  const batches: FusionAlert[][] = [];
  for (let at = 0, index = 0; at < order.length; index++) {
    const size = cuts[index % cuts.length] ?? 1;
    batches.push(order.slice(at, at + size));
    at += size;
  }
  return batches;
}
