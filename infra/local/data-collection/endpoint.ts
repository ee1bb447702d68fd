import type { IncomingMessage } from 'node:http';
import { createGunzip } from 'node:zlib';
import { type Answer, errorAnswer, FaultyEndpoint, type FaultyEndpointOptions } from '../faulty-endpoint';
import { ReceivedRows, type Row } from './received-rows';

export interface EndpointOptions extends FaultyEndpointOptions {
  /** Where the rows are kept over a restart. Without it they end with the endpoint. */
  dataDir?: string;
  /** Where the rows are kept otherwise. */
  rows?: ReceivedRows;
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
export class DataCollectionEndpoint extends FaultyEndpoint {
  /** Bytes of JSON that were taken. */
  bytes = 0;
  /** Whether rows are such that the service would never take them. */
  refusesRows: (rows: readonly Row[]) => boolean = () => false;

  private constructor(readonly rows: ReceivedRows) {
    super();
  }

  /** Rejects when the port is in use. */
  static async start({ dataDir, rows = new ReceivedRows(dataDir), ...options }: EndpointOptions = {}): Promise<DataCollectionEndpoint> {
    return new DataCollectionEndpoint(rows).listen(options);
  }

  protected async serve(request: IncomingMessage, url: URL): Promise<Answer> {
    const [, ruleId, stream] = PATH.exec(url.pathname) ?? [];
    if (request.method !== 'POST' || ruleId === undefined || stream === undefined) return errorAnswer(404, 'NotFound', 'No such path.');
    if (url.searchParams.get('api-version') !== API_VERSION) return errorAnswer(400, 'UnsupportedApiVersion', 'Unknown api-version.');
    if (!/^Bearer \S+$/.test(request.headers.authorization ?? '')) return errorAnswer(401, 'Unauthorized', 'No token.');
    const text = await textOf(request);
    if (text === undefined) return errorAnswer(413, 'ContentLengthLimitExceeded', 'Maximum allowed content length: 1048576.');
    const rows = arrayOf(text);
    if (!rows) return errorAnswer(400, 'InvalidPayload', 'The body must be a JSON array of objects.');
    if (this.refusesRows(rows)) return errorAnswer(400, 'InvalidRow', 'A row does not fit the stream.');
    this.rows.add(decodeURIComponent(stream), rows);
    this.bytes += Buffer.byteLength(text);
    return { status: 204 };
  }

  protected show(url: URL, method: string): Answer | undefined {
    if (method !== 'GET') return undefined;
    const [, stream] = /^\/streams\/([^/]+)$/.exec(url.pathname) ?? [];
    if (stream !== undefined) return { status: 200, body: this.rows.latest(decodeURIComponent(stream), MOST_RETURNED) };
    const all = { requests: this.requests, bytes: this.bytes, rows: this.rows.counts() };
    return { status: url.pathname === '/' ? 200 : 404, body: all };
  }
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
