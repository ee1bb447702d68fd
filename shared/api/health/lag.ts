import type { Clock } from '../../runtime/clock';
import type { Stores } from '../../storage/stores';

/** How far what is done in the background is behind, over all subscriptions, of which none is named. Whole seconds. */
export interface Lag {
  fusion: {
    /** Subscriptions with news that fusion has not seen. */
    subscriptionsBehind: number;
    /** Age of the oldest alert that was not fused. */
    lagSeconds: number;
  };
  exports: {
    /** Which have, or had, an automation. */
    subscriptions: number;
    /** Targets that have failed so often that they are mostly left alone. */
    openCircuits: number;
    /** Age of the oldest record that a target should have and has not. */
    lagSeconds: number;
    /** Since the export of the subscription that waits the longest last ran; absent before the first time. */
    lastRunSeconds?: number;
  };
}

export interface LagStores extends Pick<Stores, 'registry'> {
  fusionState: Pick<Stores['fusionState'], 'watermark'>;
  exportRegistry: Pick<Stores['exportRegistry'], 'health'>;
  exportSource: Pick<Stores['exportSource'], 'firstWrittenAfter'>;
}

/** Subscriptions whose age of news is looked at; all are counted. */
const MOST_SUBSCRIPTIONS = 50;

export async function lagOf(stores: LagStores, clock: Clock): Promise<Lag> {
  const [behind, exporting] = await Promise.all([stores.registry.changed(), stores.exportRegistry.health()]);
  const news = await Promise.all(behind.slice(0, MOST_SUBSCRIPTIONS).map((subscriptionId) => oldestNews(stores, subscriptionId)));
  const { subscriptions, openCircuits, undeliveredSince, checkedTime } = exporting;
  const now = clock();
  return {
    fusion: { subscriptionsBehind: behind.length, lagSeconds: Math.max(0, ...news.map((time) => secondsSince(time, now))) },
    exports: {
      ...{ subscriptions, openCircuits, lagSeconds: secondsSince(undeliveredSince, now) },
      ...(checkedTime === undefined ? {} : { lastRunSeconds: secondsSince(checkedTime, now) }),
    },
  };
}

/** When the store accepted the oldest alert that is still to be fused, epoch milliseconds. */
async function oldestNews({ fusionState, exportSource }: LagStores, subscriptionId: string): Promise<number | undefined> {
  const second = await exportSource.firstWrittenAfter(subscriptionId, 'alerts', await fusionState.watermark(subscriptionId));
  return second === undefined ? undefined : second * 1_000;
}

function secondsSince(time: number | undefined, now: number): number {
  return time === undefined ? 0 : Math.max(0, Math.floor((now - time) / 1_000));
}
