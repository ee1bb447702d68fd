import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { request as forward, type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { generate } from 'selfsigned';

export interface Exchange {
  method: string;
  /** Without the query. */
  path: string;
  status: number;
}

/**
 * Stands where App Service has its front end: speaks TLS to clients, and HTTP to the app, which learns from headers how it was asked. Azure's clients send no
 * token without TLS. Requests and answers go on as they come.
 */
export class TlsFront {
  /** What was asked, and how it was answered. */
  readonly exchanges: Exchange[] = [];

  private constructor(
    private readonly server: Server,
    /** In PEM; who trusts it trusts this front. */
    readonly certificate: string,
  ) {}

  /** On 127.0.0.1. `target` is asked at each request, since an app may have to know the front's address before it has one itself. */
  static async start(target: () => string): Promise<TlsFront> {
    // Of several fronts that are trusted the name tells which is meant.
    const { private: key, cert } = generate([{ name: 'commonName', value: `front-${randomUUID()}` }], {
      days: 2,
      keySize: 2048,
      algorithm: 'sha256',
      extensions: [
        {
          name: 'subjectAltName',
          altNames: [
            { type: 2, value: 'localhost' },
            { type: 7, ip: '127.0.0.1' },
          ],
        },
      ],
    });
    const server = createServer({ key, cert });
    const front = new TlsFront(server, cert);
    server.on('request', (request, response) => {
      response.once('finish', () => front.exchanges.push(exchangeOf(request, response)));
      // Whichever side went away, the other one has to know.
      passOn(target(), request, response).catch(() => response.destroy());
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return front;
  }

  get url(): string {
    return `https://localhost:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.close();
    this.server.closeAllConnections();
  }
}

function exchangeOf({ method = '', url = '/' }: IncomingMessage, { statusCode }: ServerResponse): Exchange {
  return { method, path: url.split('?', 1)[0] ?? '/', status: statusCode };
}

async function passOn(target: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { hostname, port, host } = new URL(target);
  const headers: OutgoingHttpHeaders = {
    ...request.headers,
    host,
    'x-forwarded-proto': 'https',
    'x-forwarded-host': request.headers.host,
    'x-forwarded-for': request.socket.remoteAddress,
  };
  const onward = forward({ hostname, port, method: request.method, path: request.url, headers });
  const [[answer]] = await Promise.all([once(onward, 'response') as Promise<[IncomingMessage]>, pipeline(request, onward)]);
  response.writeHead(answer.statusCode ?? 502, answer.headers);
  await pipeline(answer, response);
}
