import type { Container } from './containers';
import type { JsonObject, StoredDocument } from './documents';
import type { PartitionKey } from './partition-key';
import { type Patch, patched } from './patch';
import { MAX_BYTES, tooLarge } from './request-size';
import { ServiceError } from './service-error';

/** One operation on one document, as the SDK writes it into a batch. */
export type Operation =
  | { operationType: 'Create' | 'Upsert'; resourceBody: JsonObject; ifMatch?: string | undefined }
  | { operationType: 'Replace'; id: string; resourceBody: JsonObject; ifMatch?: string | undefined }
  | { operationType: 'Patch'; id: string; resourceBody: Patch; ifMatch?: string | undefined }
  | { operationType: 'Delete'; id: string; ifMatch?: string | undefined }
  | { operationType: 'Read'; id: string };

export interface Done {
  statusCode: 200 | 201 | 204;
  body?: StoredDocument;
}

/**
 * Does one operation in one partition, or throws a `ServiceError` and changes nothing. The stock server never compares a document's own partition key
 * with the one that the request names, so that a request for one tenant can write into another.
 */
export function perform(container: Container, partition: PartitionKey, operation: Operation): Done {
  const { store } = container;
  switch (operation.operationType) {
    case 'Create': {
      const body = validBody(container, partition, operation.resourceBody);
      if (store.get(partition, body.id)) {
        throw new ServiceError(409, 'Conflict', 'Resource with specified id already exists.');
      }
      return { statusCode: 201, body: store.put(body) };
    }
    case 'Upsert': {
      const body = validBody(container, partition, operation.resourceBody);
      const present = store.get(partition, body.id);
      if (present) {
        requireMatch(present, operation.ifMatch);
      }
      return { statusCode: present ? 200 : 201, body: store.put(body) };
    }
    case 'Replace': {
      requireMatch(required(container, partition, operation.id), operation.ifMatch);
      return { statusCode: 200, body: store.put(validBody(container, partition, operation.resourceBody, operation.id)) };
    }
    case 'Patch': {
      const present = required(container, partition, operation.id);
      requireMatch(present, operation.ifMatch);
      const body = validBody(container, partition, patched(present, operation.resourceBody), operation.id);
      requireSize(body);
      return { statusCode: 200, body: store.put(body) };
    }
    case 'Delete':
      requireMatch(required(container, partition, operation.id), operation.ifMatch);
      store.remove(partition, operation.id);
      return { statusCode: 204 };
    case 'Read':
      return { statusCode: 200, body: required(container, partition, operation.id) };
    default:
      throw new ServiceError(400, 'BadRequest', 'Unknown type of operation.');
  }
}

function required(container: Container, partition: PartitionKey, id: string): StoredDocument {
  const document = container.store.get(partition, id);
  if (!document) {
    throw new ServiceError(404, 'NotFound', 'Entity with the specified id does not exist in the system.');
  }
  return document;
}

function requireMatch(document: StoredDocument, etag: string | undefined): void {
  if (etag !== undefined && etag !== '*' && etag !== document._etag) {
    throw new ServiceError(412, 'PreconditionFailed', 'One of the specified pre-condition is not met.');
  }
}

function validBody(container: Container, partition: PartitionKey, body: JsonObject, id = body.id): JsonObject & { id: string } {
  if (typeof id !== 'string' || id === '' || body.id !== id) {
    throw new ServiceError(400, 'BadRequest', 'The document needs an id, and one that never changes.');
  }
  if (container.store.partitionOf(body) !== partition) {
    throw new ServiceError(400, 'BadRequest', 'PartitionKey extracted from document does not match the one specified in the header.');
  }
  return body as JsonObject & { id: string };
}

/** Only a patch can make a document larger than the request that carries it. All others are stopped by the limit on requests. */
function requireSize(document: JsonObject): void {
  if (Buffer.byteLength(JSON.stringify(document)) > MAX_BYTES) {
    throw tooLarge();
  }
}
