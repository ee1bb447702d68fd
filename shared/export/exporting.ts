import type { Clock } from '../runtime/clock';
import type { ActionSecrets, Automation, AutomationAction } from '../settings/automation';
import type { ExportDeadLetter, ExportRepository } from '../storage/export-repository';
import type { ExportSource } from '../storage/export-source';
import { initialState } from './export-subscription';
import type { Places } from './places';
import { type Reconciliation, reconcile } from './reconcile';
import { STREAMS, type Stream } from './record';
import { CIRCUIT_OPENS_AT, type TargetState, targetIdOf } from './target-state';

/** How the delivery to one place fares, for people. Times are epoch milliseconds. */
export interface DeliveryStatus {
  place: string;
  state: 'Waiting' | 'Delivering' | 'Failing' | 'CircuitOpen' | 'Impossible';
  delivered: number;
  dead: number;
  coveredFrom?: number;
  watermark?: number;
  lastDelivery?: number;
  lastFailure?: { time: number; status: number; message: string };
  retryAt?: number;
  problem?: string;
  isBackfilling: boolean;
}

/** What the API can do with the export of an automation. */
export class Exporting {
  constructor(
    private readonly source: ExportSource,
    private readonly ledger: ExportRepository,
    private readonly places: Places,
    private readonly clock: Clock,
  ) {}

  /** See `Places.problemOf`. */
  problemOf(action: AutomationAction, secrets: ActionSecrets): string | undefined {
    return this.places.problemOf(action, secrets);
  }

  /** To be called after a change: places that are new are served from that moment on. */
  async changed(automation: Automation): Promise<void> {
    for (const action of automation.actions) await this.ledger.register(initialState(automation, action));
  }

  async deliveries(automation: Automation, secrets: Record<string, ActionSecrets>): Promise<DeliveryStatus[]> {
    const found: DeliveryStatus[] = [];
    for (const action of automation.actions) {
      const state = await this.#state(automation, action);
      found.push(this.#status(state, this.places.problemOf(action, secrets[state.place] ?? {})));
    }
    return found;
  }

  /** `from`, `to`: epoch milliseconds. */
  async reconcile(automation: Automation, from: number, to: number): Promise<Reconciliation[]> {
    const results: Reconciliation[] = [];
    for (const action of automation.actions) {
      const state = await this.#state(automation, action);
      results.push(
        ...(await reconcile(automation, state, Math.floor(from / 1_000), Math.floor(to / 1_000), {
          source: this.source,
          ledger: this.ledger,
        })),
      );
    }
    return results;
  }

  /** Asks for all that was written since `from` (epoch milliseconds). What is covered already is not sent again. Returns how many places have something to do. */
  async backfill(automation: Automation, from: number): Promise<number> {
    const since = Math.floor(from / 1_000);
    let asked = 0;
    for (const action of automation.actions) {
      const target = targetIdOf(automation, action);
      let isAsked = false;
      await this.ledger.change(automation.subscriptionId, target, (state) => {
        const next = withBackfill(state, since);
        isAsked = next !== state;
        return next;
      });
      if (isAsked) asked += 1;
    }
    return asked;
  }

  async deadLetters(automation: Automation): Promise<(ExportDeadLetter & { place: string })[]> {
    const found: (ExportDeadLetter & { place: string })[] = [];
    for (const action of automation.actions) {
      const { target, place } = initialState(automation, action);
      for (const letter of await this.ledger.deadLetters(automation.subscriptionId, target)) found.push({ ...letter, place });
    }
    return found;
  }

  /** Has dead letters sent again, all or those of one record. Returns how many. */
  async replay(automation: Automation, recordId: string | undefined): Promise<number> {
    const letters = (await this.deadLetters(automation)).filter((letter) => recordId === undefined || letter.recordId === recordId);
    for (const letter of letters) await this.ledger.replay(letter);
    return letters.length;
  }

  async #state(automation: Automation, action: AutomationAction): Promise<TargetState> {
    const initial = initialState(automation, action);
    return (await this.ledger.state(automation.subscriptionId, initial.target)) ?? initial;
  }

  #status(state: TargetState, problem: string | undefined): DeliveryStatus {
    const { place, delivered, dead, failures, retryAt, lastDelivery, lastFailure } = state;
    const progress = Object.values(state.streams);
    const first = Math.min(...progress.map(({ coveredFrom }) => coveredFrom));
    const last = Math.min(...progress.map(({ watermark }) => watermark));
    return {
      ...{ place, state: problem === undefined ? circuitOf(failures, lastDelivery) : 'Impossible', delivered, dead },
      ...(progress.length > 0 ? { coveredFrom: first * 1_000, watermark: last * 1_000 } : {}),
      ...(lastDelivery === undefined ? {} : { lastDelivery }),
      ...(lastFailure ? { lastFailure } : {}),
      ...(retryAt > this.clock() ? { retryAt } : {}),
      ...(problem === undefined ? {} : { problem }),
      isBackfilling: state.backfill !== undefined,
    };
  }
}

function circuitOf(failures: number, lastDelivery: number | undefined): DeliveryStatus['state'] {
  if (failures >= CIRCUIT_OPENS_AT) return 'CircuitOpen';
  if (failures > 0) return 'Failing';
  return lastDelivery === undefined ? 'Waiting' : 'Delivering';
}

/** The state itself when all of it is covered, or being backfilled from there on. */
function withBackfill(state: TargetState, from: number): TargetState {
  const covered = STREAMS.map((stream) => state.streams[stream]?.coveredFrom).filter((each) => each !== undefined);
  if (covered.length === 0 || from >= Math.max(...covered)) return state;
  if (state.backfill && state.backfill.from <= from) return state;
  const until = Object.fromEntries(STREAMS.map((stream) => [stream, state.streams[stream]?.coveredFrom ?? from])) as Record<Stream, number>;
  return { ...state, backfill: { from, until, watermark: { alerts: from, incidents: from } } };
}
