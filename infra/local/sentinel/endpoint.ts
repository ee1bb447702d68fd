import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Faults, NO_FAULTS } from '../faults';
import { Conflict, type Properties, type StoredIncident, WorkspaceIncidents } from './workspace-incidents';

export interface SentinelOptions {
  /** 0, the default, takes a free one. */
  port?: number;
  /** Decides for each request what goes wrong with it. */
  faults?: Faults;
  /** Epoch milliseconds. */
  now?: () => number;
}

interface Answer {
  status: number;
  body?: object;
}

const API_VERSION = '2022-09-01-preview';
const PATH =
  /^(\/subscriptions\/[^/]+\/resourcegroups\/[^/]+\/providers\/microsoft\.operationalinsights\/workspaces\/[^/]+)\/providers\/microsoft\.securityinsights\/incidents(?:\/([^/]+)(?:\/comments(?:\/([^/]+))?)?)?$/i;
const MOST_PER_PAGE = 1_000;
/** By whom a change is that came over the wire. */
const APP = 'app';

/**
 * The incidents of Microsoft Sentinel on 127.0.0.1, as far as its client can tell; every workspace exists. Tests play the people who work there with
 * {@link SentinelEndpoint.workspace}. `GET /` tells how many incidents there are of each workspace.
 */
export class SentinelEndpoint {
  /** Requests that came, whatever became of them. */
  requests = 0;
  /** Of these, those that wrote an incident. */
  writes = 0;
  readonly #workspaces = new Map<string, WorkspaceIncidents>();
  readonly #stalled = new Set<ServerResponse>();

  private constructor(
    private readonly server: Server,
    public faults: Faults,
    private readonly now: () => number,
  ) {
    server.on('request', (request, response) => {
      this.#serve(request, response).catch(() => response.destroy());
    });
  }

  /** Rejects when the port is in use. */
  static async start({ port = 0, faults = NO_FAULTS, now = Date.now }: SentinelOptions = {}): Promise<SentinelEndpoint> {
    const server = createServer({ keepAlive: true });
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return new SentinelEndpoint(server, faults, now);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** By its resource id. */
  workspace(resourceId: string): WorkspaceIncidents {
    const key = resourceId.toLowerCase();
    const incidents = this.#workspaces.get(key) ?? new WorkspaceIncidents(this.now);
    this.#workspaces.set(key, incidents);
    return incidents;
  }

  async close(): Promise<void> {
    for (const response of this.#stalled) response.destroy();
    this.server.close();
    this.server.closeAllConnections();
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.url);
    if (url.pathname === '/') {
      const counts = [...this.#workspaces].map(([id, incidents]) => [id, incidents.all().length]);
      return send(response, { status: 200, body: { requests: this.requests, incidents: Object.fromEntries(counts) } });
    }
    this.requests += 1;
    const body = await textOf(request);
    const fault = this.faults(this.requests);
    if (fault?.kind === 'reset-before') return void request.socket.resetAndDestroy();
    if (fault?.kind === 'refuse') {
      const headers = fault.retryAfter === undefined ? {} : { 'retry-after': String(fault.retryAfter) };
      return send(response, errorOf(fault.status, 'Refused', 'Refused on request of a test.'), headers);
    }
    const answer = this.#answer(request, url, body);
    if (fault?.kind === 'reset-after') return void request.socket.resetAndDestroy();
    if (fault?.kind === 'stall-after') return void this.#stalled.add(response);
    send(response, answer, { 'x-ms-request-id': `local-${this.requests}` });
  }

  #answer({ method = '', headers }: IncomingMessage, url: URL, text: string): Answer {
    const [, resourceId, name, commentId] = PATH.exec(decodeURIComponent(url.pathname)) ?? [];
    if (resourceId === undefined) return errorOf(404, 'NotFound', 'No such path.');
    if (url.searchParams.get('api-version') !== API_VERSION) return errorOf(400, 'InvalidApiVersionParameter', 'Unknown api-version.');
    if (!/^Bearer \S+$/.test(headers.authorization ?? '')) return errorOf(401, 'Unauthorized', 'No token.');
    const incidents = this.workspace(resourceId);
    if (name === undefined) return method === 'GET' ? listed(incidents, resourceId, url) : errorOf(405, 'MethodNotAllowed', method);
    if (url.pathname.includes('/comments')) return this.#comment(incidents, method, name, commentId, text);
    if (method === 'PUT') return this.#put(incidents, resourceId, name, text);
    if (method === 'DELETE') return { status: incidents.delete(name) ? 200 : 204 };
    const incident = incidents.get(name);
    return incident ? { status: 200, body: shown(incident, resourceId) } : errorOf(404, 'NotFound', `There is no incident ${name}.`);
  }

  #put(incidents: WorkspaceIncidents, resourceId: string, name: string, text: string): Answer {
    const { etag, properties } = JSON.parse(text) as { etag?: string; properties: Properties };
    const { title, severity, status } = properties;
    if (!title || !severity || !status) return errorOf(400, 'BadRequest', 'An incident needs a title, a severity and a status.');
    try {
      const { incident, isNew } = incidents.put(name, etag, properties, APP);
      this.writes += 1;
      return { status: isNew ? 201 : 200, body: shown(incident, resourceId) };
    } catch (error) {
      if (error instanceof Conflict) return errorOf(409, 'Conflict', error.message);
      throw error;
    }
  }

