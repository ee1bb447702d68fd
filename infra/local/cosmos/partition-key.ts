import type { IncomingHttpHeaders } from 'node:http';

/**
 * A partition key value in the service's own notation, as text: `["value"]`, `[null]`, or `[{}]` for a document that lacks the property.
 * The stock server keys its documents by the joined text of value, path and id, so that two different pairs can meet in one place.
 */
export type PartitionKey = string & { readonly brand: 'PartitionKey' };

/** Undefined when the request names no partition: only a query or a list may do that, and it then reads all of them. */
export function partitionKeyOfRequest(headers: IncomingHttpHeaders): PartitionKey | undefined {
  const header = headers['x-ms-documentdb-partitionkey'];
  return typeof header === 'string' ? parsePartitionKey(header) : undefined;
}

/** Parsed and written again, because the SDK escapes non-ASCII letters in a header and leaves them alone in a body. */
export function parsePartitionKey(json: string): PartitionKey {
  return JSON.stringify(JSON.parse(json)) as PartitionKey;
}

/** `path` is the container's partition key path, such as `/subscriptionId`. */
export function partitionKeyOfDocument(path: string, document: object): PartitionKey {
  let value: unknown = document;
  for (const name of path.slice(1).split('/')) {
    value = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
  }
  return JSON.stringify([value === undefined ? {} : value]) as PartitionKey;
}
