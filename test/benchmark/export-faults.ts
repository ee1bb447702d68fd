import path from 'node:path';
import { startAzurite } from '../../infra/local/azurite/azurite';
import { randomOf } from '../../infra/local/faults';
import { Child } from '../../infra/local/stack/child';
import type { CosmosFacts } from '../../infra/local/stack/components/cosmos';
import { readEvents } from '../../shared/pipeline/read-events';
import { prepareDatabase } from '../../shared/storage/database';
import { KillableHost } from '../simulation/export/killable-host';
import { Story } from '../simulation/export/story';
import { verdictOn } from '../simulation/export/verdict';
import { TARGETS, World } from '../simulation/export/world';
import type { Benchmark, Row } from './row';
import { subscriptionOf, workload } from './workload';

const ALERTS = 50_000;
const ROUNDS = 50;
const SEED = 20_261_124;
/** A webhook gets a request for each record, the others one for hundreds or thousands. */
const RATES = { workspace: 0.2, hub: 0.2, webhook: 0.004, files: 0.2 };
/** Of the process that exports, in bytes; however much there is to export. */
const MOST_MEMORY = 512 * 1_024 * 1_024;
const MEGABYTE = 1_024 * 1_024;

/** The simulation of the tests at full size: every process is real, and so is its end. */
export const exportFaults: Benchmark = {
  name: 'export-faults',
  title: `Export of ${ALERTS} alerts to four targets which fail in all ways, by a process that is killed again and again`,
  async run() {
    const cosmos = new Child<CosmosFacts>(path.join(__dirname, '../../infra/local/stack/components/cosmos'), { port: 0 });
    const azurite = await startAzurite();
    const subscriptionId = subscriptionOf(0);
    const { endpoint, key } = await cosmos.ready;
    await prepareDatabase({ COSMOS_ENDPOINT: endpoint, COSMOS_KEY: key, COSMOS_DATABASE: 'sinter', COSMOS_DISCOVERY: false });
    const world = await World.start({ subscriptionId, cosmos: { endpoint, key }, azurite, seed: SEED, rates: RATES, timeoutSeconds: 3 });
    const host = new KillableHost({ settings: world.settings, subscriptionId });
    try {
      return await measure(world, host);
    } finally {
      host.stop();
      await world.stop();
      await Promise.all([cosmos.stop(2_000), azurite.stop()]);
    }
  },
};

async function measure(world: World, host: KillableHost): Promise<Row[]> {
  const random = randomOf(SEED);
  const story = new Story(world.stores, world.options.subscriptionId, random, () => world.now());
  const alerts = alertsToExport();
  const began = performance.now();
  for (let round = 0; round < ROUNDS; round++) {
    await story.add(alerts.splice(0, ALERTS / ROUNDS));
    for (let n = 0; n < 5; n++) await story.decide();
    for (let n = 0; n < 3; n++) await story.revise();
    for (let n = 0; n < 3; n++) await story.incident();
    const target = TARGETS[(round / 10) % TARGETS.length];
    if (round % 10 === 0 && target) world.takeDown(target);
    await host.run(world.late, random() < 0.4 ? Math.floor(random() * 2_000) : undefined);
    world.late += Math.floor(random() * 400_000);
  }
  world.isFailing = false;
  for (let isDone = false; !isDone; world.late += 4_000_000) {
    const runs = (await host.run(world.late)) ?? [];
    isDone = runs.every(({ outcome, delivered, dead }) => outcome === 'done' && delivered + dead === 0);
  }
  const seconds = (performance.now() - began) / 1_000;
  if (host.peak > MOST_MEMORY) throw new Error(`The export needs ${Math.round(host.peak / MEGABYTE)} MB`);
  return [
    ...(await targetRows(world, story)),
    { name: 'processes killed', value: host.kills, unit: '' },
    { name: 'memory of the process that exports, at most', value: host.peak / MEGABYTE, unit: 'MB' },
    { name: 'all together, writing included', value: seconds, unit: 's' },
  ];
}

/** Throws when one of the targets has not what it should have. */
async function targetRows(world: World, story: Story): Promise<Row[]> {
  const arrivals = await world.arrivals();
  const reconciliation = await world.reconciliation();
  return TARGETS.map((target, index): Row => {
    const verdict = Object.entries(verdictOn(arrivals[target], story)).filter(([, ids]) => ids.length > 0);
    if (verdict.length > 0) throw new Error(`${target}: ${verdict.map(([what, ids]) => `${ids.length} ${what}, as ${ids[0]}`).join('; ')}`);
    const wrong = reconciliation
      .slice(index * 2, index * 2 + 2)
      .find(({ pending, missingCount, dead }) => pending + missingCount + dead > 0);
    if (wrong) throw new Error(`${target}: the reconciliation does not agree`);
    const { first, repeats } = arrivals[target];
    const ratio = `${repeats} repeats; ${world.injected[target]} of ${world.requests()[target]} requests went wrong`;
    return { name: `${target}, of ${story.required.size} records`, value: first.length, unit: 'records', ratio };
  });
}

function alertsToExport() {
  const texts = workload({ alerts: ALERTS, subscriptions: 1, from: Date.UTC(2026, 2, 2), spacing: 1_000 });
  const events = [...texts].map(({ text }, sequenceNumber) => ({
    body: text,
    properties: {},
    partitionId: '0',
    sequenceNumber,
    enqueuedTime: '',
  }));
  return readEvents(events, MEGABYTE, Date.now()).alerts.map(({ alert }) => alert);
}
