import { setTimeout as delay } from 'node:timers/promises';
import { eventually } from '../../support/test-app/eventually';
import type { HostProcess } from '../../support/test-app/host-process';
import { base64, Services } from './services';

const FAST = { queues: { maxPollingInterval: '00:00:00.200', maxDequeueCount: 3 } };

let services: Services;
let host: HostProcess;
beforeAll(async () => {
  services = await Services.start();
  const settings = { OUT_QUEUE: 'messages' };
  host = await services.startHost({ on: ['messages', 'failing-messages', 'unset-connection'], extensions: FAST, settings });
});
afterAll(async () => {
  await host.stop();
  await services.stop();
});

async function enqueue(queue: string, text: string): Promise<void> {
  const client = services.queue(queue);
  await client.createIfNotExists();
  await client.sendMessage(text);
}

async function isEmpty(queue: string): Promise<boolean> {
  return (await services.queue(queue).getProperties()).approximateMessagesCount === 0;
}

describe('a storage queue function', () => {
  it('gets each message, JSON parsed, and what is known of it, and the message is gone', async () => {
    await enqueue('messages', base64('{"subscription":1}'));
    await enqueue('messages', base64('plain'));
    const records = await host.waitForRecords('messages', 2);
    expect(records.map(({ data }) => data.message)).toEqual(expect.arrayContaining([{ subscription: 1 }, 'plain']));
    expect(records[0]?.data.metadata).toMatchObject({ dequeueCount: 1, id: expect.any(String), insertionTime: expect.any(String) });
    await eventually(() => isEmpty('messages'));
  });

  it('which fails is tried again until the message goes to the poison queue', async () => {
    await enqueue('failing-messages', base64('bad'));
    const poison = services.queue('failing-messages-poison');
    await eventually(async () => (await poison.exists()) && !(await isEmpty('failing-messages-poison')));
    const records = host.recordsOf('failing-messages');
    expect(records.map(({ data }) => data.metadata.dequeueCount)).toEqual([1, 2, 3]);
    const { receivedMessageItems } = await poison.receiveMessages();
    expect(receivedMessageItems.map(({ messageText }) => messageText)).toEqual([base64('bad')]);
    await eventually(() => isEmpty('failing-messages'));
  });

  it('never sees what is not base64: it goes to the poison queue at once', async () => {
    const seen = host.recordsOf('messages').length;
    await enqueue('messages', 'not base64!');
    await eventually(async () => (await services.queue('messages-poison').exists()) && !(await isEmpty('messages-poison')));
    expect(host.recordsOf('messages')).toHaveLength(seen);
  });

  it('whose connection is not set does not start, and the log names the setting', async () => {
    expect((await host.waitForLog(/unset-connection/)).message).toMatch(/NOT_SET/);
  });
});

describe('an output binding of a storage queue', () => {
  const send = (body: object) => fetch(`${host.url}/api/sends`, { method: 'POST', body: JSON.stringify(body) });

  it('sends a list as a message for each member, and a function on that queue gets them without a wait', async () => {
    const seen = host.recordsOf('messages').length;
    expect((await send({ value: ['one', { two: 2 }] })).status).toBe(200);
    const records = await host.waitForRecords('messages', seen + 2);
    expect(records.slice(seen).map(({ data }) => data.message)).toEqual(expect.arrayContaining(['one', { two: 2 }]));
  });

  it('sends nothing when the function throws', async () => {
    const seen = host.recordsOf('messages').length;
    expect((await send({ value: 'lost', fail: true })).status).toBe(500);
    await send({ value: 'after' });
    const records = await host.waitForRecords('messages', seen + 1);
    await delay(300);
    expect(records.slice(seen).map(({ data }) => data.message)).toEqual(['after']);
  });
});

describe('an output binding of an event hub', () => {
  it('sends a list as an event for each member', async () => {
    const body = JSON.stringify([{ n: 1 }, 'text']);
    expect((await fetch(`${host.url}/api/publishes`, { method: 'POST', body })).status).toBe(200);
    expect((await services.published(2)).map(String)).toEqual(['{"n":1}', 'text']);
  });
});
