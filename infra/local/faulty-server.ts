import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Faults, NO_FAULTS } from './faults';

export interface FaultyServerOptions {
  /** 0, the default, takes a free one. */
  port?: number;
  /** Decides for each request what goes wrong with it. */
  faults?: Faults;
}

export interface Answer {
  status: number;
  /** Goes out as JSON. */
  body?: unknown;
}

/** What a server does. */
export interface Behaviour {
  /** Something to look at for people, which never goes wrong and does not count; undefined where the request is none for that. */
  show(url: URL, method: string): Answer | undefined;
  serve(request: IncomingMessage, url: URL): Promise<Answer>;
}

/** An HTTP server on 127.0.0.1 that stands for a service of Azure, and whose requests go wrong when a test says so. */
export class FaultyServer {
  /** Requests that came, whatever became of them. */
  requests = 0;
  readonly #stalled = new Set<ServerResponse>();

  private constructor(
    private readonly server: Server,
    private readonly behaviour: Behaviour,
    public faults: Faults,
  ) {
    server.on('request', (request, response) => {
      this.#answer(request, response).catch(() => response.destroy());
    });
  }

  /** Rejects when the port is in use. */
  static async start(behaviour: Behaviour, { port = 0, faults = NO_FAULTS }: FaultyServerOptions = {}): Promise<FaultyServer> {
    const server = createServer({ keepAlive: true });
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return new FaultyServer(server, behaviour, faults);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    for (const response of this.#stalled) response.destroy();
    this.server.close();
    this.server.closeAllConnections();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.url);
    const shown = this.behaviour.show(url, request.method ?? '');
    if (shown) return send(response, shown);
    this.requests += 1;
    const requestId = `local-${this.requests}`;
    const fault = this.faults(this.requests);
    if (fault?.kind === 'reset-before') return void request.socket.resetAndDestroy();
    if (fault?.kind === 'refuse') {
      request.resume();
      const headers = fault.retryAfter === undefined ? {} : { 'retry-after': String(fault.retryAfter) };
      return send(response, errorAnswer(fault.status, 'Refused', 'Refused on request of a test.'), headers);
    }
    const answer = await this.behaviour.serve(request, url);
    if (fault?.kind === 'reset-after') return void request.socket.resetAndDestroy();
    if (fault?.kind === 'stall-after') return void this.#stalled.add(response);
    send(response, answer, { 'x-ms-request-id': requestId });
  }
}

export function errorAnswer(status: number, code: string, message: string): Answer {
  return { status, body: { error: { code, message } } };
}

function send(response: ServerResponse, { status, body }: Answer, headers: Record<string, string> = {}): void {
  response.writeHead(status, { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}
