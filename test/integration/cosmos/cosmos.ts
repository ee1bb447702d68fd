import { type Container, type ContainerDefinition, CosmosClient, type OperationInput } from '@azure/cosmos';
import { CosmosServer, type CosmosServerOptions } from '../../../infra/local/cosmos/server';

export interface Cosmos {
  server: CosmosServer;
  client: CosmosClient;
  /** A new, empty container with the partition key `/tenant`. */
  container(definition?: ContainerDefinition): Promise<Container>;
  close(): Promise<void>;
}

export function connect({ endpoint, key }: { endpoint: string; key: string }): CosmosClient {
  return new CosmosClient({ endpoint, key, connectionPolicy: { enableEndpointDiscovery: false } });
}

export async function startCosmos(options?: CosmosServerOptions): Promise<Cosmos> {
  const server = await CosmosServer.start(options);
  const client = connect(server);
  let containers = 0;
  return {
    server,
    client,
    async container(definition) {
      const { database } = await client.databases.createIfNotExists({ id: 'test' });
      containers += 1;
      return (await database.containers.create({ id: `container-${containers}`, partitionKey: { paths: ['/tenant'] }, ...definition }))
        .container;
    },
    async close() {
      client.dispose();
      await server.close();
    },
  };
}

/** The status of a request, whether the SDK returns or throws it. */
export async function statusOf(request: Promise<{ statusCode?: number; code?: number }>): Promise<number | string | undefined> {
  try {
    const response = await request;
    return response.statusCode ?? response.code;
  } catch (error) {
    return (error as { code?: number | string }).code;
  }
}

/** A transactional batch in the partition `a`: its status, and those of its operations. */
export async function batchIn(container: Container, operations: object[]): Promise<{ status: number | undefined; codes: number[] }> {
  // The SDK leaves ifMatch out of its type for Delete, though it sends it.
  const response = await container.items.batch(operations as OperationInput[], 'a');
  return { status: response.code, codes: (response.result ?? []).map(({ statusCode }) => statusCode) };
}

/** The ids that a query finds, in its order. */
export async function idsOf(
  container: Container,
  where: string,
  parameters: Record<string, unknown> = {},
  partitionKey?: string,
): Promise<string[]> {
  const spec = {
    query: `SELECT VALUE c.id FROM c ${where}`,
    parameters: Object.entries(parameters).map(([name, value]) => ({ name: `@${name}`, value: value as string })),
  };
  return (await container.items.query<string>(spec, partitionKey === undefined ? {} : { partitionKey }).fetchAll()).resources;
}
