import { request } from 'node:http';
import { HostProcess } from '../../support/test-app/host-process';

let host: HostProcess;
beforeAll(async () => {
  host = await HostProcess.start();
});
afterAll(() => host.stop());

const get = (path: string, init?: RequestInit) => fetch(`${host.url}${path}`, init);
const json = async (path: string, init?: RequestInit) => (await get(path, init)).json();

describe('the HTTP functions of an app', () => {
  it('get the request as it was sent', async () => {
    const body = Buffer.from([0, 1, 2, 255]);
    const answer = await json('/api/echo?a=1&b=x%20y&a=2', { method: 'POST', body, headers: { 'x-test': 'h' } });
    expect(answer).toEqual({
      method: 'POST',
      url: `${host.url}/api/echo?a=1&b=x%20y&a=2`,
      query: { a: '1,2', b: 'x y' },
      header: 'h',
      body: body.toString('base64'),
    });
  });

  it('answer with status, headers and body', async () => {
    const answer = await get('/api/locked');
    expect([answer.status, answer.headers.get('x-answer'), await answer.text()]).toEqual([201, 'yes', 'made']);
  });

  it('may set several cookies', async () => {
    const answer = await get('/api/cookies');
    expect(answer.headers.getSetCookie()).toEqual(['a=b%20c; Max-Age=60; Path=/; HttpOnly; Secure; SameSite=Lax', 'd=e']);
  });

  it('are not guarded by keys', async () => {
    expect((await get('/api/locked')).status).toBe(201);
  });

  it('answer 204 with nothing when they return nothing', async () => {
    const answer = await get('/api/nothing');
    expect([answer.status, await answer.text()]).toEqual([204, '']);
  });

  it('answer 500 with an empty body when they throw, and the log says why', async () => {
    const answer = await get('/api/throws');
    expect([answer.status, await answer.text()]).toEqual([500, '']);
    expect((await host.waitForLog(/on purpose/)).functionName).toBe('throws');
  });

  it('have their inputs replaced by a hook', async () => {
    expect(await json('/api/hooked')).toEqual({ replaced: true });
  });

  it('do not fail, nor fail in silence, when they forget to await', async () => {
    expect(await (await get('/api/forgets')).text()).toBe('fine');
    expect((await host.waitForLog(/nobody awaited me/)).level).toBe('error');
  });
});

describe('the routes of an app', () => {
  test.each<[path: string, answer: object]>([
    ['/api/things/7/parts/wheel', { function: 'routed', params: { id: '7', part: 'wheel' } }],
    ['/api/things/7/parts', { function: 'routed', params: { id: '7' } }],
    ['/API/Things/7/Parts/', { function: 'routed', params: { id: '7' } }],
    ['/api/files/a/b%20c.txt', { function: 'rest', params: { rest: 'a/b c.txt' } }],
    ['/api/numbers/12', { function: 'constrained', params: { n: '12' } }],
  ])('%s has a function', async (path, answer) => {
    expect(await json(path)).toEqual(answer);
  });

  it('are tried in the order of the names of their functions, the more specific one or not', async () => {
    expect(await json('/api/order/literal')).toEqual({ function: 'b-general', params: { name: 'literal' } });
  });

  test.each([
    ['no route', '/api/none', 'GET'],
    ['a route without the prefix', '/echo', 'GET'],
    ['another method', '/api/streams', 'GET'],
    ['a constraint which is not met', '/api/numbers/twelve', 'GET'],
  ])('lead to 404 with an empty body for %s', async (_, path, method) => {
    const answer = await get(path, { method });
    expect([answer.status, await answer.text(), answer.headers.get('content-type')]).toEqual([404, '', null]);
  });
});

describe('a host', () => {
  it('lists the functions and their triggers', () => {
    expect(host.functions).toContainEqual({ name: 'echo', trigger: 'httpTrigger' });
  });

  it('refuses a body of more than 100 MB', async () => {
    const status = await new Promise((resolve, reject) => {
      const upload = request(`${host.url}/api/echo`, { method: 'POST' }, (answer) => resolve(answer.statusCode));
      upload.on('error', reject);
      const chunk = Buffer.alloc(1024 * 1024);
      for (let sent = 0; sent < 101; sent++) upload.write(chunk);
    });
    expect(status).toBe(413);
  });

  it('has another route prefix when host.json says so', async () => {
    const other = await HostProcess.start({ extensions: { http: { routePrefix: '' } } });
    try {
      expect((await fetch(`${other.url}/echo`)).status).toBe(200);
      expect((await fetch(`${other.url}/api/echo`)).status).toBe(404);
    } finally {
      await other.stop();
    }
  });

  it('leaves out a function that a setting disables', async () => {
    const other = await HostProcess.start({ settings: { 'AzureWebJobs.echo.Disabled': 'true' } });
    try {
      expect((await fetch(`${other.url}/api/echo`)).status).toBe(404);
      expect((await fetch(`${other.url}/api/locked`)).status).toBe(201);
    } finally {
      await other.stop();
    }
  });
});

describe('a host that stops', () => {
  it('lets a running function answer, takes no new request, and runs the hooks of the app', async () => {
    const stopping = await HostProcess.start();
    const slow = fetch(`${stopping.url}/api/slow`);
    await stopping.waitForRecords('slow begins');
    await stopping.stop();
    expect(await (await slow).text()).toBe('done');
    await expect(fetch(`${stopping.url}/api/locked`)).rejects.toThrow();
    expect(stopping.records.map(({ name }) => name)).toEqual(['appStart', 'slow begins', 'appTerminate']);
  });

  it('does not wait for ever for a function that hangs', async () => {
    const stopping = await HostProcess.start();
    const hanging = fetch(`${stopping.url}/api/hangs`).catch(() => 'cut off');
    await stopping.waitForRecords('hangs begins');
    expect(await stopping.stop()).toBeLessThan(5_000);
    expect(await hanging).toBe('cut off');
  });
});
