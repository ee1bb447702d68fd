import type { Clock } from '../runtime/clock';
import type { Automation, EventSource } from '../settings/automation';
import { isWanted } from '../settings/automation-rule';
import type { ExportDeadLetter, ExportRepository, Held, LedgerChunk } from '../storage/export-repository';
import { defenderEvent } from './defender-event';
import { deliver, requestsOf } from './deliver';
import { Outcomes, type Portion, type Prepared } from './portion';
import { recordId, type SourceRecord } from './record';
import { isInScope } from './scope';
import { type Target, TargetUnavailable } from './target';
import { afterFailure, type TargetState } from './target-state';

/** Another worker has taken the target over. */
export class Overtaken extends Error {}

/** One run of deliveries to one target, under its lease: every step is written down before the next. */
export class DeliveryRun {
  delivered = 0;
  dead = 0;
  /** The second in which the store accepted the record of a stream at which it failed. */
  #undelivered: number | undefined;

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
    let outcomes = new Outcomes(this.clock());
    for (const request of requestsOf(this.target, this.#prepared(portion))) {
      const delivery = await deliver(
        this.target,
        stream,
        request.map(({ encoded }) => encoded),
      );
      const done = outcomes.add(request, delivery);
      if (delivery.failure || outcomes.areDue(this.clock())) {
        await this.#writeDown(portion, outcomes);
        outcomes = new Outcomes(this.clock());
      }
      if (delivery.failure) {
        this.#undelivered = portion.mode === 'streaming' ? request[done]?.outgoing.source.written : undefined;
        throw delivery.failure;
      }
    }
    await this.#writeDown(portion, outcomes);
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
    await this.#commit(this.#undelivered === undefined ? state : { ...state, undeliveredSince: this.#undelivered });
  }

  async end(): Promise<void> {
    await this.ledger.release(this.held);
  }

  /** What the automation wants of the portion, each in the form of the target when it is asked for. */
  *#prepared(portion: Portion): Iterable<Prepared> {
    for (const source of portion.records) {
      const prepared = this.#prepare(source, portion);
      if (prepared) yield prepared;
    }
  }

  #prepare(source: SourceRecord, { stream, mode, known, suffix = '' }: Portion): Prepared | undefined {
    const id = recordId(source);
    if (known?.has(id) || !isInScope(source, this.automation)) return undefined;
    const isSnapshot = mode === 'snapshot';
    const wanted: EventSource = `${stream === 'alerts' ? 'Alerts' : 'Incidents'}${isSnapshot ? 'Snapshot' : ''}`;
    const definition = this.automation.sources.find(({ eventSource }) => eventSource === wanted);
    if (!definition || (definition.ruleSets.length > 0 && !isWanted(defenderEvent(source), definition))) return undefined;
    const outgoing = { id: `${id}${suffix}`, source, isSnapshot };
    return { outgoing, encoded: this.target.encode(outgoing) };
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

  async #writeDown(portion: Portion, { delivered, refused, sources, sentTime, last }: Outcomes): Promise<void> {
    if (last === undefined) return;
    const ids = delivered.flatMap((request) => request.ids);
    const requestIds =
      delivered.length === 1
        ? delivered.map(({ requestId }) => requestId)
        : delivered.flatMap((request) => request.ids.map(() => request.requestId));
    const entriesOf = (some: readonly string[]) => some.map((id): [string, number] => [id, sources.get(id)?.written ?? 0]);
    const chunks = [
      this.#chunk(portion, 'delivered', sentTime, entriesOf(ids), requestIds),
      this.#chunk(
        portion,
        'dead',
        sentTime,
        entriesOf(refused.map(({ record }) => record.id)),
        refused.map(({ requestId }) => requestId),
      ),
    ].filter(({ entries }) => entries.length > 0);
    const letters = refused.map(({ record, status, answer }) =>
      this.#letter(record.id, sources.get(record.id) as SourceRecord, status, answer),
    );
    await this.#commitAll(portion.advance(this.#succeeded(ids.length, refused.length), last), chunks, letters);
    this.delivered += ids.length;
    this.dead += refused.length;
  }

  #chunk(
    { stream, mode }: Portion,
    outcome: LedgerChunk['outcome'],
    sentTime: number,
    entries: LedgerChunk['entries'],
    requestIds: string[],
  ): LedgerChunk {
    const times = entries.map(([, written]) => written);
    const { target, subscriptionId } = this.held.state;
    return {
      ...{ target, subscriptionId, stream, mode, outcome, requestIds, sentTime, deliveredTime: this.clock() },
      ...{ firstWritten: Math.min(...times), lastWritten: Math.max(...times), entries },
    };
  }

  #letter(id: string, source: SourceRecord, status: number, answer: string): ExportDeadLetter {
    const { target, subscriptionId } = this.held.state;
    const subject = source.stream === 'alerts' ? source.alert.id : source.incident.id;
    return { target, subscriptionId, recordId: id, stream: source.stream, subject, status, answer, time: this.clock(), isReplayed: false };
  }

  /** In one transaction, or in several when the dead letters are very many; the state moves with the last. */
  async #commitAll(state: TargetState, chunks: LedgerChunk[], letters: ExportDeadLetter[]): Promise<void> {
    while (letters.length > MOST_LETTERS) await this.#commit(this.held.state, [], letters.splice(0, MOST_LETTERS));
    await this.#commit(state, chunks, letters);
  }

  async #commit(state: TargetState, chunks: LedgerChunk[] = [], letters: ExportDeadLetter[] = []): Promise<void> {
    const held = await this.ledger.commit(this.held, state, this.clock(), chunks, letters);
    if (held === undefined) throw new Overtaken(`The target ${state.target} has been taken over`);
    this.held = held;
  }
}

/** In one transaction beside the state and the ledger. */
const MOST_LETTERS = 90;
