import { setTimeout as delay } from 'node:timers/promises';

/** Waits so many milliseconds, or less when `signal` is aborted. Never rejects. */
export async function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  await delay(milliseconds, undefined, { signal }).catch(() => undefined);
}

/** Waits for `work`, whether it succeeds or fails, but no longer than so many milliseconds. Never rejects. */
export async function settle(work: Promise<unknown>, milliseconds: number): Promise<void> {
  const settled = new AbortController();
  await Promise.race([work.then(ignore, ignore), sleep(milliseconds, settled.signal)]);
  settled.abort();
}

function ignore(): void {}
