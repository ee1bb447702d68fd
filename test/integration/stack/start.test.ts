import { createServer } from 'node:net';
import { eventually } from '../../support/test-app/eventually';
import { anyAlive, Checkout } from './stack-process';

jest.setTimeout(120_000);

let checkout: Checkout;
beforeEach(() => {
  checkout = new Checkout();
});
afterEach(() => checkout.delete());

const pidsOf = (pids: Record<string, number>) => Object.values(pids);

describe('npm start', () => {
  it('serves the app, and on SIGTERM ends all of it with exit code 0', async () => {
    const stack = await checkout.start();
    expect(stack.command.output.trimEnd().split('\n').at(-1)).toBe(`Sinter is ready: ${stack.url}`);
    expect((await fetch(`${stack.url}/healthz`)).status).toBe(200);
    expect(anyAlive(pidsOf(stack.state.pids))).toBe(true);
    const asked = Date.now();
    expect(await stack.stop()).toBe(0);
    expect(Date.now() - asked).toBeLessThan(5_000);
    expect(anyAlive(pidsOf(stack.state.pids))).toBe(false);
  });

  it('replays the sample campaign and prints the incidents of both subscriptions before it is ready', async () => {
    const { command } = await checkout.start([]);
    const [before = ''] = command.output.split('Sinter is ready');
    expect(before).toMatch(/\d+ incidents:/);
    expect(before).toMatch(/High .*jump-01/);
    expect(before.match(/^ {2}High /gm)).toHaveLength(2);
    expect(before).toMatch(/curl http/);
  });

  it('leaves no process behind when it is killed', async () => {
    const stack = await checkout.start();
    expect(await stack.command.end('SIGKILL')).toBe('SIGKILL');
    await eventually(() => !anyAlive(pidsOf(stack.state.pids)));
  });

  it('can be stopped while it starts', async () => {
    const command = checkout.run('start.ts', ['--no-sample'], { SINTER_PORT: '0' });
    await command.says(/^Starting/);
    expect(await command.end('SIGINT')).toBe(0);
  });

  it('ends with one line and exit code 1 when a part of it crashes', async () => {
    const stack = await checkout.start();
    process.kill(stack.state.pids.cosmos as number, 'SIGKILL');
    expect(await stack.command.exit).toBe(1);
    expect(stack.command.output).toMatch(/^The component cosmos has ended \(killed by SIGKILL\).*Start again\.$/m);
    expect(anyAlive(pidsOf(stack.state.pids))).toBe(false);
  });
});

describe('npm start which cannot start says what to do in one line, exit code 1:', () => {
  async function failure(args: string[] = [], env: Record<string, string> = {}): Promise<string> {
    const command = checkout.run('start.ts', args, { SINTER_PORT: '0', ...env });
    expect(await command.exit).toBe(1);
    const lines = command.output.trimEnd().split('\n');
    return lines.filter((line) => !line.startsWith('Starting')).join('\n');
  }

  it('a port in use', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as { port: number };
    expect(await failure([], { SINTER_PORT: String(port) })).toBe(
      `Port ${port} (The Functions host) is in use: stop what uses it, or choose another one with SINTER_PORT=<port>.`,
    );
    server.close();
  });

  it('an app which is not built', async () => {
    await checkout.delete();
    checkout = new Checkout('dist/functions/*.js');
    expect(await failure()).toMatch(/^The Functions host cannot start: .* Run "npm run build", then start again\.$/);
  });

  it('a setting which the app does not take', async () => {
    expect(await failure([], { MAX_EVENT_BYTES: 'many' })).toMatch(/^The Functions host cannot start: App settings: MAX_EVENT_BYTES.*$/);
  });

  it('an unknown option', async () => {
    expect(await failure(['--sample'])).toMatch(/^Unknown option '--sample'.* "npm start -- --help" lists the options\.$/);
  });
});
