import type { Clock } from '../runtime/clock';
import type { Automation, EventSource } from '../settings/automation';
import type { ExportRepository } from '../storage/export-repository';
import type { ExportSource } from '../storage/export-source';
import { DeliveryRun, Overtaken } from './delivery-run';
import { ExportWork, OutOfTime } from './export-work';
import { STREAMS, type Stream } from './record';
import type { Target } from './target';
import { CIRCUIT_OPENS_AT, type TargetState } from './target-state';

export interface ExportStores {
  source: Pick<ExportSource, 'writtenSince' | 'existing' | 'get'>;
  ledger: ExportRepository;
}

export interface ExportRun {
  /** `waiting`: another worker has the target, or it is left alone for a while. */
  outcome: 'done' | 'waiting' | 'unavailable' | 'overtaken' | 'out-of-time';
  delivered: number;
  dead: number;
  /** Whether the target has failed so often that it is mostly left alone. */
  isOpen: boolean;
  /** The second in which the store accepted the oldest record that the target should have and has not. */
  undeliveredSince?: number;
}

export interface RunOptions {
  clock: Clock;
  /** 0 up to 1. */
  random: () => number;
  /** The run takes up nothing new from then on, epoch milliseconds. */
  deadline: number;
}

const SOURCE: Record<Stream, EventSource> = { alerts: 'Alerts', incidents: 'Incidents' };
const SNAPSHOT: Record<Stream, EventSource> = { alerts: 'AlertsSnapshot', incidents: 'IncidentsSnapshot' };

function faring({ failures, undeliveredSince }: TargetState): Pick<ExportRun, 'isOpen' | 'undeliveredSince'> {
  return { isOpen: failures >= CIRCUIT_OPENS_AT, ...(undeliveredSince === undefined ? {} : { undeliveredSince }) };
}

/** Brings one target up to date. Never rejects for what a target does; rejects when the store does not answer. */
export async function runTarget(
  automation: Automation,
  initial: TargetState,
  target: Target,
  { source, ledger }: ExportStores,
  options: RunOptions,
): Promise<ExportRun> {
  const { clock, random } = options;
  const { held, state } = await ledger.acquire(initial, clock());
  if (held === undefined) return { outcome: 'waiting', delivered: 0, dead: 0, ...faring(state) };
  const run = new DeliveryRun(held, automation, target, ledger, clock);
  const summary = (outcome: ExportRun['outcome']): ExportRun => ({
    outcome,
    delivered: run.delivered,
    dead: run.dead,
    ...faring(run.state),
  });
  const has = (eventSource: EventSource) => automation.sources.some((each) => each.eventSource === eventSource);
  const work = new ExportWork(run, source, ledger, options);
  try {
    await work.receive(target);
    for (const stream of STREAMS) if (has(SOURCE[stream])) await work.stream(stream);
    await work.replays();
    for (const stream of STREAMS) if (has(SOURCE[stream])) await work.backfill(stream);
    await work.endBackfill();
    const snapshots = STREAMS.filter((stream) => has(SNAPSHOT[stream]));
    if (snapshots.length > 0) await work.snapshot(snapshots);
    const { interval } = target;
    if (interval !== undefined) await run.move((state) => ({ ...state, retryAt: (Math.floor(clock() / interval) + 1) * interval }));
    return summary('done');
  } catch (error) {
    if (error instanceof Overtaken) return summary('overtaken');
    if (error instanceof OutOfTime) return { ...summary('out-of-time'), ...error.left };
    if ((error as Error).name !== 'TargetUnavailable') throw error;
    await run.fail(error, random());
    return summary('unavailable');
  } finally {
    await run.end();
  }
}
