import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { EventHubConsumerClient, earliestEventPosition, type ReceivedEventData } from '@azure/event-hubs';
import { EventHubsEmulator } from '../../../infra/local/event-hubs/emulator';
import { targetIdOf } from '../../../shared/export/target-state';
import { signatureOf, WebhookTarget } from '../../../shared/export/targets/webhook-target';
import { readEvent } from '../../../shared/formats/read-event';
import type { Automation, AutomationAction } from '../../../shared/settings/automation';
import type { LedgerChunk } from '../../../shared/storage/export-repository';
import { eventually } from '../../support/test-app/eventually';
import { alert } from '../api/stored-alerts';
import { subscription } from '../storage/fixture';
import { ExportFixture } from './export-fixture';

const ID = subscription(500);
const HUB = `/subscriptions/${ID}/resourceGroups/soc/providers/Microsoft.EventHub/namespaces/local/eventhubs/export`;
const alerts = Array.from({ length: 12 }, (_, n) => alert(n, { subscriptionId: ID, raw: 'x'.repeat(10) }));

describe('the export to several places at once', () => {
  let exports: ExportFixture;
  let hubs: EventHubsEmulator;
  let server: Server;
  let uri: string;
  let batchId: string | undefined;
  const posts: { headers: IncomingMessage['headers']; body: string }[] = [];
  let respond: (response: ServerResponse) => void = (response) => response.writeHead(202, { 'x-request-id': `hook-${posts.length}` }).end();

  beforeAll(async () => {
    exports = await ExportFixture.start();
    hubs = await EventHubsEmulator.start({ hubs: [{ name: 'export', partitionCount: 2, consumerGroups: [] }] });
    server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      posts.push({ headers: request.headers, body: Buffer.concat(chunks).toString('utf8') });
      respond(response);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    uri = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook?sig=secret`;
    await exports.automation(ID, 'several', {
      actions: [
        {
          actionType: 'Workspace',
          workspaceResourceId: `/subscriptions/${ID}/resourceGroups/soc/providers/Microsoft.OperationalInsights/workspaces/soc`,
        },
        { actionType: 'EventHub', eventHubResourceId: HUB, connectionString: `${hubs.connectionString};EntityPath=export` },
        { actionType: 'LogicApp', logicAppResourceId: '/hook', uri },
      ],
    });
  });
  afterAll(async () => {
    server.close();
    server.closeAllConnections();
    await hubs.close();
    await exports.stop();
  });

  it('reaches those that answer while another one does not', async () => {
    exports.endpoint.faults = () => ({ kind: 'refuse', status: 503 });
    await exports.add(...alerts);
    expect(await exports.run(ID)).toMatchObject([
      { outcome: 'unavailable', delivered: 0 },
      { outcome: 'done', delivered: 12 },
      { outcome: 'done', delivered: 12 },
    ]);
    exports.endpoint.faults = () => undefined;
    await exports.runAll(ID);
    exports.late = 0;
    expect(exports.rows(ID)).toHaveLength(12);
    expect(await exports.reconciliation(ID, 'several')).toMatchObject({
      isComplete: true,
      value: Array.from({ length: 3 }, () => ({ recordsIn: 12, delivered: 12, repeated: 0 })),
    });
  });

  it('sends event hubs what a consumer of Defender for Cloud can read', async () => {
    const consumer = new EventHubConsumerClient('$Default', hubs.connectionString, 'export');
    const events: ReceivedEventData[] = [];
    const handlers = { processEvents: async (some: ReceivedEventData[]) => void events.push(...some), processError: async () => {} };
    const reading = consumer.subscribe(handlers, { startPosition: earliestEventPosition, maxBatchSize: 100, maxWaitTimeInSeconds: 1 });
    await eventually(() => events.length >= 12);
    expect(events).toHaveLength(12);
    await reading.close();
    await consumer.close();
    expect(new Set(events.map(({ partitionKey }) => partitionKey))).toEqual(new Set([ID]));
    expect(new Set(events.map(({ messageId }) => messageId)).size).toBe(12);
    batchId = events[0]?.properties?.batchId;
    expect(new Set(events.map(({ properties }) => properties?.batchId))).toEqual(new Set([expect.stringMatching(/^[0-9a-f]{24}$/)]));
    for (const [index, event] of events.entries()) {
      const [reading] = readEvent(JSON.stringify(event.body), { subscriptionId: ID, maxBytes: 100_000 });
      const { id, displayName, startTime, compromisedEntity, alertType, resourceIds } = alerts[index] as (typeof alerts)[number];
      expect(reading).toMatchObject({
        ok: true,
        subscriptionId: ID,
        alert: { format: 'defender', id, displayName, startTime, compromisedEntity, alertType, resourceIds },
      });
    }
  });

  it('signs what it posts to a webhook, record by record and in order', () => {
    expect(posts.map(({ body }) => JSON.parse(body).SystemAlertId)).toEqual(alerts.map(({ id }) => id));
    for (const { headers, body } of posts) {
      const [, seconds] = /^t=(\d+),/.exec(String(headers['x-sinter-signature'])) ?? [];
      expect(headers['x-sinter-signature']).toBe(signatureOf(body, uri, Number(seconds)));
      expect(headers['x-sinter-record-id']).toMatch(/^alert-\d{4}\.[0-9a-f]{12}$/);
    }
  });

  it('notes the request by which each record went, in few documents', async () => {
    const [stored] = await exports.api.stores.automations.of(ID);
    const ledgerOf = async (index: number): Promise<LedgerChunk[]> => {
      const target = targetIdOf(stored as Automation, stored?.actions[index] as AutomationAction);
      const chunks: LedgerChunk[] = [];
      for await (const chunk of exports.api.stores.exportLedger.ledger(ID, target, 0, Number.MAX_SAFE_INTEGER)) chunks.push(chunk);
      return chunks;
    };
    const ids = alerts.map(({ id }) => expect.stringContaining(id));
    expect(await ledgerOf(0)).toMatchObject([{ outcome: 'delivered', requestIds: [expect.stringMatching(/^local-\d+$/)] }]);
    expect(await ledgerOf(1)).toMatchObject([{ outcome: 'delivered', requestIds: [batchId] }]);
    const [hook, ...others] = await ledgerOf(2);
    expect(others).toEqual([]);
    expect(hook).toMatchObject({ requestIds: alerts.map((_, index) => `hook-${index + 1}`) });
    expect(hook?.entries.map(([recordId]) => recordId)).toEqual(ids);
    expect(hook?.deliveredTime).toBeGreaterThanOrEqual(hook?.sentTime ?? Number.NaN);
  });

  describe('a webhook', () => {
    const record = { id: 'r1', body: { a: 1 }, bytes: 7 };
    const target = (changes: { uri?: string; allowsLocal?: boolean } = {}) =>
      new WebhookTarget({ uri, allowsLocal: true, clock: Date.now, ...changes });

    it.each([
      [302, 'TargetUnavailable'],
      [308, 'TargetUnavailable'],
      [429, 'TargetUnavailable'],
      [500, 'TargetUnavailable'],
      [400, 'RecordsRefused'],
    ])('that answers %i is no delivery, and nobody follows it elsewhere', async (status, name) => {
      posts.length = 0;
      respond = (response) => response.writeHead(status, { location: uri, 'retry-after': '9' }).end('no');
      await expect(target().send('alerts', [record])).rejects.toMatchObject({ name, status });
      expect(posts).toHaveLength(1);
    });

    it('is not reached by a name that stands for a private address', async () => {
      posts.length = 0;
      const port = new URL(uri).port;
      const guarded = target({ uri: `https://localhost:${port}/`, allowsLocal: false });
      await expect(guarded.send('alerts', [record])).rejects.toMatchObject({ message: expect.stringContaining('not public') });
      expect(posts).toEqual([]);
    });
  });
});
