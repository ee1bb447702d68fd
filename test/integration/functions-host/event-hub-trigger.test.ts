import { eventually } from '../../support/test-app/eventually';
import type { HostProcess } from '../../support/test-app/host-process';
import { Services } from './services';

let services: Services;
let host: HostProcess | undefined;

// Each test has an event hub and checkpoints of its own: what one sends must not reach the next.
beforeEach(async () => {
  services = await Services.start();
});
afterEach(async () => {
  await host?.stop();
  host = undefined;
  await services.stop();
});

async function run(name: string, extensions?: object): Promise<HostProcess> {
  host = await services.startHost({ on: [name], ...(extensions && { extensions }) });
  return host;
}

const batches = (from: HostProcess, name: string): unknown[] => from.recordsOf(name).map(({ data }) => data.batch);

describe('an Event Hub function of cardinality many', () => {
  it('gets the events of a partition in their order, with their properties and positions', async () => {
    await services.send(['{"n":1}', '{"n":2}', '{"n":3}'], '1', { format: 'suricata' });
    const [record] = await (await run('json-events')).waitForRecords('json-events');
    const { batch, metadata } = record?.data ?? {};
    expect(batch).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
    expect(metadata.partitionContext.partitionId).toBe('1');
    expect(metadata.propertiesArray).toEqual([{ format: 'suricata' }, { format: 'suricata' }, { format: 'suricata' }]);
    expect(metadata.systemPropertiesArray.map((of: { sequenceNumber: number }) => of.sequenceNumber)).toEqual([0, 1, 2]);
    await eventually(async () => (await services.checkpoint('1')) === 2);
  });

  it('without a dataType fails as a whole when one body is not JSON, and the checkpoint moves on', async () => {
    const json = await run('json-events');
    await services.send(['{"n":1}', 'no JSON']);
    await json.waitForLog(/not JSON/);
    await services.send(['{"n":2}']);
    await json.waitForRecords('json-events');
    expect(batches(json, 'json-events')).toEqual([[{ n: 2 }]]);
  });

  it('of dataType string loses empty bodies and gets the rest parsed where it can be', async () => {
    await services.send(['', '42', 'no JSON', '{"n":1}']);
    const text = await run('text-events');
    await text.waitForRecords('text-events');
    expect(batches(text, 'text-events')).toEqual([[42, 'no JSON', { n: 1 }]]);
  });

  it('of dataType binary gets every body as it was sent', async () => {
    const bodies = [Buffer.alloc(0), Buffer.from([0, 255, 10]), Buffer.from('{"n":1}')];
    await services.send(bodies);
    const binary = await run('binary-events');
    const [record] = await binary.waitForRecords('binary-events');
    expect(record?.data.batch.map((body: Uint8Array) => Buffer.from(body))).toEqual(bodies);
  });

  it('gets no more events at once than host.json says', async () => {
    await services.send(['1', '2', '3', '4', '5']);
    const text = await run('text-events', { eventHubs: { maxEventBatchSize: 2 } });
    await text.waitForRecords('text-events', 3);
    expect(batches(text, 'text-events')).toEqual([[1, 2], [3, 4], [5]]);
  });
});

describe('an Event Hub function of cardinality one', () => {
  it('gets one event after the other', async () => {
    await services.send(['a', 'b'], '0', { format: 'x' });
    const single = await run('single-events');
    const records = await single.waitForRecords('single-events', 2);
    expect(records.map(({ data }) => [data.batch, data.metadata.properties])).toEqual([
      ['a', { format: 'x' }],
      ['b', { format: 'x' }],
    ]);
  });
});

describe('an Event Hub function that throws', () => {
  it('loses the batch: the checkpoint moves all the same', async () => {
    const failing = await run('failing-events');
    await services.send(['lost']);
    await failing.waitForRecords('failing-events');
    await eventually(async () => (await services.checkpoint()) === 0);
    await services.send(['next']);
    await failing.waitForRecords('failing-events', 2);
    expect(batches(failing, 'failing-events')).toEqual([['lost'], ['next']]);
  });

  it('is tried again as often as its retry policy says, before the checkpoint moves', async () => {
    const retried = await run('retried-events');
    await services.send(['again']);
    const records = await retried.waitForRecords('retried-events', 3);
    expect(records.map(({ data }) => data.retry)).toEqual([0, 1, 2]);
    await eventually(async () => (await services.checkpoint()) === 0);
    expect(retried.recordsOf('retried-events')).toHaveLength(3);
  });

  it('holds up its partition, and no other, under a policy that never gives up', async () => {
    const stuck = await run('stuck-events');
    await services.send(['bad'], '0');
    await stuck.waitForRecords('stuck-events', 2);
    await services.send(['behind'], '0');
    await services.send(['beside'], '1');
    await eventually(() => batches(stuck, 'stuck-events').some((batch) => JSON.stringify(batch) === '["beside"]'));
    await eventually(async () => (await services.checkpoint('1')) === 0);
    expect(await services.checkpoint('0')).toBe(-1);
    expect(JSON.stringify(batches(stuck, 'stuck-events'))).not.toContain('behind');
  });
});

describe('an Event Hub function whose hub does not exist', () => {
  it('is logged with the hub and the setting, and leaves the app running', async () => {
    const app = await run('unknown-hub');
    const { message } = await app.waitForLog(/no-such-hub/);
    expect(message).toMatch(/EVENTS/);
    expect((await fetch(`${app.url}/api/locked`)).status).toBe(201);
  });
});
