import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Item, Items } from '@azure/cosmos';

/** A query as a repository hands it to the SDK. */
export interface RecordedQuery {
  container: string;
  query: string;
  parameters: { name: string; value: unknown }[];
  partitionKey: unknown;
  /** `file:line` of shared/storage which asks it. */
  from: string;
}

const STORAGE = path.join(__dirname, '../../../shared/storage');
/** They write queries for others. */
const ON_BEHALF = /(?:pages|partition-reader)\.ts/;

/** In place of the store: remembers each query and answers it with the document; point reads find nothing, and what is created is there already. To be undone by `jest.restoreAllMocks`. */
export function recordQueries(document: object): RecordedQuery[] {
  const recorded: RecordedQuery[] = [];
  jest.spyOn(Items.prototype, 'query').mockImplementation(function (this: Items, spec: unknown, options: { partitionKey?: unknown } = {}) {
    const { query, parameters = [] } = spec as { query: string; parameters?: RecordedQuery['parameters'] };
    const partitionKey = options.partitionKey;
    recorded.push({ container: this.container.id, query, parameters, partitionKey, from: asker(new Error().stack ?? '') });
    let more = true;
    const page = async () => {
      more = false;
      return { resources: [document] };
    };
    return { fetchAll: page, fetchNext: page, hasMoreResults: () => more } as never;
  } as never);
  jest.spyOn(Item.prototype, 'read').mockImplementation(async () => ({ resource: undefined, etag: '', statusCode: 404 }) as never);
  jest.spyOn(Items.prototype, 'bulk').mockImplementation(async (operations) => operations.map(() => ({ statusCode: 409 })) as never);
  return recorded;
}

function asker(stack: string): string {
  const frames = stack.split('\n').map((line) => /shared\/storage\/([\w-]+\.ts:\d+)/.exec(line)?.[1]);
  return frames.find((frame) => frame !== undefined && !ON_BEHALF.test(frame)) ?? '';
}

/** `file:line` of every place in shared/storage where a query begins. */
export function placesOfQueries(): string[] {
  return readdirSync(STORAGE)
    .filter((file) => !ON_BEHALF.test(file))
    .flatMap((file) => {
      const lines = readFileSync(path.join(STORAGE, file), 'utf8').split('\n');
      const reads = lines.some((line) => line.includes('PartitionReader')) ? /\.(?:byIds|touching|withAnyOf)\(|#\w+\.query\(/ : /^\b$/;
      return lines.flatMap((line, index) => (BEGINS.test(line) || reads.test(line) ? [`${file}:${index + 1}`] : []));
    });
}

const BEGINS = /\bqueryPage[<(]|\.query[<(]|[^.]\bcount\(this\./;
