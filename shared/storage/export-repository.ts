import { randomUUID } from 'node:crypto';
import type { Container, OperationInput } from '@azure/cosmos';
import type { Stream } from '../export/record';
import type { TargetState } from '../export/target-state';
import { removeDocument, withoutSystemProperties, written } from './documents';
import { inOneTransaction } from './transaction';

type StateDocument = TargetState & { id: string; kind: 'exportTarget'; holder: string; leasedUntil: number };

/** The right to deliver to one target, for a while. */
export interface Held {
  state: TargetState;
  holder: string;
  etag: string;
}

export type LedgerMode = 'streaming' | 'backfill' | 'snapshot' | 'replay' | 'file';

/** What requests delivered, or what of them was refused: the entries of many records in one document, for a write costs what a document costs. */
export interface LedgerChunk {
  target: string;
  subscriptionId: string;
  stream: Stream;
  mode: LedgerMode;
  outcome: 'delivered' | 'dead';
  /** The target's ids of the requests: one for all entries, or one for each. */
  requestIds: string[];
  /** Of the first request, epoch milliseconds. */
  sentTime: number;
  /** When the outcome of the last was known, epoch milliseconds. */
  deliveredTime: number;
  /** Of the records: the seconds in which the store accepted the first and the last. */
  firstWritten: number;
  lastWritten: number;
  /** Id of the record's version, and the second in which the store accepted it. */
  entries: [recordId: string, written: number][];
}

/** A record that its target refuses for good, with the answer. */
export interface ExportDeadLetter {
  target: string;
  subscriptionId: string;
  recordId: string;
  stream: Stream;
  /** Id of the alert or incident. */
  subject: string;
  status: number;
  answer: string;
  /** Epoch milliseconds. */
  time: number;
  /** Set when somebody wants it to be sent again. */
  isReplayed: boolean;
}

/** Longer than any request to a target may take. */
const LEASE_MS = 120_000;
const DAY_SECONDS = 24 * 60 * 60;

/** Where the deliveries stand, and the ledger of what was delivered; each in the partition of its subscription. */
export class ExportRepository {
  constructor(
    private readonly container: Container,
    private readonly options: { retentionDays: number },
  ) {}

  /** `initial`: of a target that is new. Not held while another worker has it or it is to be left alone. `now`: epoch milliseconds. */
  async acquire(initial: TargetState, now: number): Promise<{ state: TargetState; held: Held | undefined }> {
    const item = this.container.item(stateId(initial.target), initial.subscriptionId);
    const { resource: stored, etag } = await item.read<StateDocument>();
    const state = stored ? stateOf(stored) : initial;
    if (stored && (stored.leasedUntil > now || stored.retryAt > now)) return { state, held: undefined };
    return { state, held: await this.commit({ state, holder: randomUUID(), etag: stored ? etag : '' }, state, now) };
  }

  /** Makes a target known, so that it is served from this moment on. One that is known stays as it is. */
  async register(initial: TargetState): Promise<void> {
    await this.#write({ state: initial, holder: '', etag: '' }, initial, '', 0, []);
  }

