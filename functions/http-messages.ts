import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import { atPaceOfReader } from './pace-of-reader';

const WITHOUT_BODY = new Set(['GET', 'HEAD']);

/** The trigger's request as the platform-neutral one. */
export function toFetchRequest(request: HttpRequest): Request {
  const { method, url, headers } = request;
  const body = WITHOUT_BODY.has(method) ? null : request.body;
  // `duplex` is what Node.js asks for with a streamed body; the type does not know it.
  const init = { method, headers: new Headers([...headers.entries()]), body, duplex: 'half' };
  return new Request(url, init as RequestInit);
}

/** And back: the body goes on as the stream that it is, at the pace of whoever reads it. */
export function fromFetchResponse(response: Response, invocationId: string): HttpResponseInit {
  const { status, headers, body } = response;
  return {
    status,
    headers: Object.fromEntries(headers.entries()),
    ...(body ? { body: atPaceOfReader(body, invocationId) as NonNullable<HttpResponseInit['body']> } : {}),
  };
}
