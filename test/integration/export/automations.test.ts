import { subscription } from '../storage/fixture';
import { automationPath, ExportFixture, workspaceId } from './export-fixture';

const ID = subscription(400);
const HUB = `/subscriptions/${ID}/resourceGroups/soc/providers/Microsoft.EventHub/namespaces/soc/eventhubs/export`;
const CONNECTION = 'Endpoint=sb://soc.servicebus.windows.net/;SharedAccessKeyName=send;SharedAccessKey=c2VjcmV0LWtleQ==;EntityPath=export';
const URI = 'https://hooks.example.com/trigger?sig=very-secret';
const EVENT_HUB = { actionType: 'EventHub', eventHubResourceId: HUB, connectionString: CONNECTION };
const WEBHOOK = { actionType: 'LogicApp', logicAppResourceId: '/logic', uri: URI, signingKey: 'another-secret-of-16' };

let exports: ExportFixture;
beforeAll(async () => {
  exports = await ExportFixture.start({ EXPORT_ALLOWS_LOCAL: 'false' });
});
afterAll(() => exports.stop());

const list = (path: string) => exports.api.ask(`${path}/providers/Microsoft.Security/automations?api-version=2019-01-01-preview`);

it('are created, listed, changed and deleted as in Azure', async () => {
  const created = await exports.automation(ID, 'First', { description: 'to the SOC' });
  expect(created).toMatchObject({
    status: 201,
    body: {
      id: `/subscriptions/${ID}/resourceGroups/soc/providers/Microsoft.Security/automations/First`,
      name: 'First',
      type: 'Microsoft.Security/automations',
      location: 'centralus',
      properties: { isEnabled: true, description: 'to the SOC', sources: [{ eventSource: 'Alerts', ruleSets: [] }] },
    },
  });
  expect(await exports.automation(ID, 'FIRST', { isEnabled: false })).toMatchObject({
    status: 200,
    body: { name: 'First', properties: { isEnabled: false, description: '' } },
  });
  const names = async (path: string) => (await list(path)).body.value.map(({ name }: { name: string }) => name);
  expect(await names(`/subscriptions/${ID}`)).toEqual(['First']);
  expect(await names(`/subscriptions/${ID}/resourceGroups/SOC`)).toEqual(['First']);
  expect(await names(`/subscriptions/${ID}/resourceGroups/other`)).toEqual([]);
  expect(await names(`/subscriptions/${subscription(401)}`)).toEqual([]);
  expect((await exports.api.ask(automationPath(ID, 'first'), { method: 'DELETE' })).status).toBe(204);
  expect((await exports.api.ask(automationPath(ID, 'first'), { method: 'DELETE' })).status).toBe(204);
  expect((await exports.api.ask(automationPath(ID, 'first'))).status).toBe(404);
});

it('never show a secret, and keep it when it is not given again', async () => {
  await exports.automation(ID, 'guarded', { actions: [EVENT_HUB, WEBHOOK] });
  const { text, body } = await exports.api.ask(automationPath(ID, 'guarded'));
  const all =
    text + (await list(`/subscriptions/${ID}`)).text + (await exports.automation(ID, 'guarded', { actions: body.properties.actions })).text;
  expect((await exports.api.ask(automationPath(ID, 'guarded'))).body.properties.actions[0].sasPolicyName).toBe('send');
  expect(all).not.toMatch(/secret|c2VjcmV0|hooks\.example|SharedAccessKey=/);
  expect(body.properties.actions).toEqual([
    { actionType: 'EventHub', eventHubResourceId: HUB, sasPolicyName: 'send' },
    { actionType: 'LogicApp', logicAppResourceId: '/logic' },
  ]);
  const [stored] = await exports.api.stores.automations.of(ID, 'soc');
  expect(Object.values(await exports.api.stores.automations.secrets(stored as never))).toEqual([
    { connectionString: CONNECTION },
    { uri: URI, signingKey: WEBHOOK.signingKey },
  ]);
});

const rule = (changes: object) => ({
  sources: [
    {
      eventSource: 'Alerts',
      ruleSets: [{ rules: [{ propertyJPath: 'Severity', operator: 'Equals', expectedValue: 'High', ...changes }] }],
    },
  ],
});
const hub = (connectionString: string) => ({ actions: [{ ...EVENT_HUB, connectionString }] });
const hook = (uri: string) => ({ actions: [{ ...WEBHOOK, uri }] });

