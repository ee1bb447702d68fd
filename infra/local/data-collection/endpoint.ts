import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createGunzip } from 'node:zlib';
import { type Fault, type Faults, NO_FAULTS } from '../faults';
import { ReceivedRows, type Row } from './received-rows';

export interface EndpointOptions {
  /** 0, the default, takes a free one. */
  port?: number;
  /** Where the rows are kept over a restart. Without it they end with the endpoint. */
  dataDir?: string;
  /** Where the rows are kept otherwise. */
  rows?: ReceivedRows;
  /** Decides for each request what goes wrong with it. */
  faults?: Faults;
}

/** The service takes a megabyte of JSON, whatever it is compressed to. */
const MOST_BYTES = 1_048_576;
const PATH = /^\/dataCollectionRules\/([^/]+)\/streams\/([^/]+)$/;
const API_VERSION = '2023-01-01';
const MOST_RETURNED = 1_000;

/**
 * A data collection endpoint of Azure Monitor on 127.0.0.1, as far as the client of the Logs Ingestion API can tell: rows come as a gzipped JSON array and are
 * kept. `GET /` tells how many there are of each stream, `GET /streams/<stream>` shows the latest.
 */
export class DataCollectionEndpoint {
  /** Requests that came, whatever became of them. */
  requests = 0;
  /** Bytes of JSON that were taken. */
  bytes = 0;
  faults: Faults;
  /** Whether rows are such that the service would never take them. */
  refusesRows: (rows: readonly Row[]) => boolean = () => false;
  #stalled = new Set<ServerResponse>();

  private constructor(
    private readonly server: Server,
    readonly rows: ReceivedRows,
    faults: Faults,
  ) {
    this.faults = faults;
    server.on('request', (request, response) => {
      this.#serve(request, response).catch(() => response.destroy());
    });
  }

  /** Rejects when the port is in use. */
  static async start({
    port = 0,
    dataDir,
    rows = new ReceivedRows(dataDir),
    faults = NO_FAULTS,
  }: EndpointOptions = {}): Promise<DataCollectionEndpoint> {
    const server = createServer({ keepAlive: true });
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return new DataCollectionEndpoint(server, rows, faults);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    for (const response of this.#stalled) response.destroy();
    this.server.close();
    this.server.closeAllConnections();
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.url);
    if (request.method === 'GET') {
      this.#show(url, response);
      return;
    }
    this.requests += 1;
    const fault = this.faults(this.requests);
    if (fault?.kind === 'reset-before') return void request.socket.resetAndDestroy();
    const refusal = fault?.kind === 'refuse' ? fault : undefined;
    if (refusal) {
      request.resume();
      const headers = refusal.retryAfter === undefined ? {} : { 'retry-after': String(refusal.retryAfter) };
      return answer(response, refusal.status, errorOf('Refused', 'Refused on request of a test.'), headers);
    }
    await this.#take(request, response, url, fault);
  }

  async #take(request: IncomingMessage, response: ServerResponse, url: URL, fault: Fault | undefined): Promise<void> {
    const [, ruleId, stream] = PATH.exec(url.pathname) ?? [];
    if (request.method !== 'POST' || ruleId === undefined || stream === undefined)
      return answer(response, 404, errorOf('NotFound', 'No such path.'));
    if (url.searchParams.get('api-version') !== API_VERSION)
      return answer(response, 400, errorOf('UnsupportedApiVersion', 'Unknown api-version.'));
    if (!/^Bearer \S+$/.test(request.headers.authorization ?? '')) return answer(response, 401, errorOf('Unauthorized', 'No token.'));
    const text = await textOf(request);
    if (text === undefined) return answer(response, 413, errorOf('ContentLengthLimitExceeded', 'Maximum allowed content length: 1048576.'));
    const rows = arrayOf(text);
    if (!rows) return answer(response, 400, errorOf('InvalidPayload', 'The body must be a JSON array of objects.'));
    if (this.refusesRows(rows)) return answer(response, 400, errorOf('InvalidRow', 'A row does not fit the stream.'));
    this.rows.add(decodeURIComponent(stream), rows);
    this.bytes += Buffer.byteLength(text);
    if (fault?.kind === 'reset-after') return void request.socket.resetAndDestroy();
    if (fault?.kind === 'stall-after') return void this.#stalled.add(response);
    answer(response, 204, undefined, { 'x-ms-request-id': `local-${this.requests}` });
  }

  #show(url: URL, response: ServerResponse): void {
    const [, stream] = /^\/streams\/([^/]+)$/.exec(url.pathname) ?? [];
    if (stream !== undefined) answer(response, 200, this.rows.latest(decodeURIComponent(stream), MOST_RETURNED));
    else answer(response, url.pathname === '/' ? 200 : 404, { requests: this.requests, bytes: this.bytes, rows: this.rows.counts() });
  }
}

function answer(response: ServerResponse, status: number, body?: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}

function errorOf(code: string, message: string): object {
  return { error: { code, message } };
}

/** Undefined when it is larger than the service takes. */
async function textOf(request: IncomingMessage): Promise<string | undefined> {
  const source = request.headers['content-encoding'] === 'gzip' ? request.pipe(createGunzip()) : request;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of source as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MOST_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function arrayOf(text: string): Record<string, unknown>[] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) && value.every((row) => typeof row === 'object' && row !== null) ? value : undefined;
  } catch {
    return undefined;
  }
}
