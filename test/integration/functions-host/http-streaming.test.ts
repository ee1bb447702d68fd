import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { eventually } from '../../support/test-app/eventually';
import { HostProcess } from '../../support/test-app/host-process';

const MEGABYTE = 1024 * 1024;
const MOST_BETWEEN = 64 * MEGABYTE;

/** Until a value has not changed for a while. */
async function settled(value: () => number): Promise<void> {
  for (let before = -1; before !== value(); ) {
    before = value();
    await delay(500);
  }
}

let host: HostProcess;
beforeAll(async () => {
  host = await HostProcess.start({ on: ['streaming'] });
});
afterAll(() => host.stop());

describe('the HTTP functions of an app that streams', () => {
  it('read a request of any size, and send the first of the answer before they have the last', async () => {
    const answer = await fetch(`${host.url}/api/streams`, { method: 'POST', body: Buffer.alloc(5_000_000, 'a') });
    const chunks: string[] = [];
    for await (const chunk of answer.body as AsyncIterable<Uint8Array>) chunks.push(Buffer.from(chunk).toString());
    expect(chunks.join('')).toBe('got 5000000;end');
    expect(chunks.length).toBeGreaterThan(1);
  });

  it('answer as others do when they do not stream', async () => {
    const answer = await fetch(`${host.url}/api/locked`);
    expect([answer.status, answer.headers.get('x-answer'), await answer.text()]).toEqual([201, 'yes', 'made']);
    expect((await fetch(`${host.url}/api/throws`)).status).toBe(500);
    expect((await fetch(`${host.url}/api/nowhere`)).status).toBe(404);
  });

  it('see the address that the client used', async () => {
    const answer = await fetch(`${host.url}/api/echo?a=1`);
    expect(await answer.json()).toMatchObject({ url: `${host.url}/api/echo?a=1`, query: { a: '1' } });
  });

  it('break the connection when the answer fails in the middle', async () => {
    const answer = await fetch(`${host.url}/api/breaks`);
    await expect(answer.text()).rejects.toThrow();
  });

  it('make no more of an answer than a slow client reads, and end it when the client goes away', async () => {
    const asking = request(`${host.url}/api/endless`);
    asking.on('error', () => undefined);
    asking.end();
    const [answer] = (await once(asking, 'response')) as [IncomingMessage];
    const made = () => host.recordsOf('endless').at(-1)?.data ?? 0;
    // Sockets and streams between keep some, up to 10 MB at each of two connections; nobody reads.
    await settled(made);
    const before = made();
    expect(before).toBeLessThan(MOST_BETWEEN);
    let read = 0;
    answer.on('data', (chunk: Buffer) => {
      read += chunk.length;
    });
    await eventually(
      () => read > before + 20 * MEGABYTE,
      () => `more to be read than ${read} bytes`,
      25_000,
    );
    answer.pause();
    await settled(made);
    expect(made() - read).toBeLessThan(MOST_BETWEEN);
    asking.destroy();
    await host.waitForRecords('endless ends', 1, 25_000);
    expect(host.errors().filter((error) => error.includes('endless'))).toEqual([]);
  }, 60_000);

  it('go on when a client goes away in the middle', async () => {
    const sending = request(`${host.url}/api/streams`, { method: 'POST' });
    sending.on('error', () => undefined);
    sending.write(Buffer.alloc(100_000));
    await once(sending, 'socket');
    sending.destroy();
    expect(await (await fetch(`${host.url}/api/streams`, { method: 'POST', body: 'abc' })).text()).toBe('got 3;end');
  });
});
