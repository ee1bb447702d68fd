import { CosmosServer } from '../../../infra/local/cosmos/server';
import { Issuer, type TokenRequest } from '../../../infra/local/issuer/issuer';
import { createApi } from '../../../shared/api/api';
import type { Config } from '../../../shared/runtime/config';
import { readConfig } from '../../../shared/runtime/config';
import { prepareDatabase } from '../../../shared/storage/database';
import { openStores, type Stores } from '../../../shared/storage/stores';

export const PLACE = { resourceGroup: 'sample-rg', workspace: 'fusion', location: 'centralus' };

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  // biome-ignore lint/suspicious/noExplicitAny: each test knows the shape of what it asked for
  body: any;
}

export interface Ask {
  method?: string;
  body?: unknown;
  headers?: Record<string, string>;
  /** Null sends none; by default the administrator's. */
  token?: string | null;
}

/** The API over an embedded store, called without a network; the token issuer and the store are real. */
export class ApiFixture {
  /** Epoch milliseconds that the API takes for the present; tests may move it. */
  now = Date.now();
  /** What the API logged as errors. */
  readonly errors: string[] = [];
  readonly #tokens = new Map<string, string>();
  readonly #api: ReturnType<typeof createApi>;

  private constructor(
    readonly cosmos: CosmosServer,
    readonly issuer: Issuer,
    readonly settings: Config,
    readonly stores: Stores,
  ) {
    this.#api = createApi(settings, stores, () => this.now);
  }

  static async start(settings: Record<string, string> = {}): Promise<ApiFixture> {
    const [cosmos, issuer] = await Promise.all([CosmosServer.start(), Issuer.start()]);
    const config = readConfig({
      EVENT_HUBS: 'unused',
      COSMOS_ENDPOINT: cosmos.endpoint,
      COSMOS_KEY: cosmos.key,
      COSMOS_DISCOVERY: 'false',
      WORKSPACE_RESOURCE_GROUP: PLACE.resourceGroup,
      WORKSPACE_NAME: PLACE.workspace,
      HOME_LOCATION: PLACE.location,
      REQUESTS_PER_SECOND: '100000',
      ...issuer.settings(),
      ...settings,
    });
    await prepareDatabase(config);
    return new ApiFixture(cosmos, issuer, config, openStores(config));
  }

  async stop(): Promise<void> {
    await this.issuer.stop();
    await this.cosmos.close();
  }

  async token(request: TokenRequest = {}): Promise<string> {
    const key = JSON.stringify(request);
    const known = this.#tokens.get(key) ?? (await this.issuer.token(request));
    this.#tokens.set(key, known);
    return known;
  }

  async ask(path: string, { method = 'GET', body, headers = {}, token }: Ask = {}): Promise<Answer> {
    const bearer = token === null ? undefined : (token ?? (await this.token()));
    const response = await this.fetch(path, {
      method,
      headers: {
        ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false;
    return { status: response.status, headers: response.headers, text, body: isJson ? JSON.parse(text) : undefined };
  }

  async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const log = { info: () => {}, warn: () => {}, error: (...parts: unknown[]) => this.errors.push(parts.join(' ')) };
    return this.#api.fetch(new Request(new URL(path, 'https://api.example.com'), init), { log });
  }

  /** Every item of a list, page by page. */
  async all(path: string, ask: Ask = {}): Promise<{ items: Answer['body'][]; pages: number }> {
    const items: Answer['body'][] = [];
    let pages = 0;
    for (let next: string | undefined = path; next; pages++) {
      const { status, body, text }: Answer = await this.ask(next, ask);
      if (status !== 200) throw new Error(`${next} answers ${status}: ${text}`);
      items.push(...body.value);
      next = body.nextLink;
    }
    return { items, pages };
  }
}

export const security = (subscription: string, rest: string) => `/subscriptions/${subscription}/providers/Microsoft.Security/${rest}`;

export const insights = (subscription: string, rest: string) =>
  `/subscriptions/${subscription}/resourceGroups/${PLACE.resourceGroup}/providers/Microsoft.OperationalInsights/workspaces/${PLACE.workspace}/providers/Microsoft.SecurityInsights/${rest}`;
