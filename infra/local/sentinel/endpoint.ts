import type { IncomingMessage } from 'node:http';
import { type Answer, errorAnswer, FaultyEndpoint, type FaultyEndpointOptions } from '../faulty-endpoint';
import { Conflict, type Properties, type StoredIncident, WorkspaceIncidents } from './workspace-incidents';

export interface SentinelOptions extends FaultyEndpointOptions {
  /** Epoch milliseconds. */
  now?: () => number;
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
export class SentinelEndpoint extends FaultyEndpoint {
  /** Requests that wrote an incident. */
  writes = 0;
  readonly #workspaces = new Map<string, WorkspaceIncidents>();

  private constructor(private readonly now: () => number) {
    super();
  }

  /** Rejects when the port is in use. */
  static async start({ now = Date.now, ...options }: SentinelOptions = {}): Promise<SentinelEndpoint> {
    return new SentinelEndpoint(now).listen(options);
  }

  /** By its resource id. */
  workspace(resourceId: string): WorkspaceIncidents {
    const key = resourceId.toLowerCase();
    const incidents = this.#workspaces.get(key) ?? new WorkspaceIncidents(this.now);
    this.#workspaces.set(key, incidents);
    return incidents;
  }

  protected show(url: URL): Answer | undefined {
    if (url.pathname !== '/') return undefined;
    const counts = [...this.#workspaces].map(([id, incidents]) => [id, incidents.all().length]);
    return { status: 200, body: { requests: this.requests, incidents: Object.fromEntries(counts) } };
  }

  protected async serve(request: IncomingMessage, url: URL): Promise<Answer> {
    const { method = '', headers } = request;
    const text = await textOf(request);
    const [, resourceId, name, commentId] = PATH.exec(decodeURIComponent(url.pathname)) ?? [];
    if (resourceId === undefined) return errorAnswer(404, 'NotFound', 'No such path.');
    if (url.searchParams.get('api-version') !== API_VERSION) return errorAnswer(400, 'InvalidApiVersionParameter', 'Unknown api-version.');
    if (!/^Bearer \S+$/.test(headers.authorization ?? '')) return errorAnswer(401, 'Unauthorized', 'No token.');
    const incidents = this.workspace(resourceId);
    if (name === undefined) return method === 'GET' ? listed(incidents, resourceId, url) : errorAnswer(405, 'MethodNotAllowed', method);
    if (url.pathname.includes('/comments')) return this.#comment(incidents, method, name, commentId, text);
    if (method === 'PUT') return this.#put(incidents, resourceId, name, text);
    if (method === 'DELETE') return { status: incidents.delete(name) ? 200 : 204 };
    const incident = incidents.get(name);
    return incident ? { status: 200, body: shown(incident, resourceId) } : errorAnswer(404, 'NotFound', `There is no incident ${name}.`);
  }

  #put(incidents: WorkspaceIncidents, resourceId: string, name: string, text: string): Answer {
    const { etag, properties } = JSON.parse(text) as { etag?: string; properties: Properties };
    const { title, severity, status } = properties;
    if (!title || !severity || !status) return errorAnswer(400, 'BadRequest', 'An incident needs a title, a severity and a status.');
    try {
      const { incident, isNew } = incidents.put(name, etag, properties, APP);
      this.writes += 1;
      return { status: isNew ? 201 : 200, body: shown(incident, resourceId) };
    } catch (error) {
      if (error instanceof Conflict) return errorAnswer(409, 'Conflict', error.message);
      throw error;
    }
  }

  #comment(incidents: WorkspaceIncidents, method: string, name: string, id: string | undefined, text: string): Answer {
    if (!incidents.get(name)) return errorAnswer(404, 'NotFound', `There is no incident ${name}.`);
    if (id === undefined) return { status: 200, body: { value: incidents.comments(name).map(shownComment) } };
    if (method !== 'PUT') return errorAnswer(405, 'MethodNotAllowed', method);
    const { message } = (JSON.parse(text) as { properties: { message: string } }).properties;
    const isNew = incidents.putComment(name, id, message, APP);
    return { status: isNew ? 201 : 200, body: shownComment({ id, message, author: APP }) };
  }
}

/** The one filter and the one order that are served are those of whoever asks what has changed. */
function listed(incidents: WorkspaceIncidents, resourceId: string, url: URL): Answer {
  const asked = (name: string) => url.searchParams.get(name) ?? '';
  const [, since = ''] = /^properties\/lastModifiedTimeUtc ge (\S+)$/.exec(asked('$filter')) ?? [];
  if (asked('$filter') !== '' && since === '') return errorAnswer(400, 'BadRequest', 'The filter is not served here.');
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

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
