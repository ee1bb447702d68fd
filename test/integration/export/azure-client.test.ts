import { SecurityCenter } from '@azure/arm-security';
import { createHttpHeaders, type HttpClient } from '@azure/core-rest-pipeline';
import { subscription } from '../storage/fixture';
import { ExportFixture, workspaceId } from './export-fixture';

const ID = subscription(800);
let exports: ExportFixture;
let client: SecurityCenter;
beforeAll(async () => {
  exports = await ExportFixture.start();
  const token = await exports.api.token();
  client = new SecurityCenter({ getToken: async () => ({ token, expiresOnTimestamp: Date.now() + 3_600_000 }) }, ID, {
    endpoint: 'https://api.example.com',
    httpClient: withoutNetwork(exports),
    retryOptions: { maxRetries: 0 },
  });
});
afterAll(() => exports.stop());

/** What the client would send, handed to the API. */
function withoutNetwork({ api }: ExportFixture): HttpClient {
  return {
    async sendRequest(request) {
      const { url, method, headers, body } = request;
      // Unpacking is the work of the client's own connection.
      headers.delete('accept-encoding');
      const response = await api.fetch(url, { method, headers: headers.toJSON(), ...(body ? { body: String(body) } : {}) });
      return {
        request,
        status: response.status,
        headers: createHttpHeaders(Object.fromEntries(response.headers)),
        bodyAsText: await response.text(),
      };
    },
  };
}

it('automations are served to the unmodified client of Azure', async () => {
  const automation = {
    location: 'centralus',
    description: 'High ones',
    isEnabled: true,
    scopes: [{ scopePath: `/subscriptions/${ID}` }],
    sources: [
      {
        eventSource: 'Alerts',
        ruleSets: [{ rules: [{ propertyJPath: 'Severity', propertyType: 'String', operator: 'Equals', expectedValue: 'High' }] }],
      },
    ],
    actions: [{ actionType: 'Workspace' as const, workspaceResourceId: workspaceId(ID) }],
  };
  expect(await client.automations.validate('soc', 'mine', automation)).toMatchObject({ isValid: true });
  const created = await client.automations.createOrUpdate('soc', 'mine', automation);
  expect(created).toMatchObject({ ...automation, name: 'mine', type: 'Microsoft.Security/automations' });
  expect(await client.automations.get('soc', 'mine')).toMatchObject(automation);
  const names: (string | undefined)[] = [];
  for await (const { name } of client.automations.list()) names.push(name);
  for await (const { name } of client.automations.listByResourceGroup('soc')) names.push(name);
  expect(names).toEqual(['mine', 'mine']);
  // What it reads it can write back.
  expect((await client.automations.createOrUpdate('soc', 'mine', { ...created, isEnabled: false })).isEnabled).toBe(false);
  await client.automations.delete('soc', 'mine');
  await expect(client.automations.get('soc', 'mine')).rejects.toMatchObject({ statusCode: 404, code: 'ResourceNotFound' });
  const wrong = { ...automation, actions: [{ actionType: 'LogicApp' as const, uri: 'https://127.0.0.1/' }], sources: [] };
  await expect(client.automations.createOrUpdate('soc', 'mine', wrong)).rejects.toMatchObject({ statusCode: 400 });
});
