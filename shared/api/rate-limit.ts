import type { Clock } from '../runtime/clock';
import { tooManyRequests } from './api-error';
import type { Caller } from './auth/caller';

interface Bucket {
  tokens: number;
  /** When it was last filled, epoch milliseconds. */
  filled: number;
}

/** How many seconds' worth of requests a caller may send at once. */
const BURST_SECONDS = 10;
const LARGEST_TABLE = 10_000;

/** A token bucket for each caller, in this process: a brake against a client that runs wild, not an account of use. */
export class RateLimit {
  readonly #buckets = new Map<string, Bucket>();

  constructor(
    private readonly perSecond: number,
    private readonly clock: Clock,
  ) {}

  /** Counts a request. Throws 429 with the time to wait when the caller has used up what it may. */
  admit({ tenantId, principalId, applicationId }: Caller): void {
    const key = `${tenantId}/${principalId}/${applicationId ?? ''}`;
    const now = this.clock();
    const capacity = this.perSecond * BURST_SECONDS;
    const bucket = this.#buckets.get(key) ?? { tokens: capacity, filled: now };
    bucket.tokens = Math.min(capacity, bucket.tokens + (Math.max(0, now - bucket.filled) / 1000) * this.perSecond);
    bucket.filled = now;
    if (this.#buckets.size >= LARGEST_TABLE) this.#buckets.clear();
    this.#buckets.set(key, bucket);
    if (bucket.tokens < 1) throw tooManyRequests(Math.max(1, Math.ceil((1 - bucket.tokens) / this.perSecond)));
    bucket.tokens -= 1;
  }
}
