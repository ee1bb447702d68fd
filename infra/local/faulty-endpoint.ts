import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Faults, NO_FAULTS } from './faults';

export interface FaultyEndpointOptions {
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

/** Stands for a service of Azure on 127.0.0.1. Its requests go wrong when a test says so. */
export abstract class FaultyEndpoint {
  /** Requests that came, whatever became of them. */
  requests = 0;
  faults: Faults = NO_FAULTS;
  readonly #server = createServer({ keepAlive: true });
  readonly #stalled = new Set<ServerResponse>();

  protected constructor() {
    this.#server.on('request', (request, response) => {
      this.#answer(request, response).catch(() => response.destroy());
    });
  }

  /** Something to look at for people, which never goes wrong and does not count; undefined where the request is none for that. */
  protected abstract show(url: URL, method: string): Answer | undefined;

  protected abstract serve(request: IncomingMessage, url: URL): Promise<Answer>;

  /** Rejects when the port is in use. */
  protected async listen({ port = 0, faults = NO_FAULTS }: FaultyEndpointOptions): Promise<this> {
    this.faults = faults;
    this.#server.listen(port, '127.0.0.1');
    await once(this.#server, 'listening');
    return this;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    for (const response of this.#stalled) response.destroy();
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.url);
    const shown = this.show(url, request.method ?? '');
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
    const answer = await this.serve(request, url);
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
