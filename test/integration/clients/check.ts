import { rejects } from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import type { Connected } from './connected';

/** One thing that programs written for Azure rely on. */
export interface Check {
  name: string;
  /** Rejects with what is wrong. */
  run(connected: Connected): Promise<void>;
}

export async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
}

export async function namesOf(items: AsyncIterable<{ name?: string }>): Promise<string[]> {
  return (await all(items)).map(({ name = '' }) => name);
}

/** Lengths of the pages. */
export async function pageSizes(list: { byPage(): AsyncIterable<unknown[]> }): Promise<number[]> {
  return (await all(list.byPage())).map(({ length }) => length);
}

/** As the clients tell their callers. */
export async function refused(call: Promise<unknown>, statusCode: number, code: string): Promise<void> {
  await rejects(call, (error: { statusCode?: number; code?: string; message?: string }) => {
    if (error.statusCode === statusCode && error.code === code && error.message) return true;
    throw new Error(`Expected ${statusCode} ${code}, got ${error.statusCode} ${error.code}: ${error.message}`);
  });
}

/** Waits until `find` finds something. */
export async function found<T>(find: () => Promise<T | undefined>, what: string): Promise<T> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const result = await find();
    if (result !== undefined) return result;
    await delay(100);
  }
  throw new Error(`There is no ${what} after 20 s.`);
}
