import { createHash } from 'node:crypto';
import { type Automation, type AutomationAction, placeOf } from '../settings/automation';
import type { Stream } from './record';

/** How far a stream of records has been passed on. All are whole seconds of the store's clock. */
export interface Progress {
  /** Everything written in this second or later is covered; a backfill moves it. */
  coveredFrom: number;
  /** From this second on every state is passed on as it comes. Of the time before, which a backfill covers, only what an alert is by then. */
  followedFrom: number;
  /** Everything written before it has been passed on, but for what the overlap looks at again. */
  watermark: number;
}

/** A stretch of the past that is passed on beside the stream: [`watermark`, `until`). */
export interface Backfill {
  from: number;
  until: Record<Stream, number>;
  watermark: Record<Stream, number>;
}

/** A snapshot under way or done. `after`: the time and id of the last record that was passed on. */
export interface Snapshot {
  /** The day (YYYY-MM-DD) on which it began: the first of its week. */
  day: string;
  /** What existed at that moment is part of it, epoch milliseconds. */
  asOf: number;
  after: Partial<Record<Stream, [time: number, id: string]>>;
  isDone: boolean;
}

/** Where the delivery to one place stands. */
export interface TargetState {
  /** {@link targetIdOf}. */
  target: string;
  subscriptionId: string;
  automation: string;
  place: string;
  streams: Partial<Record<Stream, Progress>>;
  backfill?: Backfill;
  snapshot?: Snapshot;
  /** Of a target from which changes come back: the moment up to which they have been taken in, by its clock, epoch milliseconds. */
  receivedUpTo?: number;
  /** Counts the entries of the ledger. */
  sequence: number;
  delivered: number;
  dead: number;
  /** Failures since the last success; from {@link CIRCUIT_OPENS_AT} on the circuit counts as open. */
  failures: number;
  /** Left alone until then, epoch milliseconds. */
  retryAt: number;
  /** The second in which the store accepted the first record of a stream that could not be delivered. */
  undeliveredSince?: number;
  lastFailure?: { time: number; status: number; message: string };
  lastDelivery?: number;
}

export const CIRCUIT_OPENS_AT = 5;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 5 * 60_000;

/** An action's place within one life of its automation. */
export function targetIdOf({ uid }: Automation, action: AutomationAction): string {
  return createHash('sha256')
    .update(`${uid}\n${placeOf(action)}`)
    .digest('hex')
    .slice(0, 24);
}

/** The state after one more failure. `random`: 0 up to 1; spreads those who wait for the same target. */
export function afterFailure(
  state: TargetState,
  failure: { status: number; message: string; retryAfter?: number | undefined },
  now: number,
  random: number,
): TargetState {
  const failures = state.failures + 1;
  const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(failures - 1, 20));
  const jittered = pause * (0.5 + random / 2);
  const retryAt = now + Math.max(jittered, failure.retryAfter ?? 0);
  const { status, message } = failure;
  return { ...state, failures, retryAt, lastFailure: { time: now, status, message: message.slice(0, 1_000) } };
}
