import { DAY } from '../../shared/fusion/activity-id';
import type { Baseline } from '../../shared/fusion/baseline';
import { fuse } from '../../shared/fusion/fuse';
import type { FusionAlert } from '../../shared/fusion/fusion-alert';
import { InMemoryFusionStore } from '../../shared/fusion/in-memory-fusion-store';
import type { Benchmark, Row } from './row';
import { generator } from './workload';

const SUBSCRIPTION = '11112222-3333-4444-5555-666677778888';
const MONDAY = Date.UTC(2026, 2, 2);
const HOSTS = 100;
export const TYPES = 20;
/** Alerts of one kind on one machine that come together, as in recorded streams (see `workload`). */
const BURST = 14;
/** Alerts of one day, as a large estate has them. */
const PER_DAY = 100_000;
const BATCH = 2_000;
const HISTORY_DAYS = 3;

type DayOfAlerts = (day: number, count: number) => FusionAlert[];

/** The engine alone, over its store in memory: how fast it is, and whether a longer history makes it slower. */
export const fusion: Benchmark = {
  name: 'fusion',
  title: 'Fusion engine alone, one core, store in memory',
  async run() {
    const short = await measure(HISTORY_DAYS, everydayAlerts);
    const long = await measure(HISTORY_DAYS * 10, everydayAlerts);
    const scattered = await measure(HISTORY_DAYS, scatteredAlerts);
    return [
      {
        name: `fuse, ${HISTORY_DAYS} days of history`,
        value: Math.round(1000 / short),
        unit: 'alerts/s',
        ratio: `${BURST} alerts at a time`,
      },
      {
        name: `fuse, ${HISTORY_DAYS * 10} days of history`,
        value: Math.round(1000 / long),
        unit: 'alerts/s',
        ratio: `${(long / short).toFixed(2)}x the cost of an alert with a tenth of the history`,
      },
      {
        name: `fuse, ${HISTORY_DAYS} days of history`,
        value: Math.round(1000 / scattered),
        unit: 'alerts/s',
        ratio: 'at worst: no two alerts of one kind on one machine in five minutes',
      },
    ] satisfies Row[];
  },
};

/** Milliseconds for one alert of a day after so many days of history: the least of three days, for noise only ever adds. */
async function measure(historyDays: number, alertsOf: DayOfAlerts): Promise<number> {
  const store = new InMemoryFusionStore();
  const baselines = new Map<string, Baseline>();
  for (let day = 0; day < historyDays; day++) await fuseDay(store, baselines, alertsOf(day, PER_DAY / 5));
  let least = Number.POSITIVE_INFINITY;
  for (let day = historyDays; day < historyDays + 3; day++) {
    const alerts = alertsOf(day, PER_DAY);
    const began = performance.now();
    await fuseDay(store, baselines, alerts);
    least = Math.min(least, (performance.now() - began) / alerts.length);
  }
  return least;
}

async function fuseDay(store: InMemoryFusionStore, baselines: Map<string, Baseline>, alerts: readonly FusionAlert[]): Promise<void> {
  for (let at = 0; at < alerts.length; at += BATCH) {
    await fuse(SUBSCRIPTION, alerts.slice(at, at + BATCH), store, { now: Number.POSITIVE_INFINITY, baselines });
  }
}

/** Alerts as recorded streams have them: in bursts, mostly of a few kinds on a few machines, and now and then one of a kind that is new. */
export function everydayAlerts(day: number, count: number): FusionAlert[] {
  const random = generator(20_260_302 + day);
  const burst = { left: 0, type: 0, host: 0 };
  return Array.from({ length: count }, (_, index) => {
    if (burst.left-- <= 0) {
      burst.left = Math.floor(random() * 2 * BURST);
      burst.type = Math.floor(random() ** 3 * TYPES);
      burst.host = Math.floor(random() ** 2 * HOSTS);
    }
    return alertOf(day, index, count, burst.type, burst.host);
  });
}

/** The same number of every type on every machine, so that hardly any two belong to one activity. */
function scatteredAlerts(day: number, count: number): FusionAlert[] {
  return Array.from({ length: count }, (_, index) => alertOf(day, index, count, Math.floor(index / HOSTS) % TYPES, (index * 7) % HOSTS));
}

function alertOf(day: number, index: number, count: number, typeNumber: number, hostNumber: number): FusionAlert {
  const startTime = MONDAY + day * DAY + Math.floor((index * DAY) / count);
  const name = `host${hostNumber}`;
  const type = index % 2_000 === 17 ? `new-${day}-${index % 5}` : `type-${typeNumber}`;
  return {
    id: `${day}-${index}`,
    startTime,
    endTime: startTime,
    alertType: type,
    displayName: type,
    product: 'Example',
    severity: 'Low',
    isSeverityStated: true,
    tactics: [],
    techniques: [],
    action: 'unknown',
    isIncident: false,
    entities: [{ kind: 'host', key: `host:${name}`, name }],
    remediationSteps: [],
  };
}
