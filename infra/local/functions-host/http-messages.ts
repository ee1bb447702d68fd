import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CookieData, HttpRequestData, HttpResponseData, InvocationRequest, Nullable, TypedData } from './worker-protocol';
import { json } from './worker-protocol';

/** The real host's default; a larger request is refused. */
const MAX_BODY_BYTES = 100 * 1024 * 1024;

/** The whole body, or undefined when it is larger than the host takes. Rejects when the client goes away. */
export async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

/** The invocation of an HTTP function; without a body when that goes another way. */
export function toInvocation(input: string, request: IncomingMessage, params: Record<string, string>, body?: Buffer): InvocationRequest {
  const url = `http://${request.headers.host ?? 'localhost'}${request.url ?? '/'}`;
  const headers = headersOf(request);
  const query = queryOf(request.url ?? '/');
  const http: HttpRequestData = {
    method: request.method ?? 'GET',
    url,
    nullableHeaders: nullable(headers),
    nullableQuery: nullable(query),
    nullableParams: nullable(params),
    ...(body && body.length > 0 ? { body: { bytes: body } } : {}),
  };
  const values = Object.entries({ ...query, ...params }).map(([name, string]) => [name, { string }] as const);
  const triggerMetadata: Record<string, TypedData> = { ...Object.fromEntries(values), Query: json(query), Headers: json(headers) };
  return { inputData: [{ name: input, data: { http } }], triggerMetadata };
}

function headersOf(request: IncomingMessage): Record<string, string> {
  const entries = Object.entries(request.headersDistinct).map(([name, values]) => [
    name,
    (values ?? []).join(name === 'cookie' ? '; ' : ', '),
  ]);
  return Object.fromEntries(entries);
}

/** Several values of one name arrive as one, with commas between them. */
function queryOf(url: string): Record<string, string> {
  const start = url.indexOf('?');
  const query: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(start < 0 ? '' : url.slice(start + 1))) {
    query[name] = Object.hasOwn(query, name) ? `${query[name]},${value}` : value;
  }
  return query;
}

function nullable(values: Record<string, string>): Record<string, Nullable<string>> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]));
}

/** Writes what the function returned. */
export function writeResponse(response: ServerResponse, data: HttpResponseData): void {
  for (const [name, value] of Object.entries(data.headers ?? {})) response.setHeader(name, value);
  if (data.cookies?.length) response.setHeader('set-cookie', data.cookies.map(setCookie));
  response.writeHead(Number(data.statusCode ?? 200));
  response.end(data.body?.bytes ?? data.body?.string ?? data.body?.json);
}

const SAME_SITE = { none: undefined, lax: 'Lax', strict: 'Strict', explicitNone: 'None' } as const;

function setCookie(cookie: CookieData): string {
  const sameSite = SAME_SITE[cookie.sameSite ?? 'none'];
  const expires = cookie.expires?.value.seconds;
  return [
    `${cookie.name}=${encodeURIComponent(cookie.value)}`,
    cookie.maxAge && `Max-Age=${cookie.maxAge.value}`,
    cookie.domain && `Domain=${cookie.domain.value}`,
    cookie.path && `Path=${cookie.path.value}`,
    expires !== undefined && `Expires=${new Date(Number(expires) * 1000).toUTCString()}`,
    cookie.httpOnly?.value && 'HttpOnly',
    cookie.secure?.value && 'Secure',
    sameSite && `SameSite=${sameSite}`,
  ]
    .filter(Boolean)
    .join('; ');
}
