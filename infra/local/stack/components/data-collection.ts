import { DataCollectionEndpoint } from '../../data-collection/endpoint';
import { runComponent } from '../component';

export interface DataCollectionOptions {
  port: number;
  dataDir?: string;
}

export interface DataCollectionFacts {
  url: string;
}

runComponent<DataCollectionOptions, DataCollectionFacts>(async (options) => {
  const endpoint = await DataCollectionEndpoint.start(options);
  return { facts: { url: endpoint.url }, stop: () => endpoint.close() };
});
