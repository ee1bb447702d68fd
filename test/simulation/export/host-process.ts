import { exportSubscription, type TargetRun } from '../../../shared/export/export-subscription';
import { Places } from '../../../shared/export/places';
import type { Config } from '../../../shared/runtime/config';
import { openStores } from '../../../shared/storage/stores';

/** What {@link KillableHost} starts its process with, as JSON. */
export interface HostOptions {
  settings: Config;
  subscriptionId: string;
}

/** One run, by a clock that is so many milliseconds late. */
export interface Order {
  late: number;
}

export interface Report {
  runs: TargetRun[];
  /** The most memory that the process ever had, in bytes. */
  peak: number;
}

const { settings, subscriptionId } = JSON.parse(process.argv[2] ?? '{}') as HostOptions;
const stores = openStores(settings);
let late = 0;
const clock = () => Date.now() + late;
const places = new Places(settings, clock, stores);

process.on('message', async (order: Order) => {
  late = order.late;
  const parts = { source: stores.exportSource, ledger: stores.exportLedger, registry: stores.exportRegistry };
  const options = { clock, random: Math.random, budget: 120_000 };
  const runs = await exportSubscription(subscriptionId, stores.automations, parts, places, options);
  process.send?.({ runs, peak: process.resourceUsage().maxRSS * 1_024 } satisfies Report);
});
process.on('disconnect', () => process.exit(0));
