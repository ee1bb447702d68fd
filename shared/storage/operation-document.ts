import type { Operation } from '../incidents/operation';

/** An entry of the history of incidents, in the container and the partition of the incidents. */
export type OperationDocument = Operation & {
  subscriptionId: string;
  kind: 'operation';
  operationId: string;
  createdTime: number;
  ttl: number;
};

export function operationDocumentId(operationId: string): string {
  return `operation-${operationId}`;
}

/** `ttl`: seconds. */
export function operationDocument(operation: Operation, subscriptionId: string, ttl: number): OperationDocument {
  const { id, time } = operation;
  return { ...operation, id: operationDocumentId(id), operationId: id, subscriptionId, kind: 'operation', createdTime: time, ttl };
}
