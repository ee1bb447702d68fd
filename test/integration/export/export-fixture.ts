import { DataCollectionEndpoint } from '../../../infra/local/data-collection/endpoint';
import type { Row } from '../../../infra/local/data-collection/received-rows';
import { exportSubscription, type TargetRun } from '../../../shared/export/export-subscription';
import { Places } from '../../../shared/export/places';
import type { Alert } from '../../../shared/model/alert';
import { ApiFixture } from '../api/api-fixture';

const WORKSPACE = 'providers/Microsoft.OperationalInsights/workspaces/soc';
export const workspaceId = (subscription: string) => `/subscriptions/${subscription}/resourceGroups/soc/${WORKSPACE}`;
export const automationPath = (subscription: string, name: string, rest = '') =>
  `/subscriptions/${subscription}/resourceGroups/soc/providers/Microsoft.Security/automations/${name}${rest}?api-version=2019-01-01-preview`;

/** The API and the export over an embedded store, with a data collection endpoint. Clocks: the store's own is real, the export's moves with it and `late`. */
export class ExportFixture {
  /** Milliseconds by which the export believes that it is later. */
  late = 0;
  /** What the export takes for chance. */
  random = 0.5;

  private constructor(
    readonly api: ApiFixture,
    readonly endpoint: DataCollectionEndpoint,
    private readonly places: Places,
  ) {}

  static async start(settings: Record<string, string> = {}): Promise<ExportFixture> {
    const endpoint = await DataCollectionEndpoint.start();
    const rules = JSON.stringify([{ workspaceResourceId: '*', endpoint: endpoint.url, ruleId: 'dcr-test' }]);
    const api = await ApiFixture.start({ EXPORT_WORKSPACES: rules, EXPORT_ALLOWS_LOCAL: 'true', ...settings });
    const fixture: ExportFixture = new ExportFixture(api, endpoint, new Places(api.settings, () => fixture.now(), api.stores));
    return fixture;
  }

  async stop(): Promise<void> {
    await this.endpoint.close();
    await this.api.stop();
  }

  now(): number {
    return Date.now() + this.late;
  }

  /** Creates or changes an automation; by default one which exports all alerts to a workspace. */
  async automation(subscription: string, name: string, properties: Record<string, unknown> = {}) {
    this.api.now = this.now();
    return this.api.ask(automationPath(subscription, name), {
      method: 'PUT',
      body: {
        location: 'centralus',
        properties: {
          scopes: [{ scopePath: `/subscriptions/${subscription}` }],
          sources: [{ eventSource: 'Alerts' }],
          actions: [{ actionType: 'Workspace', workspaceResourceId: workspaceId(subscription) }],
          ...properties,
        },
      },
    });
  }

  async add(...alerts: Alert[]): Promise<void> {
    await this.api.stores.alerts.add(alerts, this.now());
  }

  async run(subscription: string, budget = 60_000): Promise<TargetRun[]> {
    const { automations, exportSource: source, exportLedger: ledger, exportRegistry: registry } = this.api.stores;
    const options = { clock: () => this.now(), random: () => this.random, budget };
    return exportSubscription(subscription, automations, { source, ledger, registry }, this.places, options);
  }

  /** Runs until nothing is delivered any more; as if the pauses between were over. */
  async runAll(subscription: string, most = 200): Promise<void> {
    for (let run = 0; run < most; run++) {
      const runs = await this.run(subscription);
      if (runs.every(({ outcome, delivered, dead }) => outcome === 'done' && delivered + dead === 0)) return;
      if (runs.some(({ outcome }) => outcome !== 'done')) this.late += 400_000;
    }
    throw new Error(`the export does not come to an end in ${most} runs`);
  }

  rows(subscription: string, stream = 'Custom-SinterAlert_CL'): Row[] {
    return this.endpoint.rows.of(stream).filter((row) => row.WorkspaceSubscriptionId === subscription);
  }

  async reconciliation(subscription: string, name: string) {
    this.api.now = this.now() + 60_000;
    const from = new Date(Date.now() - 3_600_000).toISOString();
    return (await this.api.ask(`${automationPath(subscription, name, '/reconciliation')}&from=${from}`)).body;
  }
}
