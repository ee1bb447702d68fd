import { CosmosServer } from '../../infra/local/cosmos/server';
import { fuseSubscription } from '../../shared/pipeline/fuse-subscription';
import { readEvents } from '../../shared/pipeline/read-events';
import { readConfig } from '../../shared/runtime/config';
import { prepareDatabase } from '../../shared/storage/database';
import { openStores, type Stores } from '../../shared/storage/stores';
import { operationsOf } from './operations';
import { readUnits, writeUnits } from './request-units';
import type { Benchmark, Row } from './row';
import { subscriptionOf, workload } from './workload';

const HISTORY = 10_000;
const BATCH = 500;
/** Event time between two alerts, milliseconds: the history takes three and a half days. */
const SPACING = 30_000;
const MEASURED = [1, 100, 1_000];
/** A run looks five seconds back: longer than that, so that it sees of what was there before the last run's alerts alone. */
const PAUSE_MS = 7_000;

/** What one run of fusion asks of the store, by how many alerts are new. */
export const fusionRun: Benchmark = {
  name: 'fusion-run',
  title: `One run of fusion over the embedded store, after ${HISTORY} alerts of the same subscription`,
  async run() {
    const server = await CosmosServer.start();
    try {
      return await measure(server);
    } finally {
      await server.close();
    }
  },
};

async function measure({ endpoint, key }: CosmosServer): Promise<Row[]> {
  const settings = readConfig({ COSMOS_ENDPOINT: endpoint, COSMOS_KEY: key, COSMOS_DISCOVERY: 'false', EVENT_HUBS: 'unused' });
  await prepareDatabase(settings);
  const stores = openStores(settings);
  const total = HISTORY + 1 + MEASURED.reduce((sum, count) => sum + count, 0);
  const events = [...workload({ alerts: total, subscriptions: 1, from: Date.now() - total * SPACING, spacing: SPACING })];
  await add(stores, events.splice(0, HISTORY));
  await fuse(stores, HISTORY);
  // The next run would look again at all of the history that was written in its last five seconds.
  await addLater(stores, events.splice(0, 1));
  await fuse(stores, 1);
  const rows: Row[] = [];
  for (const count of MEASURED) {
    await addLater(stores, events.splice(0, count));
    const before = await operationsOf(endpoint);
    await fuse(stores, count);
    const after = await operationsOf(endpoint);
    const [writes, reads, pages] = [after.writes - before.writes, after.reads - before.reads, after.queries - before.queries];
    rows.push(
      { name: `${count} new: writes`, value: writes, unit: 'operations' },
      { name: `${count} new: reads and pages of queries`, value: reads + pages, unit: 'operations' },
      { name: `${count} new: estimated`, value: units(writes, reads, pages), unit: 'RU' },
    );
  }
  return rows;
}

/** An alert, or an activity: about. */
const DOCUMENT_KB = 5.5;

/** As of documents of `DOCUMENT_KB`; a page of a query counts as the read of ten of them. */
function units(writes: number, reads: number, pages: number): number {
  return writes * writeUnits(DOCUMENT_KB) + (reads + pages * 10) * readUnits(DOCUMENT_KB);
}

async function addLater(stores: Stores, alerts: readonly { text: string }[]): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  await add(stores, alerts);
}

async function add(stores: Stores, alerts: readonly { text: string }[]): Promise<void> {
  const events = alerts.map(({ text }, sequenceNumber) => ({
    ...{ body: text, properties: {}, partitionId: '0', sequenceNumber, enqueuedTime: '' },
  }));
  const read = readEvents(events, 1_000_000, Date.now()).alerts.map(({ alert }) => alert);
  for (let start = 0; start < read.length; start += BATCH) await stores.alerts.add(read.slice(start, start + BATCH), Date.now());
  await stores.registry.markChanged(subscriptionOf(0));
}

async function fuse(stores: Stores, alerts: number): Promise<void> {
  const summary = await fuseSubscription(subscriptionOf(0), stores, { publish: async () => undefined }, Date.now);
  if (summary.outcome !== 'done' || summary.alerts < alerts) throw new Error(`Fused: ${JSON.stringify(summary)} of ${alerts}`);
}
