import { gzipSync } from 'node:zlib';
import { EventHubConsumerClient, earliestEventPosition, type ReceivedEventData } from '@azure/event-hubs';
import { EventHubsEmulator } from '../../../infra/local/event-hubs/emulator';
import { defenderExport } from '../../support/sample-alerts';
import { eventually } from '../../support/test-app/eventually';
import { Checkout } from '../stack/stack-process';

const SUBSCRIPTION = '11112222-3333-4444-5555-666677778888';

let checkout: Checkout;
let emulator: EventHubsEmulator;
let events: ReceivedEventData[];
let consumer: EventHubConsumerClient;
beforeEach(async () => {
  checkout = new Checkout();
  events = [];
  emulator = await EventHubsEmulator.start({ hubs: [{ name: 'alerts', partitionCount: 1, consumerGroups: [] }] });
  consumer = new EventHubConsumerClient('$Default', emulator.connectionString, 'alerts');
  consumer.subscribe(
    { processEvents: async (batch) => void events.push(...batch), processError: async () => undefined },
    { startPosition: earliestEventPosition, maxBatchSize: 100, maxWaitTimeInSeconds: 1 },
  );
});
afterEach(async () => {
  await checkout.delete();
  await consumer.close();
  await emulator.close();
});

const replay = (...args: string[]) => checkout.run('replay/main.ts', args, { EVENT_HUBS: emulator.connectionString });

describe('npm run replay', () => {
  it('sends the alerts of several files with their format and subscription, and says how many', async () => {
    const files = [checkout.file('a.ndjson', '{"n":1}\n{"n":2}\n'), checkout.file('b.json.gz', gzipSync('[{"n":3}]'))];
    const command = replay('--format', 'suricata', '--subscription', SUBSCRIPTION, ...files);
    expect(await command.exit).toBe(0);
    expect(command.output).toMatch(/3 alerts of 2 files sent/);
    await eventually(() => events.length === 3);
    expect(events.map(({ body }) => body)).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
    expect(events[2]?.properties).toEqual({ format: 'suricata', subscriptionId: SUBSCRIPTION });
  });

  it('names each line that is not JSON, sends the others, and exits with 1', async () => {
    const command = replay(checkout.file('mixed.ndjson', '{"n":1}\nnone\n{"n":2}\n{"n":\n'));
    expect(await command.exit).toBe(1);
    expect(command.output).toMatch(/mixed\.ndjson:2 is not JSON/);
    expect(command.output).toMatch(/mixed\.ndjson:4 is not JSON/);
    expect(command.output).toMatch(/2 alerts of .* sent .*; 2 lines not sent/);
  });

  it('with --now moves all times so that the last alert is of now', async () => {
    const times = ['2026-03-02T09:00:00.0000000Z', '2026-03-02T10:00:00.0000000Z'];
    const lines = times.map((time) => JSON.stringify(defenderExport({ StartTimeUtc: time, EndTimeUtc: time })));
    const began = Date.now();
    expect(await replay('--format', 'defender', '--now', checkout.file('old.ndjson', lines.join('\n'))).exit).toBe(0);
    await eventually(() => events.length === 2);
    const [first, last] = events.map(({ body }) => Date.parse(body.StartTimeUtc)) as [number, number];
    expect(last).toBeGreaterThan(began - 2_000);
    expect(last).toBeLessThanOrEqual(Date.now());
    expect(last - first).toBe(3_600_000);
  });

  it('stops on Ctrl+C, says how far it came, and has sent everything up to there', async () => {
    const file = checkout.file('long.ndjson', Array.from({ length: 1_000 }, (_, n) => `{"n":${n + 1}}`).join('\n'));
    const command = replay('--rate', '50', file);
    await eventually(() => events.length > 10);
    expect(await command.end('SIGINT')).toBe(0);
    const [, line] = /Stopped at .*long\.ndjson:(\d+)/.exec(command.output) ?? [];
    await eventually(() => events.length === Number(line));
    expect(events.at(-1)?.body).toEqual({ n: Number(line) });
  });

  it('says what to do when no stack runs and no namespace is set', async () => {
    const command = checkout.run('replay/main.ts', [checkout.file('a.ndjson', '{}')], { EVENT_HUBS: '' });
    expect(await command.exit).toBe(1);
    expect(command.output).toMatch(/^No local stack runs here: start it with "npm start"/);
  });
});
