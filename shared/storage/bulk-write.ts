import type { Container, JSONObject, OperationInput, OperationResponse } from '@azure/cosmos';
import { StoreUnavailable } from './store-unavailable';

/** The service's own limit. */
const MAX_OPERATIONS = 100;
/** Of one request, in bytes of JSON; the service takes 2 MB. */
const MAX_BYTES = 1_500_000;

export interface SizedOperation {
  operation: OperationInput;
  /** Of its body, about, in bytes of JSON. */
  bytes: number;
}

/** Creates a document in its subscription's partition. */
export function creation(document: { id: string; subscriptionId: string }, bytes: number): SizedOperation {
  // The SDK's type of JSON knows no interfaces.
  const resourceBody = document as unknown as JSONObject;
  return { operation: { operationType: 'Create', partitionKey: document.subscriptionId, resourceBody }, bytes };
}

/** Statuses of one operation that say "later": too much asked at once, a conflict inside the service, a moment of absence. */
const TRANSIENT = new Set([408, 429, 449, 500, 503]);
const ATTEMPTS = 4;
const FIRST_PAUSE_MS = 50;

/**
 * Does each operation for itself, in as few requests as the service's limits allow; each operation names its partition. Returns the status of each.
 * Throws {@link StoreUnavailable} when the service keeps refusing, and what the SDK throws when it cannot be reached; some operations may be done then.
 */
export async function bulkWrite(container: Container, operations: readonly SizedOperation[]): Promise<number[]> {
  const statuses = new Array<number>(operations.length);
  let open = operations.map((sized, index) => ({ ...sized, index }));
  for (let attempt = 1; ; attempt++) {
    for (const chunk of chunks(open)) {
      const results = await send(
        container,
        chunk.map(({ operation }) => operation),
      );
      for (const [position, { index }] of chunk.entries()) statuses[index] = results[position]?.statusCode ?? 500;
    }
    open = open.filter(({ index }) => TRANSIENT.has(statuses[index] as number));
    const [first] = open;
    if (first === undefined) return statuses;
    if (attempt === ATTEMPTS) throw new StoreUnavailable(statuses[first.index] as number, open.length);
    await new Promise((resolve) => setTimeout(resolve, FIRST_PAUSE_MS * 2 ** attempt));
  }
}

/**
 * `items.bulk` sends at once; its successor waits a second for more to gather, which a function that is handed whole batches has no use for.
 */
async function send(container: Container, operations: OperationInput[]): Promise<OperationResponse[]> {
  return container.items.bulk(operations, { continueOnError: true });
}

function* chunks<Sized extends SizedOperation>(operations: readonly Sized[]): Iterable<Sized[]> {
  let chunk: Sized[] = [];
  let bytes = 0;
  for (const operation of operations) {
    if (chunk.length > 0 && (chunk.length === MAX_OPERATIONS || bytes + operation.bytes > MAX_BYTES)) {
      yield chunk;
      chunk = [];
      bytes = 0;
    }
    chunk.push(operation);
    bytes += operation.bytes;
  }
  if (chunk.length > 0) yield chunk;
}
