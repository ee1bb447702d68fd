import { ContainerClient } from '@azure/storage-blob';
import type { Azurite } from '../../../infra/local/azurite/azurite';
import { DataCollectionEndpoint } from '../../../infra/local/data-collection/endpoint';
import { EventHubsEmulator } from '../../../infra/local/event-hubs/emulator';
import { type Fault, type Faults, randomOf } from '../../../infra/local/faults';
import { Exporting } from '../../../shared/export/exporting';
import { Places } from '../../../shared/export/places';
import type { Reconciliation } from '../../../shared/export/reconcile';
import { targetIdOf } from '../../../shared/export/target-state';
import { type Config, readConfig } from '../../../shared/runtime/config';
import { type ActionSecrets, type Automation, type AutomationAction, placeOf } from '../../../shared/settings/automation';
import { openStores, type Stores } from '../../../shared/storage/stores';
import type { Arrivals } from './arrivals';
import { FaultProxy } from './fault-proxy';
import { NotedRows, readFiles, readHub, WebhookReceiver } from './receivers';

export const TARGETS = ['workspace', 'hub', 'webhook', 'files'] as const;
export type TargetName = (typeof TARGETS)[number];

export interface WorldOptions {
  subscriptionId: string;
  cosmos: { endpoint: string; key: string };
  azurite: Azurite;
  seed: number;
  /** How many of the requests to each target go wrong, 0 to 1. */
  rates: Record<TargetName, number>;
  timeoutSeconds: number;
}

const KINDS: Fault[] = [
  { kind: 'refuse', status: 429, retryAfter: 2 },
  { kind: 'refuse', status: 503 },
  { kind: 'reset-before' },
  { kind: 'reset-after' },
  { kind: 'stall-after' },
];
/** How long a target is down at a stretch. */
const OUTAGE_MS = 10 * 60_000;

/** One automation with a target of each kind, each of which fails in its own way and is told by the seed when. The store's clock is real, the export's is ahead of it by `late`. */
export class World {
  /** Milliseconds. */
  late = 0;
  isFailing = true;
  readonly injected: Record<TargetName, number> = { workspace: 0, hub: 0, webhook: 0, files: 0 };
  #outage: { target: TargetName; until: number } | undefined;
  #close: (() => unknown)[] = [];

  private constructor(
    readonly options: WorldOptions,
    readonly settings: Config,
    readonly stores: Stores,
    readonly places: Places,
    readonly automation: Automation,
    private readonly collect: () => Promise<Record<TargetName, Arrivals>>,
    readonly requests: () => Record<TargetName, number>,
  ) {}

