import path from 'node:path';
import { Issuer } from '../../infra/local/issuer/issuer';
import { Child } from '../../infra/local/stack/child';
import type { CosmosFacts } from '../../infra/local/stack/components/cosmos';
import { createApi } from '../../shared/api/api';
import { fuse } from '../../shared/fusion/fuse';
import { toFusionAlert } from '../../shared/fusion/fusion-alert';
import type { Alert } from '../../shared/model/alert';
import { readEvents } from '../../shared/pipeline/read-events';
import { readConfig } from '../../shared/runtime/config';
import { prepareDatabase } from '../../shared/storage/database';
import { openStores, type Stores } from '../../shared/storage/stores';
import type { Benchmark, Row } from './row';
import { percentile } from './timing';
import { workload } from './workload';

const ALERTS = 100_000;
const SUBSCRIPTIONS = 5;
const BATCH = 500;
/** Of one subscription, made into incidents. */
const FUSED = 4_000;
const REQUESTS = 100;
/** So that the list of one subscription has a thousand pages. */
const PAGE = ALERTS / SUBSCRIPTIONS / 1_000;
const AT_ONCE = 8;
const STOP_MS = 2_000;

/** The API with its checks of tokens and rights, over the embedded store in a process of its own, which holds 100,000 alerts. */
export const api: Benchmark = {
  name: 'api',
  title: `API over ${ALERTS} stored alerts in ${SUBSCRIPTIONS} subscriptions, tokens checked, without the network to the client`,
  async run() {
    const server = new Child<CosmosFacts>(path.join(__dirname, '../../infra/local/stack/components', 'cosmos'), { port: 0 });
    const issuer = await Issuer.start();
    try {
      return await measure(await server.ready, issuer);
    } finally {
      await Promise.all([server.stop(STOP_MS), issuer.stop()]);
    }
  },
};

/** The end of the day on which all of the alerts are. */
const END_OF_DAY = '2026-03-03';

function isoDaysAgo(days: number): string {
  return new Date(Date.now() - days * 24 * 60 * 60 * 1000).toISOString();
}

type Get = (path: string, headers?: Record<string, string>) => Promise<{ value: { name: string }[]; nextLink?: string }>;

async function measure(cosmos: CosmosFacts, issuer: Issuer): Promise<Row[]> {
  const settings = readConfig({
    COSMOS_ENDPOINT: cosmos.endpoint,
    COSMOS_KEY: cosmos.key,
    COSMOS_DISCOVERY: 'false',
    EVENT_HUBS: 'unused',
    REQUESTS_PER_SECOND: '100000',
    ...issuer.settings(),
  });
  await prepareDatabase(settings);
  const stores = openStores(settings);
  const subscription = await fill(stores);
  const app = createApi(settings, stores, Date.now);
  const authorization = `Bearer ${await issuer.token()}`;
  const get: Get = async (url, headers = {}) => {
    const response = await app.fetch(new Request(new URL(url, 'https://api.example.com'), { headers: { authorization, ...headers } }));
    if (response.status !== 200) throw new Error(`${url} answers ${response.status}: ${await response.text()}`);
    return response.json() as ReturnType<Get>;
  };

  const alerts = `/subscriptions/${subscription}/providers/Microsoft.Security`;
  const version = 'api-version=2022-01-01';
  const list = `${alerts}/alerts?${version}`;
  const filtered = `${list}&$filter=${encodeURIComponent("properties/severity eq 'Medium' and properties/status eq 'Active'")}`;
  const incidents = `/subscriptions/${subscription}/resourceGroups/${settings.WORKSPACE_RESOURCE_GROUP}/providers/Microsoft.OperationalInsights/workspaces/${settings.WORKSPACE_NAME}/providers/Microsoft.SecurityInsights/incidents`;
  const insights = 'api-version=2022-09-01-preview';
  const unassigned = `${list}&$filter=${encodeURIComponent('properties/incidentId eq null')}`;
  const counts = `${alerts}/alertCounts?${version}&endTime=${END_OF_DAY}&bucket=PT1H`;
  const incidentCounts = `${incidents.replace(/incidents$/, 'incidentCounts')}?${insights}&groupBy=tactic&bucket=P1D&startTime=${isoDaysAgo(29)}`;
  const names = (await get(list)).value.map(({ name }) => name);
  const [incident] = (await get(`${incidents}?${insights}`)).value;
  const one = (n: number) => `${alerts}/locations/${settings.HOME_LOCATION}/alerts/${names[n % names.length]}?${version}`;
  return [
    ...(await timed('alert by id', (n) => get(one(n)))),
    ...(await timed('alerts, page of 100', () => get(list))),
    ...(await timed('alerts by severity and status (one in eleven), page of 100', () => get(filtered))),
    ...(await timed('alerts of no incident, page of 100', () => get(unassigned))),
    ...(await timed(`alert counts by severity, ${ALERTS / SUBSCRIPTIONS} in a day of hours`, () => get(counts))),
    ...(await timed('incident counts by tactic, 30 days', () => get(incidentCounts))),
    ...(await timed('incidents, page of 50', () => get(`${incidents}?${insights}`))),
    ...(incident ? await timed('alerts of an incident', () => get(`${incidents}/${incident.name}/alerts?${insights}`)) : []),
    ...(await walk(list, get)),
  ];
}