  #comment(incidents: WorkspaceIncidents, method: string, name: string, id: string | undefined, text: string): Answer {
    if (!incidents.get(name)) return errorOf(404, 'NotFound', `There is no incident ${name}.`);
    if (id === undefined) return { status: 200, body: { value: incidents.comments(name).map(shownComment) } };
    if (method !== 'PUT') return errorOf(405, 'MethodNotAllowed', method);
    const { message } = (JSON.parse(text) as { properties: { message: string } }).properties;
    const isNew = incidents.putComment(name, id, message, APP);
    return { status: isNew ? 201 : 200, body: shownComment({ id, message, author: APP }) };
  }
}

/** The one filter and the one order that are served are those of whoever asks what has changed. */
function listed(incidents: WorkspaceIncidents, resourceId: string, url: URL): Answer {
  const asked = (name: string) => url.searchParams.get(name) ?? '';
  const [, since = ''] = /^properties\/lastModifiedTimeUtc ge (\S+)$/.exec(asked('$filter')) ?? [];
  if (asked('$filter') !== '' && since === '') return errorOf(400, 'BadRequest', 'The filter is not served here.');
  const top = Math.min(Number(asked('$top')) || 50, MOST_PER_PAGE);
  const skip = Number(asked('$skipToken')) || 0;
  const found = incidents.all().filter(({ properties }) => (properties.lastModifiedTimeUtc ?? '') >= since);
  const next = new URL(url);
  next.searchParams.set('$skipToken', String(skip + top));
  const nextLink = skip + top < found.length ? { nextLink: `${next.pathname}${next.search}` } : {};
  return { status: 200, body: { value: found.slice(skip, skip + top).map((each) => shown(each, resourceId)), ...nextLink } };
}

function shown({ name, ...rest }: StoredIncident, resourceId: string): object {
  const type = 'Microsoft.SecurityInsights/Incidents';
  return { id: `${resourceId}/providers/${type}/${name}`, name, type, ...rest };
}

function shownComment({ id, message, author }: { id: string; message: string; author: string }): object {
  return { name: id, type: 'Microsoft.SecurityInsights/Incidents/Comments', properties: { message, author: { name: author } } };
}

function errorOf(status: number, code: string, message: string): Answer {
  return { status, body: { error: { code, message } } };
}

function send(response: ServerResponse, { status, body }: Answer, headers: Record<string, string> = {}): void {
  response.writeHead(status, { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
