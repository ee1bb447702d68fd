import type { Container, OperationInput } from '@azure/cosmos';
import { StoreUnavailable } from './store-unavailable';

/** The service's own limit. */
export const MAX_OPERATIONS = 100;

/** The statuses of operations that met a document which somebody else has written, or removed. */
const OVERTAKEN = new Set([404, 409, 412]);
const TRANSIENT = new Set([408, 429, 449, 500, 503]);

/**
 * Does all operations in one partition or none. `overtaken`: a document is not what it was when it was read, and nothing was done.
 * Throws {@link StoreUnavailable} when the service is too busy, and an `Error` when it refuses an operation for what it is.
 */
export async function inOneTransaction(
  container: Container,
  partitionKey: string,
  operations: OperationInput[],
): Promise<'done' | 'overtaken'> {
  const { result = [], code } = await container.items.batch(operations, partitionKey);
  // The operation that failed has its own status, all others 424. What the batch as a whole answers differs between the service and its emulators.
  const failures = result.map(({ statusCode }) => statusCode).filter((status) => status >= 300);
  const [status = result.length === operations.length ? undefined : code] = failures.filter((each) => each !== 424);
  if (status === undefined) return 'done';
  if (OVERTAKEN.has(status)) return 'overtaken';
  if (TRANSIENT.has(status)) throw new StoreUnavailable(status, operations.length);
  throw new Error(`The store answers ${status} to a transaction of ${operations.length} operations`);
}
