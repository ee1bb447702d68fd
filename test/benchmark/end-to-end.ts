import { CosmosClient } from '@azure/cosmos';
import { type EventDataBatch, EventHubProducerClient } from '@azure/event-hubs';
import { readOptions } from '../../infra/local/stack/options';
import { Stack } from '../../infra/local/stack/stack';
import { readConfig } from '../../shared/runtime/config';
import { openStores, type Stores } from '../../shared/storage/stores';
import { type Operations, operationsOf } from './operations';
import { readUnits, writeUnits } from './request-units';
import type { Benchmark, Row } from './row';
import { percentile } from './timing';
import { subscriptionOf, type WorkloadAlert, workload } from './workload';

const ALERTS = 20_000;
const SUBSCRIPTIONS = 5;
const PROBES = 60;
const SENDS_IN_FLIGHT = 4;
const TIMEOUT_MS = 180_000;

/** The whole way over real wires: Event Hubs emulator, Functions host, Cosmos DB server, Azurite, each a process of its own beside the sender. */
export const endToEnd: Benchmark = {
  name: 'end-to-end',
  title: `End to end through the local stack: ${ALERTS} alerts in ${SUBSCRIPTIONS} subscriptions`,
  async run() {
    const options = readOptions(['--no-sample'], { SINTER_PORT: '0' }, process.cwd());
    if (!options) throw new Error('These options are valid');
    const stack = new Stack(options, process.env);
    try {
      const { settings, connections } = await stack.start();
      if (!connections.eventHubs || !connections.cosmos)
        throw new Error('The benchmark measures the embedded stack: unset EVENT_HUBS and COSMOS_ENDPOINT');
      const bench = new EndToEnd(connections.eventHubs, connections.cosmos, openStores(readConfig(settings)));
      return await bench.measure();
    } finally {
      await stack.stop();
    }
  },
};

class EndToEnd {
  readonly #producer: EventHubProducerClient;
  readonly #client: CosmosClient;

  constructor(
    eventHubs: string,
    private readonly cosmos: { endpoint: string; key: string },
    private readonly stores: Stores,
  ) {
    this.#producer = new EventHubProducerClient(eventHubs, 'alerts');
    this.#client = new CosmosClient({ ...cosmos, connectionPolicy: { enableEndpointDiscovery: false } });
  }

