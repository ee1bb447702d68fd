import { setTimeout as delay } from 'node:timers/promises';

/** Waits until `condition` holds; throws with `what` was waited for when it does not in time. */
export async function eventually(
  condition: () => boolean | Promise<boolean>,
  what: () => string = () => 'the condition',
  milliseconds = 10_000,
): Promise<void> {
  const deadline = Date.now() + milliseconds;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`Waited ${milliseconds} ms in vain for ${what()}`);
    await delay(20);
  }
}
