import { SecurityCenter } from '@azure/arm-security';
import { SecurityInsights } from '@azure/arm-securityinsight';
import { createHttpHeaders, type HttpClient } from '@azure/core-rest-pipeline';
import { SUBSCRIPTION } from '../../support/sample-alerts';
import { ApiFixture, insights, PLACE } from './api-fixture';
import { attack, fused } from './fused';

const { resourceGroup, workspace, location } = PLACE;

let api: ApiFixture;
let incidents: SecurityInsights;
let security: SecurityCenter;
let ids: string[];
beforeAll(async () => {
  api = await ApiFixture.start();
  ids = [];
  for (const [n, place] of ['alpha', 'beta', 'gamma'].entries()) {
    api.now += 1_000;
    ids.push(...(await fused(api, attack(place, n * 3_000))));
  }
  const token = await api.token({ name: 'Dana', scopes: ['Security.Manage'] });
  const credential = { getToken: async () => ({ token, expiresOnTimestamp: Date.now() + 3_600_000 }) };
  const options = { endpoint: 'https://api.example.com', httpClient: withoutNetwork() };
  incidents = new SecurityInsights(credential, SUBSCRIPTION, options as never);
  security = new SecurityCenter(credential, SUBSCRIPTION, options as never);
});
afterAll(() => api.stop());

/** What the clients would send, handed to the API. */
function withoutNetwork(): HttpClient {
  return {
    async sendRequest(request) {
      // Unpacking is the work of the client's own connection.
      request.headers.delete('accept-encoding');
      const body = request.body == null ? {} : { body: request.body as string };
      const response = await api.fetch(request.url, { method: request.method, headers: request.headers.toJSON(), ...body });
      const headers = createHttpHeaders(Object.fromEntries(response.headers));
      return { request, status: response.status, headers, bodyAsText: await response.text() };
    },
  };
}

async function namesOf(items: AsyncIterable<{ name?: string }>): Promise<(string | undefined)[]> {
  const names = [];
  for await (const { name } of items) names.push(name);
  return names;
}

describe('the unmodified clients of Azure', () => {
  test('list incidents page by page, filtered and in order', async () => {
    const all = incidents.incidents.list(resourceGroup, workspace, {
      filter: "properties/status eq 'New'",
      orderby: 'properties/createdTimeUtc asc',
      top: 1,
    });
    expect(await namesOf(all)).toEqual(ids);
  });

  test('change an incident with its etag, and are told of a stale one', async () => {
    const [id = ''] = ids;
    const before = await incidents.incidents.get(resourceGroup, workspace, id);
    const changed = await incidents.incidents.createOrUpdate(resourceGroup, workspace, id, {
      ...before,
      status: 'Active',
      labels: [{ labelName: 'vip' }],
    });
    expect(changed).toMatchObject({ status: 'Active', additionalData: { alertsCount: 3 }, labels: [{ labelName: 'vip' }] });
    const stale = incidents.incidents.createOrUpdate(resourceGroup, workspace, id, { ...before, status: 'New' });
    await expect(stale).rejects.toMatchObject({ statusCode: 409, code: 'Conflict' });
    const made = await incidents.incidents.createOrUpdate(resourceGroup, workspace, 'made-by-hand', {
      title: 'Made',
      severity: 'Low',
      status: 'New',
    });
    expect(made).toMatchObject({ title: 'Made', severity: 'Low' });
    await incidents.incidents.delete(resourceGroup, workspace, 'made-by-hand');
  });

  test('read what belongs to an incident', async () => {
    const [, id = ''] = ids;
    const alerts = await incidents.incidents.listAlerts(resourceGroup, workspace, id);
    expect(alerts.value[0]).toMatchObject({ kind: 'SecurityAlert', systemAlertId: 'beta-0', severity: 'Medium', tactics: ['Discovery'] });
    const entities = await incidents.incidents.listEntities(resourceGroup, workspace, id);
    expect(entities.entities?.[0]).toMatchObject({ kind: 'Host', hostName: 'beta' });
    expect(entities.metaData).toEqual([{ entityKind: 'Host', count: 1 }]);
    expect((await incidents.incidents.listBookmarks(resourceGroup, workspace, id)).value).toEqual([]);
  });

  test('write, list and delete comments', async () => {
    const [id = ''] = ids;
    const { incidentComments } = incidents;
    const written = await incidentComments.createOrUpdate(resourceGroup, workspace, id, 'c-1', { message: 'Look.' });
    expect(written).toMatchObject({ message: 'Look.', author: { name: 'Dana' } });
    expect(await namesOf(incidentComments.list(resourceGroup, workspace, id))).toEqual(['c-1']);
    await incidentComments.delete(resourceGroup, workspace, id, 'c-1');
    await expect(incidentComments.get(resourceGroup, workspace, id, 'c-1')).rejects.toMatchObject({
      statusCode: 404,
      code: 'ResourceNotFound',
    });
  });

  test('move alerts by relations', async () => {
    const [, from = '', to = ''] = ids;
    const { incidentRelations } = incidents;
    const relatedResourceId = insights(SUBSCRIPTION, 'entities/beta-0');
    const related = await incidentRelations.createOrUpdate(resourceGroup, workspace, to, 'r-1', { relatedResourceId });
    expect(related).toMatchObject({ relatedResourceName: 'beta-0', relatedResourceKind: 'SecurityAlert' });
    expect(await incidentRelations.get(resourceGroup, workspace, to, 'r-1')).toMatchObject({ relatedResourceName: 'beta-0' });
    expect(await namesOf(incidentRelations.list(resourceGroup, workspace, from))).toEqual(['beta-1', 'beta-2']);
    await incidentRelations.delete(resourceGroup, workspace, to, 'r-1');
    expect(await namesOf(incidentRelations.list(resourceGroup, workspace, to))).not.toContain('beta-0');
  });

  test('list, get and change alerts', async () => {
    expect(await namesOf(security.alerts.list())).toEqual(expect.arrayContaining(['alpha-0', 'gamma-2', ...ids]));
    expect(await namesOf(security.alerts.listByResourceGroup('web'))).toContain('alpha-0');
    expect(await namesOf(security.alerts.listSubscriptionLevelByRegion(location))).toContain('alpha-0');
    await security.alerts.updateSubscriptionLevelStateToDismiss(location, 'alpha-0');
    expect(await security.alerts.getSubscriptionLevel(location, 'alpha-0')).toMatchObject({ status: 'Dismissed', severity: 'Medium' });
    await security.alerts.updateResourceGroupLevelStateToActivate(location, 'alpha-0', 'web');
    expect(await security.alerts.getResourceGroupLevel(location, 'alpha-0', 'web')).toMatchObject({ status: 'Active' });
  });
});
