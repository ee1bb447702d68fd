import { SecurityInsights, type Incident as SentinelIncident } from '@azure/arm-securityinsight';
import { DefaultAzureCredential } from '@azure/identity';
import type { Clock } from '../../runtime/clock';
import { RecordsRefused, refusalOf, TargetUnavailable } from '../target';
import { EMULATOR_CREDENTIAL, plainClient } from '../targets/plain-client';
import type { SentinelIncidents } from './sides';

const PAGE = 100;
/** An etag that is not the present one, or none for an incident that there is. */
const STALE = [409, 412];

/** Microsoft Sentinel by way of its own client, as the app's identity. */
export class SentinelClient implements SentinelIncidents {
  requestId = '';
  readonly #client: SecurityInsights;

  /** `place`: of the workspace. `endpoint`: of Azure Resource Manager; without one, that of the public cloud. `timeout`: of one request, in milliseconds. */
  constructor(
    private readonly place: { subscriptionId: string; resourceGroup: string; workspace: string },
    endpoint: string | undefined,
    private readonly clock: Clock,
    private readonly timeout: number,
  ) {
    // When to try again is decided for all requests of a target together, and written down.
    const options = {
      retryOptions: { maxRetries: 0 },
      ...(endpoint === undefined ? {} : { endpoint: endpoint.replace(/^http:/, 'https:') }),
    };
    this.#client = endpoint?.startsWith('http:')
      ? new SecurityInsights(EMULATOR_CREDENTIAL, place.subscriptionId, { ...options, httpClient: plainClient() })
      : new SecurityInsights(new DefaultAzureCredential(), place.subscriptionId, options);
  }

  async get(name: string): Promise<SentinelIncident | undefined> {
    try {
      return await this.#client.incidents.get(this.place.resourceGroup, this.place.workspace, name, this.#options());
    } catch (error) {
      if (statusOf(error) === 404) return undefined;
      throw this.#refusal(error);
    }
  }

  async put(name: string, incident: SentinelIncident): Promise<SentinelIncident | 'stale'> {
    try {
      return await this.#client.incidents.createOrUpdate(this.place.resourceGroup, this.place.workspace, name, incident, this.#options());
    } catch (error) {
      if (STALE.includes(statusOf(error))) return 'stale';
      throw this.#refusal(error);
    }
  }

  async comment(name: string, id: string, message: string): Promise<void> {
    try {
      const { resourceGroup, workspace } = this.place;
      await this.#client.incidentComments.createOrUpdate(resourceGroup, workspace, name, id, { message }, this.#options());
    } catch (error) {
      // It is there already.
      if (!STALE.includes(statusOf(error))) throw this.#refusal(error);
    }
  }

  /** A list that changes while it is read page by page loses what moves: so each page is asked for by the time at which the one before ends. */
  async *changedSince(time: number): AsyncIterable<SentinelIncident[]> {
    for (let since = time; ; ) {
      let latest = since;
      for await (const page of this.#pages(since)) {
        if (page.length > 0) yield page;
        latest = Math.max(latest, ...page.map(({ lastModifiedTimeUtc }) => lastModifiedTimeUtc?.getTime() ?? 0));
        // Only of one moment do several pages have to be read.
        if (latest > since) break;
      }
      if (latest === since) return;
      since = latest;
    }
  }

  async *#pages(since: number): AsyncIterable<SentinelIncident[]> {
    const query = {
      filter: `properties/lastModifiedTimeUtc ge ${new Date(since).toISOString()}`,
      orderby: 'properties/lastModifiedTimeUtc asc',
      top: PAGE,
    };
    try {
      yield* this.#client.incidents.list(this.place.resourceGroup, this.place.workspace, { ...query, ...this.#options() }).byPage();
    } catch (error) {
      throw this.#refusal(error);
    }
  }

  #options() {
    this.requestId = '';
    const onResponse = ({ headers, request }: { headers: Headers; request: { requestId: string } }) => {
      this.requestId = headers.get('x-ms-request-id') ?? request.requestId;
    };
    return { abortSignal: AbortSignal.timeout(this.timeout), onResponse };
  }

  #refusal(error: unknown): Error {
    const { message, response } = error as { message?: string; response?: { headers: Headers } };
    const status = statusOf(error);
    // What the client itself does not let out will never be let out.
    if (/serializing the payload/.test(message ?? '')) return new RecordsRefused(message ?? '', 400);
    if (status === 0) return new TargetUnavailable(message ?? String(error), 0);
    return refusalOf(status, message ?? '', response?.headers.get('retry-after'), this.clock(), this.requestId);
  }
}

interface Headers {
  get(name: string): string | undefined;
}

/** 0: no answer came. */
function statusOf(error: unknown): number {
  return (error as { statusCode?: number }).statusCode ?? 0;
}
