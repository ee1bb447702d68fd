import type { Clock } from '../runtime/clock';
import type { Automation, EventSource } from '../settings/automation';
import { isWanted } from '../settings/automation-rule';
import type { ExportDeadLetter, ExportRepository, Held, LedgerChunk, LedgerMode } from '../storage/export-repository';
import { defenderEvent } from './defender-event';
import { deliver, requestsOf } from './deliver';
import { type OutgoingRecord, recordId, type SourceRecord, type Stream } from './record';
import { isInScope } from './scope';
import { type EncodedRecord, type Target, TargetUnavailable } from './target';
import { afterFailure, type TargetState } from './target-state';

/** Another worker has taken the target over. */
export class Overtaken extends Error {}

interface Prepared {
  outgoing: OutgoingRecord;
  encoded: EncodedRecord;
}

/** What is delivered at once, and how the state moves on when that is done. */
export interface Portion {
  stream: Stream;
  mode: LedgerMode;
  records: SourceRecord[];
  /** Ids that are not to be passed on again. */
  known?: ReadonlySet<string>;
  /** Put behind the ids: a snapshot's records are records of their own. */
  suffix?: string;
  /** The state once everything up to and with this record is passed on; undefined: nothing to write but the ledger. */
  advance(state: TargetState, last: SourceRecord): TargetState;
}

/** One run of deliveries to one target, under its lease: every step is written down before the next. */
export class DeliveryRun {
  delivered = 0;
  dead = 0;
  /** The second in which the store accepted the first of the records that are on their way, when they are of a stream. */
  #underWay: number | undefined;

  constructor(
    private held: Held,
    private readonly automation: Automation,
    private readonly target: Target,
    private readonly ledger: ExportRepository,
    private readonly clock: Clock,
  ) {}

  get state(): TargetState {
    return this.held.state;
  }

  /** Delivers what the automation wants of the portion. Rejects with `TargetUnavailable` or {@link Overtaken}; what was delivered before is written down. */
  async pass(portion: Portion): Promise<void> {
    const { stream, records } = portion;
    const prepared = records.flatMap((source) => this.#prepare(source, portion));
    for (const request of requestsOf(this.target, prepared)) {
      const sentTime = this.clock();
      this.#underWay = portion.mode === 'streaming' ? request[0]?.outgoing.source.written : undefined;
      const { delivered, refused } = await deliver(
        this.target,
        stream,
        request.map(({ encoded }) => encoded),
      );
      const sources = new Map(request.map(({ outgoing }) => [outgoing.id, outgoing.source]));
      const chunk = (ids: string[], outcome: LedgerChunk['outcome'], requestId: string) =>
        this.#chunk(portion, ids, sources, { outcome, requestId, sentTime });
      const chunks = [
        ...delivered.map(({ ids, requestId }) => chunk(ids, 'delivered', requestId)),
        ...refused.map(({ record }) => chunk([record.id], 'dead', '')),
      ];
      const letters = refused.map(({ record, status, answer }) =>
        this.#letter(record.id, sources.get(record.id) as SourceRecord, status, answer),
      );
      const last = request.at(-1)?.outgoing.source as SourceRecord;
      const count = delivered.reduce((sum, { ids }) => sum + ids.length, 0);
      await this.#commitAll(portion.advance(this.#succeeded(count, refused.length), last), chunks, letters);
      this.delivered += count;
      this.dead += refused.length;
    }
    const last = records.at(-1);
    if (last) await this.move((state) => portion.advance(state, last));
  }

  /** Writes a state down that differs. */
  async move(change: (state: TargetState) => TargetState): Promise<void> {
    const next = change(this.held.state);
    if (JSON.stringify(next) !== JSON.stringify(this.held.state)) await this.#commit(next);
  }

  /** Notes a failure of the target, and for how long to leave it alone. */
  async fail(error: unknown, random: number): Promise<void> {
    const { status = 0, retryAfter } = error instanceof TargetUnavailable ? error : {};
    const message = error instanceof Error ? error.message : String(error);
    const state = afterFailure(this.held.state, { status, message, retryAfter }, this.clock(), random);
    await this.#commit(this.#underWay === undefined ? state : { ...state, undeliveredSince: this.#underWay });
  }

  async end(): Promise<void> {
    await this.ledger.release(this.held);
  }

  #prepare(source: SourceRecord, { stream, mode, known, suffix = '' }: Portion): Prepared[] {
    const id = recordId(source);
    if (known?.has(id) || !isInScope(source, this.automation)) return [];
    const isSnapshot = mode === 'snapshot';
    const wanted: EventSource = `${stream === 'alerts' ? 'Alerts' : 'Incidents'}${isSnapshot ? 'Snapshot' : ''}`;
    const definition = this.automation.sources.find(({ eventSource }) => eventSource === wanted);
    if (!definition || (definition.ruleSets.length > 0 && !isWanted(defenderEvent(source), definition))) return [];
    const outgoing = { id: `${id}${suffix}`, source, isSnapshot };
    return [{ outgoing, encoded: this.target.encode(outgoing) }];
  }

  #succeeded(delivered: number, dead: number): TargetState {
    const { lastFailure: _, undeliveredSince: __, ...state } = this.held.state;
    const now = this.clock();
    return {
      ...state,
      failures: 0,
      retryAt: 0,
      lastDelivery: now,
      delivered: state.delivered + delivered,
      dead: state.dead + dead,
    };
  }

  #chunk(
    { stream, mode }: Portion,
    ids: string[],
    sources: ReadonlyMap<string, SourceRecord>,
    rest: Pick<LedgerChunk, 'outcome' | 'requestId' | 'sentTime'>,
  ): LedgerChunk {
    const entries = ids.map((id): [string, number] => [id, sources.get(id)?.written ?? 0]);
    const times = entries.map(([, written]) => written);
    const { target, subscriptionId } = this.held.state;
    return {
      ...{ target, subscriptionId, stream, mode, ...rest, deliveredTime: this.clock() },
      ...{ firstWritten: Math.min(...times), lastWritten: Math.max(...times), entries },
    };
  }

  #letter(id: string, source: SourceRecord, status: number, answer: string): ExportDeadLetter {
    const { target, subscriptionId } = this.held.state;
    const subject = source.stream === 'alerts' ? source.alert.id : source.incident.id;
    return { target, subscriptionId, recordId: id, stream: source.stream, subject, status, answer, time: this.clock(), isReplayed: false };
  }

  /** In one transaction, or in several when the records to be written down are very many; the state moves with the last. */
  async #commitAll(state: TargetState, chunks: LedgerChunk[], letters: ExportDeadLetter[]): Promise<void> {
    while (chunks.length + letters.length > MOST_WRITTEN) {
      await this.#commit(this.held.state, chunks.splice(0, MOST_WRITTEN / 2), letters.splice(0, MOST_WRITTEN / 2));
    }
    await this.#commit({ ...state, sequence: this.held.state.sequence }, chunks, letters);
  }

  async #commit(state: TargetState, chunks: LedgerChunk[] = [], letters: ExportDeadLetter[] = []): Promise<void> {
    const held = await this.ledger.commit(this.held, state, this.clock(), chunks, letters);
    if (held === undefined) throw new Overtaken(`The target ${state.target} has been taken over`);
    this.held = held;
  }
}

/** Documents in one transaction beside the state. */
const MOST_WRITTEN = 98;