  async measure(): Promise<Row[]> {
    const latencies = await this.#latencies();
    const before = await operationsOf(this.cosmos.endpoint);
    const alerts = [...workload({ alerts: ALERTS, subscriptions: SUBSCRIPTIONS, from: Date.now() - 3_600_000, spacing: 500 })];
    const started = performance.now();
    await this.#send(alerts);
    const sent = performance.now();
    await until(async () => (await this.#stored()) >= ALERTS);
    const stored = performance.now();
    const afterStored = await operationsOf(this.cosmos.endpoint);
    await until(async () => (await this.stores.registry.changed()).length === 0);
    const fused = performance.now();
    const after = await operationsOf(this.cosmos.endpoint);
    await this.#producer.close();

    const rate = (end: number) => Math.round((ALERTS / (end - started)) * 1000);
    const perAlert = (counters: Operations, name: keyof Operations) => (counters[name] - before[name]) / ALERTS;
    const rows: Row[] = [
      { name: 'sent to the hub', value: rate(sent), unit: 'alerts/s' },
      { name: 'from the first send to the last alert stored', value: rate(stored), unit: 'alerts/s' },
      { name: 'from the first send to the last alert fused', value: rate(fused), unit: 'alerts/s' },
      { name: 'from send to stored, one alert at a time, p50', value: percentile(latencies.stored, 0.5), unit: 'ms' },
      { name: 'from send to stored, one alert at a time, p99', value: percentile(latencies.stored, 0.99), unit: 'ms' },
      { name: 'from send to incident (fusion every 5 s), p50', value: percentile(latencies.fused, 0.5), unit: 'ms' },
      { name: 'from send to incident (fusion every 5 s), p99', value: percentile(latencies.fused, 0.99), unit: 'ms' },
      { name: 'Cosmos DB writes for an alert, until it is stored', value: perAlert(afterStored, 'writes'), unit: 'operations' },
      { name: 'Cosmos DB writes for an alert, fusion included', value: perAlert(after, 'writes'), unit: 'operations' },
      { name: 'Cosmos DB reads for an alert, fusion included', value: perAlert(after, 'reads'), unit: 'operations' },
      { name: 'Cosmos DB query pages for an alert, fusion included', value: perAlert(after, 'queries'), unit: 'operations' },
    ];
    return [...rows, await this.#requestUnits(perAlert(after, 'writes'), perAlert(after, 'reads'), perAlert(after, 'queries'))];
  }

  /** Alerts sent one by one: until each can be read, and until its incident can. Each is a confirmed attack in a subscription of its own. */
  async #latencies(): Promise<{ stored: number[]; fused: number[] }> {
    const [stored, fused]: [number[], number[]] = [[], []];
    await Promise.all(
      Array.from({ length: PROBES }, async (_, probe) => {
        await new Promise((resolve) => setTimeout(resolve, probe * 150));
        const [alert] = workload({ alerts: 1, subscriptions: 1, from: Date.now(), spacing: 0 });
        if (!alert) return;
        const subscriptionId = subscriptionOf(1_000 + probe);
        const event = {
          ...JSON.parse(alert.text),
          AlertType: 'VM_Mimikatz.Probe',
          Severity: 'High',
          AlertDisplayName: 'Mimikatz credential theft tool was run',
        };
        const body = Buffer.from(JSON.stringify(event));
        const start = performance.now();
        await this.#producer.sendBatch([{ body, properties: { subscriptionId } }]);
        await until(async () => (await this.stores.alerts.get(subscriptionId, alert.id)) !== undefined, 3);
        stored.push(performance.now() - start);
        await until(async () => (await this.#incidents(subscriptionId)) > 0, 25);
        fused.push(performance.now() - start);
      }),
    );
    return { stored, fused };
  }

  async #send(alerts: readonly WorkloadAlert[]): Promise<void> {
    const batches: EventDataBatch[] = [];
    let batch = await this.#producer.createBatch();
    for (const { text } of alerts) {
      if (batch.count < 100 && batch.tryAdd({ body: Buffer.from(text) })) continue;
      batches.push(batch);
      batch = await this.#producer.createBatch();
      batch.tryAdd({ body: Buffer.from(text) });
    }
    batches.push(batch);
    const sender = async () => {
      for (let next = batches.shift(); next; next = batches.shift()) await this.#producer.sendBatch(next);
    };
    await Promise.all(Array.from({ length: SENDS_IN_FLIGHT }, sender));
  }

  async #stored(): Promise<number> {
    const counts = await Promise.all(
      Array.from({ length: SUBSCRIPTIONS }, (_, index) => this.#count('alerts', subscriptionOf(index), 'true')),
    );
    return counts.reduce((sum, count) => sum + count, 0);
  }

  async #incidents(subscriptionId: string): Promise<number> {
    return this.#count('incidents', subscriptionId, "c.kind = 'incident'");
  }

  async #count(container: string, subscriptionId: string, condition: string): Promise<number> {
    const query = `SELECT VALUE COUNT(1) FROM c WHERE c.subscriptionId = @subscriptionId AND ${condition}`;
    const spec = { query, parameters: [{ name: '@subscriptionId', value: subscriptionId }] };
    const items = this.#client.database('sinter').container(container).items;
    return (await items.query<number>(spec, { partitionKey: subscriptionId }).fetchAll()).resources[0] ?? 0;
  }

  /** The server does not charge: estimated from the operations and the size of a stored alert. A query page counts as the read of ten such documents. */
  async #requestUnits(writes: number, reads: number, queries: number): Promise<Row> {
    const [alert] = workload({ alerts: 1, subscriptions: 1, from: 0, spacing: 0 });
    const document = await this.stores.alerts.get(subscriptionOf(0), alert?.id ?? '');
    const kilobytes = Buffer.byteLength(JSON.stringify(document ?? {})) / 1024;
    const units = writes * writeUnits(kilobytes) + reads * readUnits(kilobytes) + queries * 10 * readUnits(kilobytes);
    return { name: `request units for an alert, estimated (a stored alert has ${kilobytes.toFixed(1)} KB)`, value: units, unit: 'RU' };
  }
}

async function until(condition: () => Promise<boolean>, pauseMs = 100): Promise<void> {
  const deadline = performance.now() + TIMEOUT_MS;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error('The stack did not get there in time');
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}
