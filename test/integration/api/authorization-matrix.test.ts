import { SignJWT, UnsecuredJWT } from 'jose';
import { ADMINISTRATOR, AUDIENCE, Issuer, TENANT } from '../../../infra/local/issuer/issuer';
import type { Route } from '../../../shared/api/route';
import { routes } from '../../../shared/api/routes';
import type { Services } from '../../../shared/api/services';
import { PERMISSIONS } from '../../../shared/settings/permission';
import { SUBSCRIPTION } from '../../support/sample-alerts';
import { ApiFixture, PLACE } from './api-fixture';
import { OTHER_SUBSCRIPTION } from './stored-alerts';

const OWNER_HERE = '5eed0000-0000-4000-8000-00000000000a';
const OWNER_ELSEWHERE = '5eed0000-0000-4000-8000-00000000000b';
const NOBODY = '5eed0000-0000-4000-8000-00000000000c';

/** The only operations that answer whoever asks. A new one has to be named here. */
const ANONYMOUS = ['Health_Get', 'Readiness_Get', 'OpenApi_Get'];

// The table is made without services: only handling a request needs them.
const all = routes({} as Services);
const guarded = all.filter(({ access }) => access.scope !== 'anyone');
const inSubscription = guarded.filter(({ access }) => access.scope === 'subscription');
const named = (some: Route[]) => some.map((route) => [route.operation, route] as const);

let api: ApiFixture;
let stranger: Issuer;
beforeAll(async () => {
  stranger = await Issuer.start();
  api = await ApiFixture.start({
    AUTH_ASSIGNMENTS: JSON.stringify([
      { principalId: ADMINISTRATOR, role: 'Owner', scope: '/' },
      { principalId: OWNER_HERE, role: 'Owner', scope: `/subscriptions/${SUBSCRIPTION}` },
      { principalId: OWNER_ELSEWHERE, role: 'Owner', scope: `/subscriptions/${OTHER_SUBSCRIPTION}` },
    ]),
  });
});
afterAll(async () => {
  await stranger.stop();
  await api.stop();
});

const VALUES: Record<string, string> = { subscriptionId: SUBSCRIPTION, ...PLACE };

function urlOf({ path, versions }: Route): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name) => VALUES[name] ?? '5eed0000-0000-4000-8000-0000000000ff');
  return versions ? `${filled}?api-version=${versions[0]}` : filled;
}

/** With a body where the route takes one, so that nothing but the token can be what is refused. */
function call(route: Route, token: string | null, headers: Record<string, string> = {}) {
  return api.ask(urlOf(route), { method: route.method, token, headers, ...(route.body ? { body: {} } : {}) });
}

const permissionOf = ({ access }: Route) => (access.scope === 'anyone' ? undefined : access.permission);
const error = (code: string | RegExp) => ({ error: { code: expect.stringMatching(code), message: expect.stringMatching(/\S/) } });

test('the operations that need no token are these alone', () => {
  expect(all.filter(({ access }) => access.scope === 'anyone').map(({ operation }) => operation)).toEqual(ANONYMOUS);
});

test('operations are named once; what changes something needs a permission to write, and is recorded', () => {
  const operations = all.map(({ operation }) => operation);
  expect(new Set(operations).size).toBe(operations.length);
  for (const route of all) {
    const writes = ['PUT', 'PATCH', 'DELETE'].includes(route.method) && route.access.scope === 'subscription';
    if (writes) expect([route.operation, route.change]).toEqual([route.operation, expect.any(String)]);
    const changes = route.change !== undefined || ['PUT', 'PATCH', 'DELETE'].includes(route.method);
    if (changes) expect([route.operation, permissionOf(route)]).toEqual([route.operation, expect.stringMatching(/\.Write$/)]);
    if (/\{subscriptionId\}/.test(route.path)) expect([route.operation, route.access.scope]).toEqual([route.operation, 'subscription']);
  }
});

describe.each(named(guarded))('%s', (_, route) => {
  test('refuses whoever does not show a valid token', async () => {
    const payload = { tid: TENANT, oid: ADMINISTRATOR, roles: ['Security.Manage'], iss: api.issuer.issuer, aud: AUDIENCE };
    const exp = Math.floor(Date.now() / 1000) + 3_600;
    const good = await api.token();
    const [head, body] = good.split('.');
    const tokens: Record<string, string | null> = {
      none: null,
      garbage: 'garbage',
      'without signature': `${head}.${body}.`,
      'signed by a stranger': await stranger.token({ claims: { iss: api.issuer.issuer } }),
      expired: await api.token({ lifetime: -3_600 }),
      'wrong audience': await api.token({ claims: { aud: 'https://management.azure.com' } }),
      'wrong issuer': await api.token({ claims: { iss: 'https://login.example.com/v2.0' } }),
      'wrong tenant': await api.token({ claims: { tid: '5eed0000-0000-4000-8000-000000000009' } }),
      'without tenant': await api.token({ claims: { tid: undefined } }),
      'alg none': new UnsecuredJWT({ ...payload, exp }).encode(),
      HS256: await new SignJWT({ ...payload, exp }).setProtectedHeader({ alg: 'HS256', kid: 'local-1' }).sign(Buffer.alloc(32, 'k')),
    };
    for (const [kind, token] of Object.entries(tokens)) {
      const { status, body: answer, headers } = await call(route, token);
      expect([kind, status, answer]).toEqual([kind, 401, error(/^(?:AuthenticationFailed|(?:Invalid|Expired)AuthenticationToken)$/)]);
      expect(headers.get('www-authenticate')).toMatch(/^Bearer /);
    }
  });

  test('takes neither a function key nor a principal in a header for a token', async () => {
    const principal = Buffer.from(JSON.stringify({ auth_typ: 'aad', claims: [{ typ: 'roles', val: 'Security.Manage' }] })).toString(
      'base64',
    );
    const headers = { 'x-functions-key': 'key', 'x-ms-client-principal': principal, 'x-ms-client-principal-id': ADMINISTRATOR };
    expect(await call(route, null, headers)).toMatchObject({ status: 401, body: error('AuthenticationFailed') });
  });

  test('refuses a token without the permission', async () => {
    const permission = permissionOf(route) as string;
    const rest = PERMISSIONS.filter((each) => each !== permission && each.replace(/\.Write$/, '.Read') !== permission);
    for (const roles of [[], ['Unknown.Role'], rest]) {
      expect(await call(route, await api.token({ roles }))).toMatchObject({ status: 403, body: error('AuthorizationFailed') });
    }
    const scopes = permission.endsWith('.Write') ? ['Security.Read'] : ['Unknown.Scope'];
    expect(await call(route, await api.token({ scopes }))).toMatchObject({ status: 403, body: error('AuthorizationFailed') });
  });
});

test.each(named(inSubscription))('%s is open to its permission in the subscription, and to no one else', async (_, route) => {
  const roles = [permissionOf(route) as string];
  for (const principalId of [NOBODY, OWNER_ELSEWHERE]) {
    const { status, body } = await call(route, await api.token({ principalId, roles }));
    expect([status, body]).toEqual([403, error('AuthorizationFailed')]);
  }
  // Whatever it answers then, it is not about who asks, and no fault.
  const { status } = await call(route, await api.token({ principalId: OWNER_HERE, roles }));
  expect([401, 403, 405, 500, 503]).not.toContain(status);
  expect(api.errors).toEqual([]);
});