  static async start(options: WorldOptions): Promise<World> {
    const { azurite, cosmos, rates, seed, subscriptionId, timeoutSeconds } = options;
    let world: World | undefined;
    const faults = (target: TargetName): Faults => {
      const random = randomOf(seed * 10 + TARGETS.indexOf(target));
      return () => world?.fault(target, random, rates[target]);
    };
    const rows = new NotedRows();
    const endpoint = await DataCollectionEndpoint.start({ rows });
    const workspace = await FaultProxy.start(endpoint.url, faults('workspace'));
    const hook = await WebhookReceiver.start();
    const webhook = await FaultProxy.start(hook.url, faults('webhook'));
    const files = await FaultProxy.start(`http://127.0.0.1:${azurite.blobPort}`, faults('files'));
    const hubs = await EventHubsEmulator.start({ hubs: [{ name: 'export', partitionCount: 2, consumerGroups: [] }] });
    let sends = 0;
    const hubFaults = faults('hub');
    hubs.faults = () => hubFaults(++sends);

    const container = new ContainerClient(azurite.connectionString, `seed-${seed}`);
    await container.create();
    const settings = readConfig({
      ...{ EVENT_HUBS: 'unused', COSMOS_ENDPOINT: cosmos.endpoint, COSMOS_KEY: cosmos.key, COSMOS_DISCOVERY: 'false' },
      EXPORT_WORKSPACES: JSON.stringify([{ workspaceResourceId: '*', endpoint: workspace.url, ruleId: 'dcr-test' }]),
      ...{ EXPORT_ALLOWS_LOCAL: 'true', EXPORT_TIMEOUT_SECONDS: String(timeoutSeconds) },
    });
    const stores = openStores(settings);
    const clock = () => Date.now() + (world?.late ?? 0);
    const places = new Places(settings, clock, stores);
    const group = `/subscriptions/${subscriptionId}/resourceGroups/soc/providers`;
    const actions: [AutomationAction, ActionSecrets][] = [
      [{ actionType: 'Workspace', workspaceResourceId: `${group}/Microsoft.OperationalInsights/workspaces/soc` }, {}],
      [
        { actionType: 'EventHub', eventHubResourceId: `${group}/Microsoft.EventHub/namespaces/local/eventhubs/export`, sasPolicyName: '' },
        { connectionString: `${hubs.connectionString};EntityPath=export` },
      ],
      [{ actionType: 'LogicApp', logicAppResourceId: '/hook' }, { uri: webhook.url }],
      [
        { actionType: 'Storage', containerUri: `${files.url}${new URL(container.url).pathname}`, format: 'Ndjson', period: 'Hour' },
        { connectionString: azurite.connectionString.replaceAll(`:${azurite.blobPort}/`, `:${new URL(files.url).port}/`) },
      ],
    ];
    const automation = automationOf(
      subscriptionId,
      actions.map(([action]) => action),
    );
    await stores.automations.put(automation, Object.fromEntries(actions.map(([action, secrets]) => [placeOf(action), secrets])), undefined);
    await new Exporting(stores.exportSource, stores.exportLedger, places, clock).changed(automation);
    const collect = async () => ({
      workspace: rows.arrivals,
      hub: await readHub(hubs.connectionString, 'export'),
      webhook: hook.arrivals,
      files: await readFiles(container, files.put),
    });
    const requests = () => ({ workspace: workspace.requests, hub: sends, webhook: webhook.requests, files: files.requests });
    world = new World(options, settings, stores, places, automation, collect, requests);
    world.#close = [
      () => workspace.close(),
      () => webhook.close(),
      () => files.close(),
      () => hook.close(),
      () => endpoint.close(),
      () => hubs.close(),
    ];
    return world;
  }

  async stop(): Promise<void> {
    for (const close of this.#close) await close();
  }

  now(): number {
    return Date.now() + this.late;
  }

  /** From now on the target is away for ten minutes. */
  takeDown(target: TargetName): void {
    this.#outage = { target, until: this.now() + OUTAGE_MS };
  }

  fault(target: TargetName, random: () => number, rate: number): Fault | undefined {
    if (!this.isFailing) return undefined;
    const isDown = this.#outage?.target === target && this.now() < this.#outage.until;
    const fault = isDown ? KINDS[2] : random() < rate ? KINDS[Math.floor(random() * KINDS.length)] : undefined;
    if (fault) this.injected[target] += 1;
    return fault;
  }

  /** What each receiver has. */
  arrivals(): Promise<Record<TargetName, Arrivals>> {
    return this.collect();
  }

  /** Ids of all that the ledger has of a target. */
  async ledger(target: TargetName): Promise<Set<string>> {
    const { subscriptionId } = this.options;
    const id = targetIdOf(this.automation, this.automation.actions[TARGETS.indexOf(target)] as AutomationAction);
    const streams = ['alerts', 'incidents'] as const;
    const sets = await Promise.all(streams.map((stream) => this.stores.exportLedger.passedOn(subscriptionId, id, stream, 0)));
    return new Set(sets.flatMap((ids) => [...ids]));
  }

  /** As the API answers, two rows for each target. */
  reconciliation(): Promise<Reconciliation[]> {
    const { exportLedger, exportSource } = this.stores;
    return new Exporting(exportSource, exportLedger, this.places, () => this.now()).reconcile(this.automation, 0, Date.now() + 60_000);
  }
}

function automationOf(subscriptionId: string, actions: AutomationAction[]): Automation {
  const begins = Date.now() - 2_000;
  return {
    ...{
      subscriptionId,
      resourceGroup: 'soc',
      name: 'all',
      uid: `simulated-${subscriptionId}`,
      location: '',
      tags: {},
      description: '',
      isEnabled: true,
    },
    scopes: [{ description: '', scopePath: `/subscriptions/${subscriptionId}` }],
    sources: [
      { eventSource: 'Alerts', ruleSets: [] },
      { eventSource: 'Incidents', ruleSets: [] },
    ],
    ...{ actions, createdTime: begins, modifiedTime: begins },
  };
}
