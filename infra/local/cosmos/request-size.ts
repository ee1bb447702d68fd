import type { IncomingMessage } from 'node:http';
import { ServiceError } from './service-error';

/** The largest request and the largest document of the service, in bytes of JSON. */
export const MAX_BYTES = 2 * 1024 * 1024;

/** What the service answers to a request or a document over `MAX_BYTES`. The stock server takes any size, so that code which meets the limit fails only in Azure. */
export function tooLarge(): ServiceError {
  return new ServiceError(413, 'RequestEntityTooLarge', 'Request size is too large.');
}

/** The body of a request. Throws `tooLarge`, but only after reading it to its end, so that the connection stays usable. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length <= MAX_BYTES) {
      chunks.push(chunk);
    }
  }
  if (length > MAX_BYTES) {
    throw tooLarge();
  }
  return Buffer.concat(chunks);
}
