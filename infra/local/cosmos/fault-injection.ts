import type { IncomingMessage, ServerResponse } from 'node:http';

export type Refusal = 429 | 503 | 'disconnect';

/** Short, so that a test can wait for the SDK's retry. */
const RETRY_AFTER_MS = 20;

/** Refuses a request as an overloaded (429), an unavailable (503) or an unreachable service would. The stock server never fails. */
export function refuse(kind: Refusal, request: IncomingMessage, response: ServerResponse): void {
  if (kind === 'disconnect') {
    request.socket.resetAndDestroy();
    return;
  }
  // Read what is left of the request, or the answer would be lost with the connection.
  request.resume();
  response.statusCode = kind;
  response.setHeader('content-type', 'application/json');
  if (kind === 429) {
    response.setHeader('x-ms-retry-after-ms', String(RETRY_AFTER_MS));
  }
  response.end(JSON.stringify({ code: kind === 429 ? 'TooManyRequests' : 'ServiceUnavailable', message: 'Refused on request of a test.' }));
}

export function isRefusal(kind: string): kind is `${Refusal}` {
  return kind === '429' || kind === '503' || kind === 'disconnect';
}