it.each([
  ['no source', { sources: [] }],
  ['a source that Sinter has no data for', { sources: [{ eventSource: 'SecureScores' }] }],
  ['a source twice', { sources: [{ eventSource: 'Alerts' }, { eventSource: 'Alerts' }] }],
  ['no action', { actions: [] }],
  ['one place twice', { actions: [EVENT_HUB, { ...EVENT_HUB, eventHubResourceId: HUB.toUpperCase() }] }],
  ['the scope of another subscription', { scopes: [{ scopePath: `/subscriptions/${subscription(401)}` }] }],
  ['a path that is none', rule({ propertyJPath: 'a[b]' })],
  ['a number that is none', rule({ propertyType: 'Number', expectedValue: 'many' })],
  ['a text comparison of numbers', rule({ propertyType: 'Integer', operator: 'Contains', expectedValue: '1' })],
  ['a workspace that is none', { actions: [{ actionType: 'Workspace', workspaceResourceId: '/subscriptions/x' }] }],
  ['a host that is no event hub', hub(CONNECTION.replace('soc.servicebus.windows.net', '10.0.0.4'))],
  ['a host that looks like an event hub', hub(CONNECTION.replace('.net/', '.net.evil.example/'))],
  ['an emulator', hub(`${CONNECTION};UseDevelopmentEmulator=true`)],
  ['another event hub', hub(CONNECTION.replace('=export', '=alerts'))],
  ['plain http', hook('http://hooks.example.com/')],
  ['a private address', hook('https://10.1.2.3/')],
  ['the instance metadata', hook('https://169.254.169.254/metadata')],
  ['loopback in another spelling', hook('https://0x7f.1/')],
  ['loopback as one number', hook('https://2130706433/')],
  ['loopback in octal', hook('https://0177.0.0.1/')],
  ['a private address in octal', hook('https://012.1.2.3/')],
  ['a private address with a point behind it', hook('https://10.1.2.3./')],
  ['a private address of IPv6', hook('https://[fd00::1]/')],
  ['a local address of IPv6', hook('https://[fe80::1]/')],
  ['a private address inside IPv6', hook('https://[::ffff:10.0.0.1]/')],
  ['a private address behind a translator', hook('https://[64:ff9b::a00:1]/')],
  ['loopback of IPv6', hook('https://[::1]/')],
  ['loopback inside IPv6', hook('https://[::ffff:127.0.0.1]/')],
  ['a user name', hook('https://admin:very-secret@hooks.example.com/')],
  ['a webhook without an address', { actions: [{ actionType: 'LogicApp' }] }],
])('are refused with %s, and validate says the same', async (_, properties) => {
  const refused = await exports.automation(ID, 'refused', properties);
  expect(refused.status).toBe(400);
  expect(refused.text).not.toMatch(/secret|c2VjcmV0/);
  const validated = await exports.api.ask(automationPath(ID, 'refused', '/validate'), {
    method: 'POST',
    body: {
      properties: {
        scopes: [{ scopePath: `/subscriptions/${ID}` }],
        sources: [{ eventSource: 'Alerts' }],
        actions: [{ actionType: 'Workspace', workspaceResourceId: workspaceId(ID) }],
        ...properties,
      },
    },
  });
  expect(validated).toMatchObject({ status: 200, body: { isValid: false, message: expect.stringMatching(/./) } });
});

it('are found valid when they are', async () => {
  const body = {
    properties: { scopes: [{ scopePath: `/subscriptions/${ID}` }], sources: [{ eventSource: 'Incidents' }], actions: [EVENT_HUB, WEBHOOK] },
  };
  expect((await exports.api.ask(automationPath(ID, 'new', '/validate'), { method: 'POST', body })).body).toMatchObject({ isValid: true });
  expect((await exports.api.ask(automationPath(ID, 'new'))).status).toBe(404);
});

it('need the right to the settings of their subscription', async () => {
  const reader = await exports.api.token({ principalId: '5eed0000-0000-4000-8000-0000000000ad', roles: ['Settings.Read'] });
  const ask = (method: string, path: string) => exports.api.ask(path, { method, token: reader, ...(method === 'GET' ? {} : { body: {} }) });
  expect((await ask('GET', automationPath(ID, 'guarded'))).status).toBe(200);
  expect((await ask('GET', automationPath(ID, 'guarded', '/reconciliation'))).status).toBe(200);
  for (const [method, rest] of [
    ['PUT', ''],
    ['DELETE', ''],
    ['POST', '/validate'],
    ['POST', '/backfill'],
    ['POST', '/deadLetters/all/replay'],
  ])
    expect((await ask(method as string, automationPath(ID, 'guarded', rest))).status).toBe(403);
});
