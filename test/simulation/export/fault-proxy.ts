import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Faults } from '../../../infra/local/faults';

/** Stands in front of an HTTP service on this machine, and does to each request what its faults say. */
export class FaultProxy {
  requests = 0;
  /** Paths of what was put, in the order in which the service had it. */
  readonly put: string[] = [];

  private constructor(
    private readonly server: Server,
    private readonly upstream: URL,
    private readonly faults: Faults,
  ) {
    server.on('request', (request, response) => {
      this.#serve(request, response).catch(() => response.destroy());
    });
  }

  static async start(upstream: string, faults: Faults): Promise<FaultProxy> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new FaultProxy(server, new URL(upstream), faults);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.requests += 1;
    const fault = this.faults(this.requests);
    if (fault?.kind === 'reset-before') return void request.socket.resetAndDestroy();
    if (fault?.kind === 'refuse') {
      request.resume();
      response.writeHead(fault.status, fault.retryAfter === undefined ? {} : { 'retry-after': String(fault.retryAfter) });
      return void response.end('Refused on request of a test.');
    }
    const answer = await this.#forward(request);
    if (fault?.kind === 'stall-after') return void answer.resume();
    if (fault?.kind === 'reset-after') {
      answer.resume();
      return void request.socket.resetAndDestroy();
    }
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  }

  /** Resolves when the service answers. */
  async #forward(request: IncomingMessage): Promise<IncomingMessage> {
    const { method = '', url = '/', headers } = request;
    const { hostname, port } = this.upstream;
    const forwarded = send({ hostname, port, method, path: url, headers });
    request.pipe(forwarded);
    const [answer] = (await once(forwarded, 'response')) as [IncomingMessage];
    if (method === 'PUT') this.put.push(decodeURIComponent(new URL(url, this.upstream).pathname));
    return answer;
  }
}
