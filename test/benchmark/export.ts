import path from 'node:path';
import { Child } from '../../infra/local/stack/child';
import type { CosmosFacts } from '../../infra/local/stack/components/cosmos';
import type { DataCollectionFacts } from '../../infra/local/stack/components/data-collection';
import { initialState } from '../../shared/export/export-subscription';
import type { SourceRecord } from '../../shared/export/record';
import { runTarget } from '../../shared/export/run-target';
import { WorkspaceTarget } from '../../shared/export/targets/workspace-target';
import { readEvents } from '../../shared/pipeline/read-events';
import { readConfig } from '../../shared/runtime/config';
import type { Automation, AutomationAction } from '../../shared/settings/automation';
import { prepareDatabase } from '../../shared/storage/database';
import type { ExportSource } from '../../shared/storage/export-source';
import { openStores } from '../../shared/storage/stores';
import { operationsOf } from './operations';
import type { Benchmark, Row } from './row';
import { workload } from './workload';

const ALERTS = 50_000;
const BATCH = 500;
const STOP_MS = 2_000;

/** One workspace gets what one subscription has: from the embedded store to the local data collection endpoint, by way of Azure's own clients, with the ledger. */
export const exporting: Benchmark = {
  name: 'export',
  title: 'Export to a workspace, store and endpoint in processes of their own',
  async run() {
    const cosmosServer = component<CosmosFacts>('cosmos');
    const collection = component<DataCollectionFacts>('data-collection');
    try {
      return await measure(await cosmosServer.ready, await collection.ready);
    } finally {
      await Promise.all([cosmosServer.stop(STOP_MS), collection.stop(STOP_MS)]);
    }
  },
};

function component<Facts>(name: string): Child<Facts> {
  return new Child<Facts>(path.join(__dirname, '../../infra/local/stack/components', name), { port: 0 });
}

async function measure(cosmos: CosmosFacts, collection: DataCollectionFacts): Promise<Row[]> {
  const settings = readConfig({
    COSMOS_ENDPOINT: cosmos.endpoint,
    COSMOS_KEY: cosmos.key,
    COSMOS_DISCOVERY: 'false',
    EVENT_HUBS: 'unused',
  });
  await prepareDatabase(settings);
  const stores = openStores(settings);
  const events = [...workload({ alerts: ALERTS, subscriptions: 1, from: Date.UTC(2026, 2, 2), spacing: 1_000 })].map(
    ({ text }, sequenceNumber) => ({
      ...{ body: text, properties: {}, partitionId: '0', sequenceNumber, enqueuedTime: '' },
    }),
  );
  const created = Date.now() - 1_000;
  const { alerts } = readEvents(events, 1_000_000, created);
  for (let start = 0; start < alerts.length; start += BATCH) {
    await stores.alerts.add(
      alerts.slice(start, start + BATCH).map(({ alert }) => alert),
      Date.now(),
    );
  }
  const subscriptionId = alerts[0]?.alert.subscriptionId ?? '';
  const action: AutomationAction = { actionType: 'Workspace', workspaceResourceId: '/workspace' };
  const automation = automationOf(subscriptionId, action, created);
  const target = new WorkspaceTarget({ endpoint: collection.url, ruleId: 'dcr' }, Date.now);
  const options = { clock: Date.now, random: Math.random, deadline: Number.MAX_SAFE_INTEGER };
  const timed = async (uid: string, source: ExportSource) => {
    const own = { ...automation, uid };
    const began = performance.now();
    const run = await runTarget(own, initialState(own, action), target, { source, ledger: stores.exportLedger }, options);
    if (run.delivered !== alerts.length) throw new Error(`${run.delivered} of ${alerts.length} alerts were delivered (${run.outcome})`);
    return (performance.now() - began) / 1_000;
  };
  const before = await operationsOf(cosmos.endpoint);
  const fromStore = await timed('from-store', stores.exportSource);
  const after = await operationsOf(cosmos.endpoint);
  const { bytes, requests } = (await (await fetch(collection.url)).json()) as { bytes: number; requests: number };
  const pages: SourceRecord[][] = [];
  for await (const page of stores.exportSource.writtenSince(subscriptionId, 'alerts', 0)) pages.push(page);
  const atHand = await timed('at-hand', Object.assign(Object.create(stores.exportSource), { writtenSince: () => pages }));
  const perThousand = (count: number) => (count / alerts.length) * 1_000;
  return [
    { name: `${alerts.length} alerts, read from the embedded store`, value: alerts.length / fromStore, unit: 'records/s' },
    { name: 'the same, already read', value: alerts.length / atHand, unit: 'records/s' },
    { name: 'JSON for the workspace', value: bytes / alerts.length, unit: 'bytes/record' },
    { name: 'requests to the endpoint', value: perThousand(requests), unit: 'per 1,000 records' },
    { name: 'writes to the store, ledger included', value: perThousand(after.writes - before.writes), unit: 'per 1,000 records' },
    {
      name: 'reads and pages of queries',
      value: perThousand(after.reads + after.queries - before.reads - before.queries),
      unit: 'per 1,000 records',
    },
  ];
}

function automationOf(subscriptionId: string, action: AutomationAction, createdTime: number): Automation {
  return {
    ...{ subscriptionId, resourceGroup: 'bench', name: 'bench', uid: 'bench', location: '', tags: {}, description: '', isEnabled: true },
    scopes: [{ description: '', scopePath: `/subscriptions/${subscriptionId}` }],
    sources: [{ eventSource: 'Alerts', ruleSets: [] }],
    ...{ actions: [action], createdTime, modifiedTime: createdTime },
  };
}
