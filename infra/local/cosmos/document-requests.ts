import type { IncomingHttpHeaders } from 'node:http';
import type { Account } from './account';
import type { Container } from './containers';
import type { Counters } from './counters';
import { type Operation, perform } from './document-operations';
import { type PartitionKey, partitionKeyOfRequest } from './partition-key';
import { type Query, runQuery } from './query';
import { QUERY_PLAN } from './query-plan';
import { ServiceError } from './service-error';
import { type OperationResult, performBatch, performBulk, succeeded } from './transactional-batch';

export interface Request {
  method: string;
  /** Without the query string. */
  path: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

export interface Answer {
  statusCode: number;
  body?: unknown;
  headers?: Record<string, string>;
}

/** Undefined when the path is not about documents. Throws a `ServiceError` for a request that is refused. */
export function answerDocuments(account: Account, request: Request, counters: Counters): Answer | undefined {
  const match = /^\/+dbs\/([^/]+)\/colls\/([^/]+)\/docs(?:\/([^/]+))?\/*$/.exec(request.path);
  if (!match) {
    return undefined;
  }
  const [databaseId, containerId, id] = match.slice(1).map((part) => part && decodeURIComponent(part));
  const container = account.container(databaseId as string, containerId as string);
  if (!container) {
    throw new ServiceError(404, 'NotFound', 'Resource Not Found.');
  }
  const { headers } = request;
  if (isTrue(headers['x-ms-cosmos-is-query-plan-request'])) {
    return { statusCode: 200, body: QUERY_PLAN };
  }
  if (request.method === 'POST' && (isTrue(headers['x-ms-documentdb-isquery']) || headers['content-type'] === 'application/query+json')) {
    return query(container, request, json(String(request.body)) as Query, counters);
  }
  if (request.method === 'GET' && id === undefined) {
    return query(container, request, { query: 'SELECT * FROM c' }, counters);
  }
  if (isTrue(headers['x-ms-cosmos-is-batch-request'])) {
    return batch(container, request, counters);
  }
  return single(container, request, operationOf(request, id), counters);
}

function single(container: Container, { headers }: Request, operation: Operation, counters: Counters): Answer {
  counters.count(operation.operationType);
  const { statusCode, body } = perform(container, requiredPartition(container, headers, operation), operation);
  return { statusCode, body, headers: body ? { etag: body._etag } : {} };
}

function operationOf(request: Request, id: string | undefined): Operation {
  const { method, headers } = request;
  const ifMatch = headers['if-match'];
  if (method === 'POST' && id === undefined) {
    return {
      operationType: isTrue(headers['x-ms-documentdb-is-upsert']) ? 'Upsert' : 'Create',
      resourceBody: json(String(request.body)),
      ifMatch,
    };
  }
  if (id !== undefined) {
    switch (method) {
      case 'GET':
        return { operationType: 'Read', id };
      case 'PUT':
        return { operationType: 'Replace', id, resourceBody: json(String(request.body)), ifMatch };
      case 'PATCH':
        return { operationType: 'Patch', id, resourceBody: json(String(request.body)), ifMatch };
      case 'DELETE':
        return { operationType: 'Delete', id, ifMatch };
    }
  }
  throw new ServiceError(405, 'MethodNotAllowed', `${method} is not possible here.`);
}

function requiredPartition(container: Container, headers: IncomingHttpHeaders, operation?: Operation): PartitionKey {
  const partition = partitionKeyOfRequest(headers);
  if (partition !== undefined) {
    return partition;
  }
  if (operation?.operationType === 'Create' || operation?.operationType === 'Upsert') {
    return container.store.partitionOf(operation.resourceBody);
  }
  throw new ServiceError(400, 'BadRequest', 'The request names no partition key.');
}

/** With `return=minimal`, which the SDK sends for `contentResponseOnWriteEnabled: false`, a written document is not sent back. */
function batch(container: Container, request: Request, counters: Counters): Answer {
  const { headers } = request;
  const operations = json(String(request.body));
  let results: OperationResult[];
  if (isTrue(headers['x-ms-cosmos-batch-atomic'])) {
    counters.batches += 1;
    results = performBatch(container, requiredPartition(container, headers), operations, counters);
  } else {
    results = performBulk(container, operations, isTrue(headers['x-ms-cosmos-batch-continue-on-error']), counters);
  }
  if (headers.prefer === 'return=minimal') {
    results = results.map(
      ({ resourceBody, ...rest }, index) =>
        (operations[index].operationType === 'Read' ? { ...rest, resourceBody } : rest) as OperationResult,
    );
  }
  return { statusCode: results.every(succeeded) ? 200 : 207, body: results };
}

/**
 * The stock server takes no notice of the partition key of a query: a query for one tenant without a WHERE of its own returns all of them.
 * It also offers a change feed which shows no change.
 */
function query(container: Container, { headers }: Request, body: Query, counters: Counters): Answer {
  if (headers['a-im']) {
    throw new ServiceError(400, 'BadRequest', 'The embedded server has no change feed.');
  }
  counters.queries += 1;
  const partition = partitionKeyOfRequest(headers);
  const { result, continuation } = runQuery(body, (ids) => container.store.rows(partition, ids), {
    maxItemCount: Number.parseInt(String(headers['x-ms-max-item-count']), 10) || undefined,
    continuation: headers['x-ms-continuation'] ? json(String(headers['x-ms-continuation'])) : undefined,
    inOrder: partition === undefined ? undefined : (order, stretch) => container.store.inOrder(partition, order, stretch),
    compositeIndexes: container.read().indexingPolicy?.compositeIndexes ?? [],
  });
  return {
    statusCode: 200,
    body: { _rid: container.read()._rid, Documents: result, _count: result.length },
    headers: { 'x-ms-item-count': String(result.length), ...(continuation && { 'x-ms-continuation': JSON.stringify(continuation) }) },
  };
}

// biome-ignore lint/suspicious/noExplicitAny: what a client sends has no type; each reader checks what it needs
function json(text: string): any {
  try {
    return JSON.parse(text);
  } catch {
    throw new ServiceError(400, 'BadRequest', 'The request is not JSON.');
  }
}

function isTrue(header: string | string[] | undefined): boolean {
  return typeof header === 'string' && header.toLowerCase() === 'true';
}
