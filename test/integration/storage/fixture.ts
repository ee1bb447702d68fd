import { CosmosServer } from '../../../infra/local/cosmos/server';
import type { Alert } from '../../../shared/model/alert';
import { readEvents } from '../../../shared/pipeline/read-events';
import { type Config, readConfig } from '../../../shared/runtime/config';
import { type Containers, openContainers, prepareDatabase } from '../../../shared/storage/database';
import { defenderExport, SUBSCRIPTION } from '../../support/sample-alerts';

export interface Storage {
  server: CosmosServer;
  containers: Containers;
  settings: Config;
  close(): Promise<void>;
}

let databases = 0;

/** The embedded Cosmos DB with the app's containers in it, reached as the app reaches it. */
export async function startStorage(): Promise<Storage> {
  const server = await CosmosServer.start();
  databases += 1;
  const settings = readConfig({
    COSMOS_ENDPOINT: server.endpoint,
    COSMOS_KEY: server.key,
    COSMOS_DISCOVERY: 'false',
    COSMOS_DATABASE: `test-${databases}`,
    EVENT_HUBS: 'unused',
  });
  await prepareDatabase(settings);
  return { server, settings, containers: openContainers(settings), close: () => server.close() };
}

/** A subscription for one test alone. */
export function subscription(number: number): string {
  return `aaaaaaaa-0000-0000-0000-${String(number).padStart(12, '0')}`;
}

/** A classified alert, by way of its wire format. */
export function alertOf(changes: Record<string, unknown> = {}, subscriptionId = SUBSCRIPTION): Alert {
  const event = {
    body: JSON.stringify(defenderExport(changes)),
    properties: { subscriptionId },
    partitionId: '0',
    sequenceNumber: 1,
    enqueuedTime: '',
  };
  const [read] = readEvents([event], 1_000_000, 0).alerts;
  if (read === undefined) throw new Error('the sample is no alert');
  return read.alert;
}
