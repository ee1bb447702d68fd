import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import route from '@vercel/cosmosdb-server/lib/routes';
import { Account } from './account';
import { control } from './control';
import { Counters } from './counters';
import { type Answer, answerDocuments, type Request } from './document-requests';
import { type Refusal, refuse } from './fault-injection';
import { Journal } from './journal';
import type { Entry } from './journal-entries';
import { requirePinnedVersions } from './pinned-versions';
import { readBody } from './request-size';
import { ServiceError } from './service-error';

export interface CosmosServerOptions {
  /** 0, the default, takes a free one. */
  port?: number;
  /** Where the documents are kept. Without it they end with the server. */
  dataDir?: string;
}

/** Longer than a client keeps an idle connection, so that the server is never the one to close it under a request. */
const KEEP_ALIVE_MS = 600_000;

/**
 * Cosmos DB for NoSQL on 127.0.0.1, by plain http: `@vercel/cosmosdb-server` for databases, containers, the query language and patches, and corrections of it,
 * one per file of this folder, for all that concerns documents. A client needs `connectionPolicy: { enableEndpointDiscovery: false }`.
 */
export class CosmosServer {
  readonly counters = new Counters();
  /** Any key is accepted; the SDK insists on one. */
  readonly key = Buffer.from('embedded').toString('base64');
  #refusal: Refusal | undefined;

  private constructor(
    private readonly http: Server,
    private readonly account: Account,
    private readonly journal: Journal<Entry> | undefined,
  ) {
    http.on('request', (request, response) => void this.#respond(request, response));
  }

  /** Throws when the packages are not the pinned ones, the port is taken, or the data directory is in use or cannot be read. */
  static async start({ port = 0, dataDir }: CosmosServerOptions = {}): Promise<CosmosServer> {
    requirePinnedVersions();
    const http = createServer({ keepAliveTimeout: KEEP_ALIVE_MS });
    http.listen(port, '127.0.0.1');
    await once(http, 'listening');
    try {
      const account = new Account((http.address() as AddressInfo).port);
      const journal = dataDir === undefined ? undefined : Journal.open(dataDir, account);
      account.record = journal && ((entry) => journal.append(entry));
      return new CosmosServer(http, account, journal);
    } catch (error) {
      http.close();
      throw error;
    }
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.http.address() as AddressInfo).port}`;
  }

  /** Until `restore`, answers every request with this status, or breaks its connection. */
  refuse(kind: Refusal): void {
    this.#refusal = kind;
  }

  restore(): void {
    this.#refusal = undefined;
  }

  async close(): Promise<void> {
    const closed = once(this.http, 'close');
    this.http.close();
    this.http.closeAllConnections();
    await closed;
    this.journal?.close();
  }

  async #respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const controlled = control(this, request.method, request.url);
    if (this.#refusal && !controlled) {
      return refuse(this.#refusal, request, response);
    }
    try {
      const body = await readBody(request);
      send(response, controlled ? { statusCode: 200, body: controlled } : await this.#answer(request, body, response));
    } catch (error) {
      // A client that went away while it was sending needs no answer.
      if (request.complete) {
        send(response, failure(error));
      }
    }
  }

  async #answer({ method = '', url = '', headers }: IncomingMessage, body: Buffer, response: ServerResponse): Promise<Answer> {
    const request: Request = { method, path: url.split('?', 1)[0] as string, headers, body };
    return answerDocuments(this.account, request, this.counters) ?? (await answerStock(this.account, request, response));
  }
}

/** Databases and containers, by the stock handlers. They read the body from the request and set the status on the response. */
async function answerStock(account: Account, { method, path, headers, body }: Request, response: ServerResponse): Promise<Answer> {
  const request = Object.assign(Readable.from([body]), { method, headers, url: path }) as unknown as IncomingMessage;
  const [parameters, handler] = route(request) ?? [];
  if (!handler) {
    throw new ServiceError(400, 'BadRequest', `The embedded server has nothing at ${method} ${path}.`);
  }
  const answer = await handler(account, request, response, parameters);
  return { statusCode: response.statusCode, body: answer, headers: answer?._etag ? { etag: answer._etag } : {} };
}

function failure(error: unknown): Answer {
  if (error instanceof ServiceError) {
    return { statusCode: error.statusCode, body: { code: error.code, message: error.message } };
  }
  console.error(error);
  return { statusCode: 500, body: { code: 'InternalServerError', message: error instanceof Error ? error.message : String(error) } };
}

function send(response: ServerResponse, { statusCode, body, headers }: Answer): void {
  if (response.destroyed) {
    return;
  }
  response.writeHead(statusCode, {
    'content-type': 'application/json',
    'x-ms-activity-id': randomUUID(),
    'x-ms-request-charge': '1',
    ...headers,
  });
  response.end(JSON.stringify(body));
}
