import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RegisteredFunction } from './core-module';
import { readBody, toInvocation, writeResponse } from './http-messages';
import { HttpRoutes, type RouteMatch } from './http-route';
import { streamThrough } from './http-streaming';
import { InFlight } from './in-flight';
import type { Invoker } from './invocation';
import type { Listener } from './listener';
import type { HttpResponseData } from './worker-protocol';

export interface HttpServerOptions {
  /** 0 takes a free one. */
  port: number;
  routePrefix: string;
  /** The library's own server, when the app streams. */
  proxyUri?: string | undefined;
}

/** Longer than a client keeps an idle connection, so that the server is never the one to close it under a request. */
const KEEP_ALIVE_MS = 130_000;

/** The HTTP functions of an app on 127.0.0.1. Keys are not checked, as in every local host. */
export class HttpServer implements Listener {
  readonly #routes: HttpRoutes;
  readonly #inFlight = new InFlight();
  readonly #server: Server;

  constructor(
    functions: readonly RegisteredFunction[],
    private readonly invoker: Invoker,
    private readonly options: HttpServerOptions,
  ) {
    this.#routes = new HttpRoutes(functions, options.routePrefix);
    // A stream may take as long as it likes.
    this.#server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS, requestTimeout: 0 }, (request, response) => {
      void this.#inFlight.track(this.#answer(request, response));
    });
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  async start(): Promise<void> {
    this.#server.listen(this.options.port, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  async stop(graceMs: number): Promise<void> {
    this.#server.close();
    await this.#inFlight.ended(graceMs);
    this.#server.closeAllConnections();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [path = '/'] = (request.url ?? '/').split('?', 1);
    const found = this.#routes.find(request.method ?? 'GET', path);
    // A known route with another method is not found either.
    if (!found) return end(response, 404);
    try {
      await (this.options.proxyUri
        ? this.#stream(found, request, response, this.options.proxyUri)
        : this.#invoke(found, request, response));
    } catch {
      // The invoker has logged it. What is on its way already can only be cut off.
      if (response.headersSent) response.destroy();
      else end(response, 500);
    }
  }

  async #invoke({ fn, params }: RouteMatch, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request);
    if (!body) return end(response, 413);
    const { returnValue } = await this.invoker.invoke(fn, toInvocation(fn.trigger.name, request, params, body));
    if (returnValue?.http) return writeResponse(response, returnValue.http as HttpResponseData);
    end(response, hasHttpOutput(fn) ? 204 : 200);
  }

  async #stream({ fn, params }: RouteMatch, request: IncomingMessage, response: ServerResponse, proxyUri: string): Promise<void> {
    const invocationId = randomUUID();
    const invocation = toInvocation(fn.trigger.name, request, params);
    await streamThrough(proxyUri, invocationId, request, response, () => this.invoker.invoke(fn, invocation, invocationId));
  }
}

function hasHttpOutput(fn: RegisteredFunction): boolean {
  return Object.values(fn.bindings).some((binding) => binding.direction === 'out' && binding.type.toLowerCase() === 'http');
}

function end(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'content-length': 0 }).end();
}
