import { messageOf } from './log';
import { sleep } from './sleep';
import type { RetryContext, RetryOptions } from './worker-protocol';

/** How an invocation with its retries ended. `interrupted`: the host stops or lost the work, so that somebody must do it again. */
export type Outcome<T> = { status: 'succeeded'; value: T } | { status: 'failed' | 'interrupted'; error: unknown };

/** The wait in milliseconds before the next try, or undefined when the policy gives up. `failures` counts from 1. */
export function retryDelay(policy: RetryOptions | undefined, failures: number): number | undefined {
  if (!policy || (policy.maxRetryCount !== -1 && failures > policy.maxRetryCount)) return undefined;
  if (policy.retryStrategy === 'fixedDelay') return milliseconds(policy.delayInterval);
  const maximum = milliseconds(policy.maximumInterval) || Number.POSITIVE_INFINITY;
  return Math.min(maximum, milliseconds(policy.minimumInterval) * 2 ** (failures - 1));
}

function milliseconds(duration: { seconds?: number } | undefined): number {
  return Number(duration?.seconds ?? 0) * 1000;
}

/** Tries until it succeeds, the policy gives up, or `signal` is aborted, which also ends a wait. Never rejects. */
export async function withRetry<T>(
  policy: RetryOptions | undefined,
  attempt: (retry: RetryContext | undefined) => Promise<T>,
  signal: AbortSignal,
): Promise<Outcome<T>> {
  let retry: RetryContext | undefined;
  for (let failures = 1; ; failures++) {
    try {
      return { status: 'succeeded', value: await attempt(retry) };
    } catch (error) {
      const wait = retryDelay(policy, failures);
      if (wait === undefined) return { status: 'failed', error };
      await sleep(wait, signal);
      if (signal.aborted) return { status: 'interrupted', error };
      retry = { retryCount: failures, maxRetryCount: policy?.maxRetryCount ?? 0, exception: { message: messageOf(error) } };
    }
  }
}
