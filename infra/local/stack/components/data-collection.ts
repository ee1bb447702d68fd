import { DataCollectionEndpoint } from '../../data-collection/endpoint';
import { SentinelEndpoint } from '../../sentinel/endpoint';
import { runComponent } from '../component';

export interface DataCollectionOptions {
  port: number;
  dataDir?: string;
}

export interface DataCollectionFacts {
  url: string;
  /** Of the incidents of Microsoft Sentinel, which do next to nothing and so have no process of their own. */
  sentinelUrl: string;
}

runComponent<DataCollectionOptions, DataCollectionFacts>(async (options) => {
  const [endpoint, sentinel] = await Promise.all([DataCollectionEndpoint.start(options), SentinelEndpoint.start()]);
  return {
    facts: { url: endpoint.url, sentinelUrl: sentinel.url },
    async stop() {
      await Promise.all([endpoint.close(), sentinel.close()]);
    },
  };
});
