import type { ExportRepository } from '../storage/export-repository';
import { beginningOf } from '../storage/export-source';
import type { DeliveryRun } from './delivery-run';
import type { SourceRecord, Stream } from './record';
import type { ExportRun, ExportStores, RunOptions } from './run-target';
import type { Target } from './target';
import type { TargetState } from './target-state';

/** How many seconds of the store's clock each run looks at once more: it counts whole seconds, and a record may become visible a moment after a later one. */
const OVERLAP_SECONDS = 5;

/** The run ends where it is, and the next one goes on from there. */
export class OutOfTime extends Error {
  constructor(readonly left: Pick<ExportRun, 'undeliveredSince'>) {
    super('The time of the run is over');
  }
}

/** The kinds of work of one run. */
export class ExportWork {
  constructor(
    private readonly run: DeliveryRun,
    private readonly source: ExportStores['source'],
    private readonly ledger: ExportRepository,
    private readonly options: RunOptions,
  ) {}

  /** What was changed at the target since the last run. */
  async receive(target: Target): Promise<void> {
    for await (const receivedUpTo of target.receive?.(this.run.state.receivedUpTo) ?? []) {
      await this.run.move((state) => ({ ...state, receivedUpTo: Math.max(receivedUpTo, state.receivedUpTo ?? 0) }));
      this.#checkTime();
    }
  }

  /** What was written since the last run. */
  async stream(stream: Stream): Promise<void> {
    const now = Math.floor(this.options.clock() / 1_000);
    // An event source that was added later is covered from now on.
    const progress = this.run.state.streams[stream] ?? { coveredFrom: now, followedFrom: now, watermark: now };
    if (!this.run.state.streams[stream]) await this.run.move((state) => ({ ...state, streams: { ...state.streams, [stream]: progress } }));
    const since = Math.max(progress.coveredFrom, progress.watermark - OVERLAP_SECONDS);
    const { subscriptionId } = this.run.state;
    let known: Set<string> | undefined;
    for await (const page of this.source.writtenSince(subscriptionId, stream, since)) {
      this.#checkTime(page[0]?.written);
      known ??= await this.ledger.passedOn(subscriptionId, this.run.state.target, stream, since);
      const records = page.filter(({ heldSince, written }) => heldSince === undefined || written >= progress.followedFrom);
      await this.#addFormer(known, records, stream, since);
      const advance = (state: TargetState, { written }: SourceRecord): TargetState => {
        const { watermark, ...from } = state.streams[stream] ?? progress;
        return { ...state, streams: { ...state.streams, [stream]: { ...from, watermark: Math.max(watermark, written) } } };
      };
      await this.run.pass({ stream, mode: 'streaming', records, known, advance });
    }
  }

  /** What was written before the stream was followed, as far back as somebody has asked for. */
  async backfill(stream: Stream): Promise<void> {
    const backfill = this.run.state.backfill;
    if (!backfill || backfill.watermark[stream] >= backfill.until[stream]) return;
    const { subscriptionId, target } = this.run.state;
    const since = backfill.watermark[stream];
    let known: Set<string> | undefined;
    const at = (state: TargetState, watermark: number): TargetState =>
      state.backfill
        ? {
            ...state,
            backfill: {
              ...state.backfill,
              watermark: { ...state.backfill.watermark, [stream]: Math.max(watermark, state.backfill.watermark[stream]) },
            },
          }
        : state;
    for await (const page of this.source.writtenSince(subscriptionId, stream, since, backfill.until[stream])) {
      this.#checkTime();
      known ??= await this.ledger.passedOn(subscriptionId, target, stream, since, backfill.until[stream]);
      const records = page.filter(({ heldSince }) => heldSince === undefined);
      await this.run.pass({ stream, mode: 'backfill', records, known, advance: (state, { written }) => at(state, written) });
    }
    await this.run.move((state) => at(state, backfill.until[stream]));
  }

  /**
   * Former states were passed on while they were the present ones, unless they changed before a run came by: what is known of those from before `since` is in
   * the ledger. Costs one small query for each second in which one of them was written, of alerts alone whose state people have changed.
   */
  async #addFormer(known: Set<string>, records: readonly SourceRecord[], stream: Stream, since: number): Promise<void> {
    const { subscriptionId, target } = this.run.state;
    const former = records.filter(({ heldSince, written }) => heldSince !== undefined && written < since);
    for (const second of new Set(former.map(({ written }) => written))) {
      for (const id of await this.ledger.passedOn(subscriptionId, target, stream, second, second)) known.add(id);
    }
  }

  /** From now on the past counts as covered. */
  async endBackfill(): Promise<void> {
    const { backfill } = this.run.state;
    if (!backfill) return;
    await this.run.move(({ backfill: _, ...state }) => {
      const streams = Object.entries(state.streams).map(([stream, progress]) => [
        stream,
        { ...progress, coveredFrom: Math.min(progress.coveredFrom, backfill.from) },
      ]);
      return { ...state, streams: Object.fromEntries(streams) };
    });
  }

  /** Everything that exists, once a week, beginning on Monday (UTC). */
  async snapshot(streams: readonly Stream[]): Promise<void> {
    const now = this.options.clock();
    const week = mondayOf(now);
    if (this.run.state.snapshot === undefined || this.run.state.snapshot.day < week) {
      await this.run.move((state) => ({ ...state, snapshot: { day: week, asOf: now, after: {}, isDone: false } }));
    }
    const snapshot = this.run.state.snapshot;
    if (!snapshot || snapshot.isDone) return;
    for (const stream of streams) {
      for (;;) {
        this.#checkTime();
        const after = this.run.state.snapshot?.after[stream];
        const records = await this.source.existing(this.run.state.subscriptionId, stream, snapshot.asOf, after);
        if (records.length === 0) break;
        const advance = (state: TargetState, last: SourceRecord): TargetState =>
          state.snapshot
            ? { ...state, snapshot: { ...state.snapshot, after: { ...state.snapshot.after, [stream]: beginningOf(last) } } }
            : state;
        await this.run.pass({ stream, mode: 'snapshot', records, suffix: `@${snapshot.day}`, advance });
      }
    }
    await this.run.move((state) => (state.snapshot ? { ...state, snapshot: { ...state.snapshot, isDone: true } } : state));
  }

  /** Dead letters that somebody wants to be tried again, in the state which their alert or incident has now. */
  async replays(): Promise<void> {
    const { subscriptionId, target, dead } = this.run.state;
    if (dead === 0) return;
    for (const letter of await this.ledger.deadLetters(subscriptionId, target)) {
      if (!letter.isReplayed) continue;
      this.#checkTime();
      const record = await this.source.get(subscriptionId, letter.stream, letter.subject);
      const deadBefore = this.run.dead;
      if (record) await this.run.pass({ stream: letter.stream, mode: 'replay', records: [record], advance: (state) => state });
      if (this.run.dead === deadBefore) await this.ledger.removeDeadLetter(letter);
    }
  }

  /** `next`: when the store accepted the record that would be the next of its stream. */
  #checkTime(next?: number): void {
    if (this.options.clock() >= this.options.deadline) throw new OutOfTime(next === undefined ? {} : { undeliveredSince: next });
  }
}

const DAY_MS = 24 * 60 * 60 * 1_000;

function mondayOf(time: number): string {
  const sinceMonday = (new Date(time).getUTCDay() + 6) % 7;
  return new Date(time - sinceMonday * DAY_MS).toISOString().slice(0, 10);
}