/** Returns the subscription that has incidents too. */
async function fill(stores: Stores): Promise<string> {
  let first: Alert[] = [];
  let batch: Alert[] = [];
  let sequenceNumber = 0;
  for (const { text } of workload({ alerts: ALERTS, subscriptions: SUBSCRIPTIONS, from: Date.UTC(2026, 2, 2), spacing: 1_000 })) {
    const event = { body: text, properties: {}, partitionId: '0', sequenceNumber: sequenceNumber++, enqueuedTime: '' };
    batch.push(...readEvents([event], 1_000_000, Date.now()).alerts.map(({ alert }) => alert));
    if (batch.length < BATCH) continue;
    await stores.alerts.add(batch, Date.now());
    const own = first[0]?.subscriptionId ?? batch[0]?.subscriptionId;
    if (first.length < FUSED) first = [...first, ...batch.filter(({ subscriptionId }) => subscriptionId === own)];
    batch = [];
  }
  const subscription = first[0]?.subscriptionId ?? '';
  for (let start = 0; start < first.length; start += BATCH) {
    const some = first.slice(start, start + BATCH).map(toFusionAlert);
    await fuse(subscription, some, stores.fusion(subscription), { now: Number.POSITIVE_INFINITY });
  }
  await stores.registry.markChanged(subscription);
  return subscription;
}

/** One at a time for how long one takes, then several at once for how many go through. */
async function timed(name: string, request: (n: number) => Promise<unknown>): Promise<Row[]> {
  const times: number[] = [];
  for (let n = 0; n < REQUESTS; n++) times.push(await duration(() => request(n)));
  const began = performance.now();
  const worker = async (offset: number) => {
    for (let n = offset; n < REQUESTS; n += AT_ONCE) await request(n);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, (_, offset) => worker(offset)));
  const perSecond = (REQUESTS / (performance.now() - began)) * 1_000;
  const spread = `p99 ${percentile(times, 0.99).toFixed(1)} ms; ${perSecond.toFixed(0)} requests/s, ${AT_ONCE} at once`;
  return [{ name, value: percentile(times, 0.5), unit: 'ms', ratio: spread }];
}

/** From the first page to the thousandth: the last must cost what the first does. */
async function walk(list: string, get: Get): Promise<Row[]> {
  const times: number[] = [];
  for (let next: string | undefined = list; next; ) {
    const url: string = next;
    const began = performance.now();
    next = (await get(url, { prefer: `odata.maxpagesize=${PAGE}` })).nextLink;
    times.push(performance.now() - began);
  }
  const [early, late] = [percentile(times.slice(10, 60), 0.5), percentile(times.slice(-50), 0.5)];
  return [
    { name: `page of ${PAGE}, near the first of ${times.length}`, value: early, unit: 'ms' },
    { name: `page of ${PAGE}, near the last`, value: late, unit: 'ms', ratio: `${(late / early).toFixed(2)}x the first` },
  ];
}

async function duration(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}
