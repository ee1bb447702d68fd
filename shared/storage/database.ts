import { type Container, CosmosClient, type Database } from '@azure/cosmos';
import { DefaultAzureCredential } from '@azure/identity';
import type { Config } from '../runtime/config';
import { CONTAINERS, type ContainerName } from '../runtime/resources';
import { containerDefinitions } from './container-definitions';

export type DatabaseSettings = Pick<Config, 'COSMOS_ENDPOINT' | 'COSMOS_KEY' | 'COSMOS_DATABASE' | 'COSMOS_DISCOVERY'>;

export type Containers = Record<ContainerName, Container>;

/** Short: whoever calls has a way to wait for a store that is away for longer. */
const RETRY = { maxRetryAttemptCount: 5, fixedRetryIntervalInMilliseconds: 0, maxWaitTimeInSeconds: 10 };
const REQUEST_TIMEOUT_MS = 10_000;

/** The containers of a database that exists. Does not connect yet. */
export function openContainers(settings: DatabaseSettings): Containers {
  const database = databaseOf(settings);
  const names = Object.keys(CONTAINERS) as ContainerName[];
  return Object.fromEntries(names.map((name) => [name, database.container(CONTAINERS[name])])) as Containers;
}

/** Creates the database and the containers that are missing: for emulators, where no template is deployed. */
export async function prepareDatabase(settings: DatabaseSettings): Promise<void> {
  const client = clientOf(settings);
  const { database } = await client.databases.createIfNotExists({ id: settings.COSMOS_DATABASE });
  for (const definition of containerDefinitions()) await database.containers.createIfNotExists(definition);
  client.dispose();
}

function databaseOf(settings: DatabaseSettings): Database {
  return clientOf(settings).database(settings.COSMOS_DATABASE);
}

function clientOf({
  COSMOS_ENDPOINT: endpoint,
  COSMOS_KEY: key,
  COSMOS_DISCOVERY: enableEndpointDiscovery,
}: DatabaseSettings): CosmosClient {
  return new CosmosClient({
    endpoint,
    ...(key === undefined ? { aadCredentials: new DefaultAzureCredential() } : { key }),
    connectionPolicy: { enableEndpointDiscovery, requestTimeout: REQUEST_TIMEOUT_MS, retryOptions: RETRY },
  });
}