  /**
   * Writes the new state together with the entries of the ledger and the dead letters, and keeps the lease. Undefined when another worker has taken it:
   * whoever had it must stop.
   */
  async commit(held: Held, state: TargetState, now: number, chunks: LedgerChunk[] = [], letters: ExportDeadLetter[] = []) {
    const ttl = this.options.retentionDays * DAY_SECONDS;
    const sequence = state.sequence + chunks.length;
    const next: TargetState = { ...state, sequence };
    const written = chunks.map((chunk, index) => ({
      ...{ ...chunk, id: `ledger-${chunk.target}-${String(state.sequence + index).padStart(12, '0')}`, kind: 'ledger', ttl },
    }));
    const dead = letters.map((letter) => ({ ...letter, id: letterId(letter), kind: 'exportDeadLetter', ttl }));
    return this.#write(held, next, held.holder, now + LEASE_MS, [
      ...written.map((body): OperationInput => ({ operationType: 'Create', resourceBody: body as never })),
      ...dead.map((body): OperationInput => ({ operationType: 'Upsert', resourceBody: body as never })),
    ]);
  }

  /** Gives the lease back. */
  async release(held: Held): Promise<void> {
    await this.#write(held, held.state, '', 0, []);
  }

  async state(subscriptionId: string, target: string): Promise<TargetState | undefined> {
    const { resource } = await this.container.item(stateId(target), subscriptionId).read<StateDocument>();
    return resource && stateOf(resource);
  }

  /** Changes a state from outside of a delivery. False when there is none. Whoever delivers at that moment has to start again. */
  async change(subscriptionId: string, target: string, change: (state: TargetState) => TargetState): Promise<boolean> {
    const item = this.container.item(stateId(target), subscriptionId);
    for (;;) {
      const { resource: stored, etag } = await item.read<StateDocument>();
      if (!stored) return false;
      const document = { ...stored, ...change(stateOf(stored)), holder: '', leasedUntil: 0 };
      try {
        await item.replace(document, { accessCondition: { type: 'IfMatch', condition: etag } });
        return true;
      } catch (error) {
        if ((error as { code?: unknown }).code !== 412) throw error;
      }
    }
  }

  /** The ledger of a target for records which the store accepted from the second `from` up to and with `to`. */
  async *ledger(subscriptionId: string, target: string, from: number, to: number): AsyncIterable<LedgerChunk> {
    const query = {
      query: `SELECT * FROM c WHERE c.subscriptionId = @subscriptionId AND c.kind = 'ledger' AND c.target = @target
        AND c.lastWritten >= @from AND c.firstWritten <= @to`,
      parameters: [
        { name: '@subscriptionId', value: subscriptionId },
        { name: '@target', value: target },
        { name: '@from', value: from },
        { name: '@to', value: to },
      ],
    };
    const pages = this.container.items.query<LedgerChunk>(query, { partitionKey: subscriptionId, maxItemCount: 50 });
    while (pages.hasMoreResults()) yield* (await pages.fetchNext()).resources ?? [];
  }

  /** Ids of what was passed on of a stream, of records accepted in the second `since` or later, and up to and with `until`. */
  async passedOn(
    subscriptionId: string,
    target: string,
    stream: Stream,
    since: number,
    until = Number.MAX_SAFE_INTEGER,
  ): Promise<Set<string>> {
    const ids = new Set<string>();
    for await (const chunk of this.ledger(subscriptionId, target, since, until)) {
      if (chunk.stream === stream && chunk.mode !== 'snapshot')
        for (const [id, written] of chunk.entries) if (written >= since && written <= until) ids.add(id);
    }
    return ids;
  }

  async deadLetters(subscriptionId: string, target: string): Promise<ExportDeadLetter[]> {
    const query = {
      query: "SELECT TOP 1000 * FROM c WHERE c.subscriptionId = @subscriptionId AND c.kind = 'exportDeadLetter' AND c.target = @target",
      parameters: [
        { name: '@subscriptionId', value: subscriptionId },
        { name: '@target', value: target },
      ],
    };
    return (await this.container.items.query<ExportDeadLetter>(query, { partitionKey: subscriptionId }).fetchAll()).resources;
  }

  async replay(letter: ExportDeadLetter): Promise<void> {
    const item = this.container.item(letterId(letter), letter.subscriptionId);
    await item.patch([{ op: 'set', path: '/isReplayed', value: true }]);
  }

  async removeDeadLetter(letter: ExportDeadLetter): Promise<void> {
    await removeDocument(this.container, letter.subscriptionId, letterId(letter));
  }

  async #write(held: Held, state: TargetState, holder: string, leasedUntil: number, others: OperationInput[]): Promise<Held | undefined> {
    const document: StateDocument = { ...state, id: stateId(state.target), kind: 'exportTarget', holder, leasedUntil };
    const own = written(document, held.etag || undefined);
    const { subscriptionId } = state;
    if ((await inOneTransaction(this.container, subscriptionId, [own, ...others])) === 'overtaken') return undefined;
    const { resource, etag } = await this.container.item(document.id, subscriptionId).read<StateDocument>();
    return resource?.holder === holder ? { state, holder, etag } : undefined;
  }
}

function stateId(target: string): string {
  return `target-${target}`;
}

function letterId({ target, recordId }: Pick<ExportDeadLetter, 'target' | 'recordId'>): string {
  return `dead-${target}-${recordId}`;
}

function stateOf(document: StateDocument): TargetState {
  const { id: _, kind: __, holder: ___, leasedUntil: ____, ...state } = document;
  return withoutSystemProperties(state);
}
