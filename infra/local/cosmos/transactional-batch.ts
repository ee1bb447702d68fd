import type { Container } from './containers';
import type { Counters } from './counters';
import { type Done, type Operation, perform } from './document-operations';
import type { JsonObject } from './documents';
import { type PartitionKey, parsePartitionKey } from './partition-key';
import { ServiceError } from './service-error';

export interface OperationResult {
  statusCode: number;
  requestCharge: number;
  eTag?: string;
  resourceBody?: JsonObject;
}

const MAX_OPERATIONS = 100;

/** The service's code for an operation of a batch which failed because of another. */
const FAILED_DEPENDENCY: OperationResult = { statusCode: 424, requestCharge: 0 };

/**
 * Does all operations in one partition or none. The stock server knows only Create here, leaves what it did before the failure,
 * and says so nowhere. On failure the result of the failing operation has its own code, and every other one 424.
 */
export function performBatch(
  container: Container,
  partition: PartitionKey,
  operations: readonly Operation[],
  counters: Counters,
): OperationResult[] {
  requireSize(operations);
  const results: OperationResult[] = [];
  container.store.transaction(() =>
    operations.every((operation) => {
      const result = attempt(container, partition, operation, counters);
      results.push(result);
      return succeeded(result);
    }),
  );
  const last = results.at(-1);
  return last && !succeeded(last) ? operations.map((_, index) => (index === results.length - 1 ? last : FAILED_DEPENDENCY)) : results;
}

/** Does each operation for itself, in the partition that it names. */
export function performBulk(
  container: Container,
  operations: readonly (Operation & { partitionKey: string })[],
  continueOnError: boolean,
  counters: Counters,
): OperationResult[] {
  requireSize(operations);
  let failed = false;
  return operations.map((operation) => {
    if (failed && !continueOnError) {
      return FAILED_DEPENDENCY;
    }
    const result = attempt(container, parsePartitionKey(operation.partitionKey), operation, counters);
    failed ||= !succeeded(result);
    return result;
  });
}

function attempt(container: Container, partition: PartitionKey, operation: Operation, counters: Counters): OperationResult {
  counters.count(operation.operationType);
  try {
    return resultOf(perform(container, partition, operation));
  } catch (error) {
    if (error instanceof ServiceError) {
      return { statusCode: error.statusCode, requestCharge: 0 };
    }
    throw error;
  }
}

function resultOf({ statusCode, body }: Done): OperationResult {
  return { statusCode, requestCharge: 1, ...(body && { eTag: body._etag, resourceBody: body }) };
}

export function succeeded({ statusCode }: OperationResult): boolean {
  return statusCode < 400;
}

function requireSize(operations: readonly Operation[]): void {
  if (!Array.isArray(operations) || operations.length > MAX_OPERATIONS) {
    throw new ServiceError(400, 'BadRequest', `A batch has at most ${MAX_OPERATIONS} operations.`);
  }
}
