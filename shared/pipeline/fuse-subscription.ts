import { announceIncidents, type IncidentPublisher } from '../export/announce-incidents';
import type { Baseline } from '../fusion/baseline';
import { fuse } from '../fusion/fuse';
import { FusionConflict } from '../fusion/fusion-store';
import type { Clock } from '../runtime/clock';
import type { Stores } from '../storage/stores';

export interface FusionSummary {
  /** `busy`: another worker has the subscription. `overtaken`: another worker has changed what this one worked on; it must run again. */
  outcome: 'done' | 'busy' | 'overtaken';
  alerts: number;
}

/**
 * How many seconds of arrivals each run looks at once more: the store's clock counts whole seconds, and an alert may become visible a moment after a later
 * one. Fusing an alert again changes nothing.
 */
const OVERLAP_SECONDS = 5;

/** Brings the incidents of one subscription up to date with its alerts, and announces those that changed. Throws when the store does not answer; nothing is half-done then. */
export async function fuseSubscription(
  subscriptionId: string,
  stores: Stores,
  publisher: IncidentPublisher,
  clock: Clock,
): Promise<FusionSummary> {
  const acquired = await stores.fusionState.acquire(subscriptionId, clock());
  if (acquired === undefined) return { outcome: 'busy', alerts: 0 };
  let lease = acquired;
  let alerts = 0;
  try {
    const changes = await stores.registry.changes(subscriptionId);
    const store = stores.fusion(subscriptionId);
    const baselines = new Map<string, Baseline>();
    const incidentTypes = await stores.incidentTypes.of(subscriptionId);
    for await (const arrivals of stores.alerts.writtenSince(subscriptionId, lease.watermark - OVERLAP_SECONDS)) {
      await fuse(subscriptionId, arrivals.alerts, store, { now: clock(), baselines, incidentTypes });
      alerts += arrivals.alerts.length;
      const advanced = await stores.fusionState.advance(lease, arrivals.writtenUntil, clock());
      if (advanced === undefined) return { outcome: 'overtaken', alerts };
      lease = advanced;
    }
    await announceIncidents(subscriptionId, stores.outbox, publisher);
    await stores.registry.markFused(subscriptionId, changes);
    return { outcome: 'done', alerts };
  } catch (error) {
    if (error instanceof FusionConflict) return { outcome: 'overtaken', alerts };
    throw error;
  } finally {
    await stores.fusionState.release(lease);
  }
}
