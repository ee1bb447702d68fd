import { MonitorClient } from '@azure/arm-monitor';
import { SecurityCenter } from '@azure/arm-security';
import { SecurityInsights } from '@azure/arm-securityinsight';
import { Client as GraphClient } from '@microsoft/microsoft-graph-client';
import { TENANT, type TokenRequest } from '../../../infra/local/issuer/issuer';
import { all, found } from './check';

/** Where the API is: its address with TLS, and who gives tokens for it. */
export interface Address {
  url: string;
  issuer: string;
  /** What `PUBLIC_BASE_URL` is there, if it is set. */
  publicUrl?: string;
}

export interface Answer {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: each check knows the shape of what it asked for
  body: any;
}

export const GROUP = 'sample-rg';
export const WORKSPACE = 'fusion';
export const LOCATION = 'centralus';
/** That one simulation of `VirtualMachines` sends. */
const ALERTS_OF_A_MACHINE = 3;

/** Azure's clients as they come, for one subscription, in the name of one caller. */
export class Connected {
  readonly security: SecurityCenter;
  readonly insights: SecurityInsights;
  readonly monitor: MonitorClient;
  readonly graph: GraphClient;
  #incidents: string[] = [];

  private constructor(
    readonly address: Address,
    readonly subscription: string,
    private readonly token: string,
  ) {
    const credential = { getToken: async () => ({ token, expiresOnTimestamp: Date.now() + 3_600_000 }) };
    const options = { endpoint: address.url, credentialScopes: 'api://sinter-local/.default' };
    this.security = new SecurityCenter(credential, subscription, options);
    this.insights = new SecurityInsights(credential, subscription, options);
    this.monitor = new MonitorClient(credential, subscription, options);
    this.graph = GraphClient.initWithMiddleware({
      baseUrl: `${address.url}/`,
      customHosts: new Set([new URL(address.url).hostname]),
      authProvider: { getAccessToken: async () => token },
    });
  }

  static async to(address: Address, subscription: string, request: TokenRequest = {}): Promise<Connected> {
    const asked = { method: 'POST', body: JSON.stringify(request) };
    const answer = await fetch(`${address.issuer}/${TENANT}/oauth2/v2.0/token`, asked);
    const { access_token: token } = (await answer.json()) as { access_token: string };
    return new Connected(address, subscription, token);
  }

  /** The same in another name. */
  as(request: TokenRequest): Promise<Connected> {
    return Connected.to(this.address, this.subscription, request);
  }

  /** The same for another subscription. */
  of(subscription: string): Connected {
    return new Connected(this.address, subscription, this.token);
  }

  withToken(token: string): Connected {
    return new Connected(this.address, this.subscription, token);
  }

  /** What no client of these versions sends. `path` begins with a slash, or is a whole URL of an earlier answer. */
  async raw(path: string, init: RequestInit = {}): Promise<Answer> {
    const headers = { authorization: `Bearer ${this.token}`, ...(init.body ? { 'content-type': 'application/json' } : {}) };
    const answer = await fetch(new URL(path, this.address.url), { ...init, headers: { ...headers, ...init.headers } });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, body: text === '' ? undefined : JSON.parse(text) };
  }

  securityPath(rest: string): string {
    return `/subscriptions/${this.subscription}/providers/Microsoft.Security/${rest}`;
  }

  /** Below the workspace. */
  insightsPath(rest: string): string {
    return `/subscriptions/${this.subscription}/resourceGroups/${GROUP}/providers/Microsoft.OperationalInsights/workspaces/${WORKSPACE}/providers/Microsoft.SecurityInsights/${rest}`;
  }

  async simulate(...bundles: string[]): Promise<void> {
    await this.security.alerts.simulate(LOCATION, { properties: { kind: 'Bundles', bundles } });
  }

  /** Has so many attacks on machines simulated, and waits for the incident that each of them fuses into. */
  async prepareIncidents(count: number): Promise<void> {
    for (let n = 0; n < count; n++) await this.simulate('VirtualMachines');
    const fused = async () => {
      const incidents = await all(this.insights.incidents.list(GROUP, WORKSPACE));
      const whole = incidents.filter(({ additionalData }) => additionalData?.alertsCount === ALERTS_OF_A_MACHINE);
      return whole.length >= count ? whole.map(({ name = '' }) => name) : undefined;
    };
    this.#incidents = await found(fused, `${count} incidents`);
  }

  /** The id of an incident that no other check uses. */
  takeIncident(): string {
    const id = this.#incidents.pop();
    if (id === undefined) throw new Error('More incidents have to be prepared.');
    return id;
  }

  /** Names of the alerts of an incident, in the order of time. */
  async members(incidentId: string): Promise<string[]> {
    const { value } = await this.insights.incidents.listAlerts(GROUP, WORKSPACE, incidentId);
    return value.map(({ name = '' }) => name);
  }
}
