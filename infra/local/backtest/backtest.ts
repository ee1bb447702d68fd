import { activityIdOf, dayOf } from '../../../shared/fusion/activity-id';
import type { Baseline } from '../../../shared/fusion/baseline';
import { fuse } from '../../../shared/fusion/fuse';
import type { FusionAlert } from '../../../shared/fusion/fusion-alert';
import { InMemoryFusionStore } from '../../../shared/fusion/in-memory-fusion-store';
import type { IncidentType } from '../../../shared/fusion/incident-types/incident-type';
import type { IncidentFacts } from '../../../shared/model/incident';
import type { InputSubscription } from './input-files';
import { Interner } from './interner';
import { type LineResult, readLines } from './read-lines';

/** What became of one subscription. */
export interface BacktestResult {
  subscription: InputSubscription;
  /** Per file, in the order of `subscription.files`. */
  lines: LineResult[][];
  incidentOf(activityId: string): string | undefined;
  incidents: ReadonlyMap<string, IncidentFacts>;
  /** Different alerts: a repeated one counts once. */
  alerts: number;
  /** Days with alerts. */
  days: number;
}

export interface BacktestProgress {
  onRead(bytes: number): void;
  onFused(alerts: number): void;
}

/** Alerts that are fused at once: as many as a busy minute brings. */
const BATCH = 2_000;

/** Reads, classifies and fuses the alerts of one subscription in event time. `incidentTypes`: its own, beside the known ones. */
export async function backtest(
  subscription: InputSubscription,
  progress: BacktestProgress,
  incidentTypes: readonly IncidentType[] = [],
): Promise<BacktestResult> {
  const interner = new Interner();
  const alerts: FusionAlert[] = [];
  const activityIds = new Map<string, string>();
  const keep = (alert: FusionAlert) => {
    const known = activityIds.get(alert.id);
    if (known !== undefined) return known;
    const activityId = interner.text(activityIdOf(alert));
    alerts.push(alert);
    activityIds.set(alert.id, activityId);
    return activityId;
  };
  const lines: LineResult[][] = [];
  for (const file of subscription.files) lines.push(await readLines(file, subscription.id, interner, keep, progress.onRead));

  alerts.sort((a, b) => a.startTime - b.startTime || (a.id < b.id ? -1 : 1));
  const store = await fuseInOrder(subscription.id, alerts, progress, incidentTypes);
  return {
    subscription,
    lines,
    incidentOf: (activityId) => store.incidentOf(activityId),
    incidents: store.incidents,
    alerts: alerts.length,
    days: new Set(alerts.map(({ startTime }) => dayOf(startTime))).size,
  };
}

async function fuseInOrder(
  subscriptionId: string,
  ordered: readonly FusionAlert[],
  progress: BacktestProgress,
  incidentTypes: readonly IncidentType[],
): Promise<InMemoryFusionStore> {
  const store = new InMemoryFusionStore();
  const baselines = new Map<string, Baseline>();
  for (let at = 0; at < ordered.length; at += BATCH) {
    const batch = ordered.slice(at, at + BATCH);
    await fuse(subscriptionId, batch, store, { now: Number.POSITIVE_INFINITY, baselines, incidentTypes });
    progress.onFused(batch.length);
  }
  return store;
}
