import { CosmosServer } from '../../cosmos/server';
import { runComponent } from '../component';

export interface CosmosOptions {
  port: number;
  dataDir?: string;
}

export interface CosmosFacts {
  endpoint: string;
  key: string;
}

runComponent<CosmosOptions, CosmosFacts>(async (options) => {
  const server = await CosmosServer.start(options);
  return { facts: { endpoint: server.endpoint, key: server.key }, stop: () => server.close() };
});
