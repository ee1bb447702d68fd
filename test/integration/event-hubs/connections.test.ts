import { EventHubsEmulator } from '../../../infra/local/event-hubs/emulator';
import { bodies, HUBS, producer, startEmulator, subscribe, until } from './fixture';

describe('connections', () => {
  it('that drop are made again by sender and subscriber, and no accepted event is missed', async () => {
    const emulator = await startEmulator();
    const client = producer(emulator, 'alerts', { retryOptions: { retryDelayInMs: 50, timeoutInMs: 2000 } });
    const subscription = subscribe(emulator, { client: { retryOptions: { retryDelayInMs: 50 } } });
    const received = () => new Set(bodies(subscription.events));
    let sent = 0;
    for (let round = 0; round < 2; round++) {
      for (let n = 0; n < 5; n++) await client.sendBatch([{ body: sent++ }]);
      await until(() => received().size === sent);
      emulator.dropConnections();
    }
    await client.sendBatch([{ body: sent++ }]);
    await until(() => received().size === sent);
  });

  it('to a port that is taken cannot be offered', async () => {
    const { port } = await startEmulator();
    await expect(EventHubsEmulator.start({ hubs: HUBS, port })).rejects.toThrow(/EADDRINUSE/);
  });

  it('are ended by close, which may be called twice', async () => {
    const emulator = await startEmulator();
    await producer(emulator).sendBatch([{ body: 1 }]);
    await Promise.all([emulator.close(), emulator.close()]);
    await expect(fetch(`http://127.0.0.1:${emulator.port}`)).rejects.toThrow();
  });
});
