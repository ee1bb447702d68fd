import { BlobServiceClient } from '@azure/storage-blob';
import { eventually } from '../../support/test-app/eventually';
import { type HostProcess, TestApp } from '../../support/test-app/host-process';
import { Services } from './services';

let services: Services;
const hosts: HostProcess[] = [];
beforeAll(async () => {
  services = await Services.start();
});
afterEach(async () => {
  await Promise.all(hosts.splice(0).map((host) => host.stop()));
});
afterAll(() => services.stop());

async function run(on: string[], options: { app?: TestApp; hostId?: string; daily?: string } = {}): Promise<HostProcess> {
  // An id of its own for each test: leases and schedules in the storage are found under it.
  const settings = {
    DAILY: options.daily ?? '0 0 3 * * *',
    AzureFunctionsWebHost__hostid: options.hostId ?? `timer${hosts.length}${on[0]}`,
  };
  const host = await services.startHost({ on, settings, ...(options.app && { app: options.app }) });
  hosts.push(host);
  return host;
}

describe('a timer function', () => {
  it('fires on its schedule, goes on after failures, and never overlaps itself', async () => {
    const host = await run(['every-second', 'failing', 'too-slow']);
    await Promise.all([host.waitForRecords('every-second', 3), host.waitForRecords('failing', 3), host.waitForRecords('too-slow', 2)]);
    const times = host.recordsOf('every-second').map(({ at }) => at);
    // Each run belongs to a second of its own.
    expect(new Set(times.map((time) => Math.round(time / 1000))).size).toBe(times.length);
    expect(host.recordsOf('too-slow').map(({ data }) => data.running)).toEqual(host.recordsOf('too-slow').map(() => 0));
    expect(host.recordsOf('every-second')[0]?.data.info).toMatchObject({ isPastDue: false });
  });

  it('with runOnStartup fires when the host starts', async () => {
    await (await run(['at-startup'])).waitForRecords('at-startup');
  });

  it('is tried again as its retry policy says', async () => {
    const host = await run(['retrying']);
    await expect(host.invokeTimer('retrying')).rejects.toThrow('on purpose');
    expect(host.recordsOf('retrying').map(({ data }) => data.retry)).toEqual([0, 1, 2]);
  });

  it('whose schedule is none does not start, and the log says so', async () => {
    const host = await run(['bad-schedule']);
    expect((await host.waitForLog(/bad-schedule/)).message).toMatch(/whenever/);
  });

  it('makes good a run which was missed while no host ran', async () => {
    const first = await run(['daily'], { hostId: 'missed' });
    const container = BlobServiceClient.fromConnectionString(services.azurite.connectionString).getContainerClient('azure-webjobs-hosts');
    const status = container.getBlockBlobClient('timers/missed/Host.Functions.daily/status');
    await eventually(() => status.exists());
    await first.stop();
    const day = 24 * 60 * 60 * 1000;
    const due = new Date();
    due.setHours(3, 0, 0, 0);
    if (due.getTime() > Date.now()) due.setTime(due.getTime() - day);
    const wire = (time: number) => new Date(time).toISOString().replace('Z', '+00:00');
    const kept = JSON.stringify({ Last: wire(due.getTime() - day), Next: wire(due.getTime()), LastUpdated: wire(due.getTime() - day) });
    await status.upload(kept, kept.length);
    const second = await run(['daily'], { hostId: 'missed' });
    const [record] = await second.waitForRecords('daily');
    expect(record?.data.info.isPastDue).toBe(true);
  });

  it('runs on one of several hosts, and on another one once that is gone', async () => {
    const app = new TestApp();
    const [one, other] = [await run(['every-second'], { app, hostId: 'shared' }), await run(['every-second'], { app, hostId: 'shared' })];
    await one.waitForRecords('every-second', 2);
    expect(other.recordsOf('every-second')).toEqual([]);
    await one.stop();
    await other.waitForRecords('every-second', 1);
    app.delete();
  });
});
