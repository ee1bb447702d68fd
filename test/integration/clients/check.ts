import { rejects } from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import type { Connected } from './connected';

/** One thing that programs written for Azure rely on. */
export interface Check {
  /** The numbers of the client's calls in {@link CALLS}. */
  calls: number[];
  name: string;
  /** Rejects with what is wrong. */
  run(connected: Connected): Promise<void>;
}

/** Calls of Azure's clients that the API serves, by number. */
export const CALLS: Readonly<Record<number, string>> = {
  1: 'alerts.list',
  2: 'alerts.listByResourceGroup',
  3: 'alerts.list…LevelByRegion',
  4: 'alerts.get…Level',
  5: 'alerts.update…LevelStateTo…',
  6: 'alerts/{name}/inProgress',
  7: 'alerts.simulate',
  8: 'alertsSuppressionRules.list',
  9: 'alertsSuppressionRules.get',
  10: 'alertsSuppressionRules.update',
  11: 'alertsSuppressionRules.delete',
  12: 'automations.list, listByResourceGroup',
  13: 'automations.get, delete',
  14: 'automations.createOrUpdate',
  15: 'automations.validate',
  16: 'pricings.list, get',
  17: 'pricings.update',
  18: 'incidents.list',
  19: 'incidents.get',
  20: 'incidents.createOrUpdate',
  21: 'incidents.delete',
  22: 'incidents.listAlerts, listEntities, listBookmarks',
  23: 'incidentComments.list, get',
  24: 'incidentComments.createOrUpdate',
  25: 'incidentComments.delete, incidentRelations.delete, bookmarks.delete',
  26: 'incidentRelations.list, get, createOrUpdate',
  27: 'bookmarks.list, get, createOrUpdate',
  29: 'entitiesGetTimeline.list',
  35: 'activityLogs.list',
  40: 'mergeIncidents, moveAlerts',
};

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
