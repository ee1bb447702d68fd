import { setTimeout as delay } from 'node:timers/promises';
import { EventHubProducerClient } from '@azure/event-hubs';
import { readOptions } from '../../infra/local/stack/options';
import { type Running, Stack } from '../../infra/local/stack/stack';
import { STREAM_NAMES } from '../../shared/export/workspace-rows';
import type { Benchmark, Row } from './row';
import { percentile } from './timing';
import { workload } from './workload';

const PROBES = 12;
/** Over a minute, so that the timers come at all distances. */
const SPACING_MS = 5_000;
const PATIENCE_MS = 90_000;

/** As the deployment template sets them. */
const SCHEDULES = { FUSION_SCHEDULE: '0 * * * * *', EXPORT_SCHEDULE: '30 * * * * *' };

/** How long an alert is under way from its product to a workspace, when it comes alone. */
export const exportLatency: Benchmark = {
  name: 'export-latency',
  title: `From the event hub to a workspace, one alert each in ${PROBES} subscriptions, with timers of a minute`,
  async run() {
    const options = readOptions(['--no-sample'], { SINTER_PORT: '0' }, process.cwd());
    if (!options) throw new Error('These options are valid');
    const stack = new Stack(options, { ...process.env, ...SCHEDULES });
    try {
      return await measure(await stack.start());
    } finally {
      await stack.stop();
    }
  },
};

async function measure({ url, token, connections }: Running): Promise<Row[]> {
  const { eventHubs, dataCollection } = connections;
  if (!eventHubs || !dataCollection) throw new Error('The benchmark measures the embedded stack: unset EVENT_HUBS and EXPORT_WORKSPACES');
  const producer = new EventHubProducerClient(eventHubs, 'alerts');
  const alerts = [...workload({ alerts: PROBES, subscriptions: PROBES, from: Date.now() - 60_000, spacing: 1_000 })];
  for (const { subscriptionId } of alerts) await automate(url, token ?? '', subscriptionId);
  // Hand-over looks for new automations every ten seconds.
  await delay(11_000);
  const sent = new Map<string, number>();
  const latencies = new Map<string, number>();
  const sending = (async () => {
    for (const { id, text } of alerts) {
      sent.set(id, performance.now());
      await producer.sendBatch([{ body: Buffer.from(text) }]);
      await delay(SPACING_MS);
    }
  })();
  const deadline = performance.now() + PROBES * SPACING_MS + PATIENCE_MS;
  while (latencies.size < PROBES) {
    if (performance.now() > deadline) throw new Error(`${latencies.size} of ${PROBES} alerts were delivered`);
    await delay(50);
    const rows = (await (await fetch(`${dataCollection}/streams/${STREAM_NAMES.alerts}`)).json()) as { SystemAlertId: string }[];
    for (const { SystemAlertId: id } of rows) if (!latencies.has(id)) latencies.set(id, performance.now() - (sent.get(id) ?? Number.NaN));
  }
  await sending;
  await producer.close();
  const seconds = [...latencies.values()].map((time) => time / 1_000);
  return [
    { name: 'from send to delivered, p50', value: percentile(seconds, 0.5), unit: 's' },
    { name: 'the longest', value: Math.max(...seconds), unit: 's' },
  ];
}

async function automate(url: string, token: string, subscriptionId: string): Promise<void> {
  const group = `/subscriptions/${subscriptionId}/resourceGroups/soc/providers`;
  const response = await fetch(`${url}${group}/Microsoft.Security/automations/all?api-version=2019-01-01-preview`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      properties: {
        scopes: [{ scopePath: `/subscriptions/${subscriptionId}` }],
        sources: [{ eventSource: 'Alerts' }],
        actions: [{ actionType: 'Workspace', workspaceResourceId: `${group}/Microsoft.OperationalInsights/workspaces/soc` }],
      },
    }),
  });
  if (response.status !== 201) throw new Error(`The automation is answered by ${response.status}: ${await response.text()}`);
}
