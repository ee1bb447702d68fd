import { eventually } from '../../support/test-app/eventually';
import type { HostProcess } from '../../support/test-app/host-process';
import { Services } from './services';

let services: Services;
const hosts: HostProcess[] = [];
beforeEach(async () => {
  services = await Services.start();
});
afterEach(async () => {
  await Promise.all(hosts.splice(0).map((host) => host.kill()));
  await services.stop();
});

async function run(name: string): Promise<HostProcess> {
  const host = await services.startHost({ on: [name] });
  hosts.push(host);
  return host;
}

const events = (of: HostProcess, name: string): string[] => of.recordsOf(name).flatMap(({ data }) => data.batch as string[]);

describe('several hosts', () => {
  it('share the partitions of a hub: each event reaches one of them', async () => {
    const [one, other] = [await run('text-events'), await run('text-events')];
    let sent = 0;
    // The one that came first gives a partition away once it sees the other.
    await eventually(
      async () => {
        await services.send([`a${sent}`], '0');
        await services.send([`b${sent}`], '1');
        sent += 1;
        return events(one, 'text-events').length > 0 && events(other, 'text-events').length > 0;
      },
      () => 'both hosts to get events',
      20_000,
    );
    await eventually(() => new Set([...events(one, 'text-events'), ...events(other, 'text-events')]).size === 2 * sent);
  });
});

describe('a host that is killed', () => {
  it('loses nothing: the next one begins at the checkpoint and gets again what was under way', async () => {
    const killed = await run('slow-events');
    await services.send(['done']);
    await killed.waitForRecords('slow-events');
    await eventually(async () => (await services.checkpoint()) === 0);
    await services.send(['under way']);
    await killed.waitForRecords('slow-events', 2);
    await killed.kill();
    const next = await run('slow-events');
    await services.send(['later']);
    await eventually(
      () => events(next, 'slow-events').includes('later'),
      () => 'the later event',
      20_000,
    );
    expect(events(next, 'slow-events')).toEqual(['under way', 'later']);
  });
});

describe('a host that stops', () => {
  it('lets a running batch end and moves its checkpoint', async () => {
    const host = await run('slow-events');
    await services.send(['slow']);
    await host.waitForRecords('slow-events');
    await host.stop();
    expect(await services.checkpoint()).toBe(0);
  });

  it('gives up a batch that hangs, whose checkpoint stays where it is', async () => {
    const host = await run('hanging-events');
    await services.send(['hangs']);
    await host.waitForRecords('hanging-events');
    await host.stop();
    expect(await services.checkpoint()).toBe(-1);
  });
});
