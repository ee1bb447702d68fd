import { ADMINISTRATOR } from '../../../infra/local/issuer/issuer';
import { AZURE_ROLES } from '../../../shared/settings/azure-role';
import { SUBSCRIPTION } from '../../support/sample-alerts';
import { ApiFixture, insights, security } from './api-fixture';
import { OTHER_SUBSCRIPTION } from './stored-alerts';

/** Owner of one resource group alone. */
const GROUP_OWNER = '5eed0000-0000-4000-8000-00000000000d';
const WHOLE = `/subscriptions/${SUBSCRIPTION}`;
const GROUP = `${WHOLE}/resourceGroups/soc`;
const HUB = (subscription: string) =>
  `/subscriptions/${subscription}/resourceGroups/rg/providers/Microsoft.EventHub/namespaces/soc/eventhubs/out`;

let api: ApiFixture;
let owner: string;
beforeAll(async () => {
  api = await ApiFixture.start({
    AUTH_ASSIGNMENTS: JSON.stringify([
      { principalId: ADMINISTRATOR, role: 'Owner', scope: '/' },
      { principalId: GROUP_OWNER, role: 'Owner', scope: GROUP },
    ]),
  });
  owner = await api.token({ principalId: GROUP_OWNER });
});
afterAll(() => api.stop());

const automationAt = (name: string, rest = '') =>
  `${GROUP}/providers/Microsoft.Security/automations/${name}${rest}?api-version=2019-01-01-preview`;
const automation = (scopePath: string, eventHubResourceId = HUB(SUBSCRIPTION)) => ({
  location: 'centralus',
  properties: {
    isEnabled: true,
    scopes: [{ scopePath }],
    sources: [{ eventSource: 'Alerts' }],
    actions: [{ actionType: 'EventHub', eventHubResourceId }],
  },
});
const refused = { status: 403, body: { error: { code: 'AuthorizationFailed' } } };

describe('the owner of a resource group', () => {
  it('exports what lies in it', async () => {
    const made = await api.ask(automationAt('own'), { method: 'PUT', body: automation(GROUP), token: owner });
    expect(made.status).toBe(201);
    expect(
      await api.ask(automationAt('own', '/backfill'), { method: 'POST', body: { from: '2026-01-01T00:00:00Z' }, token: owner }),
    ).toMatchObject({
      status: 202,
    });
  });

  it.each([WHOLE, `${WHOLE}/resourceGroups/other`])('exports nothing of %s', async (scope) => {
    const body = automation(scope);
    expect(await api.ask(automationAt('leak'), { method: 'PUT', body, token: owner })).toMatchObject(refused);
    expect(await api.ask(automationAt('leak', '/validate'), { method: 'POST', body, token: owner })).toMatchObject(refused);
    expect((await api.ask(automationAt('leak'))).status).toBe(404);
  });

  it('exports nothing with a token that may not read', async () => {
    const token = await api.token({ principalId: GROUP_OWNER, roles: ['Settings.Write'] });
    expect(await api.ask(automationAt('blind'), { method: 'PUT', body: automation(GROUP), token })).toMatchObject(refused);
  });

  it.each(['x/namespaces/soc/eventhubs/out', ` ${HUB(OTHER_SUBSCRIPTION)}`])(
    'delivers to no hub without a subscription: "%s"',
    async (hub) => {
      expect((await api.ask(automationAt('nowhere'), { method: 'PUT', body: automation(GROUP, hub), token: owner })).status).toBe(400);
    },
  );

  it('has nothing delivered again by an automation that reaches further', async () => {
    expect((await api.ask(automationAt('wide'), { method: 'PUT', body: automation(WHOLE) })).status).toBe(201);
    const body = { from: '2026-01-01T00:00:00Z' };
    expect(await api.ask(automationAt('wide', '/backfill'), { method: 'POST', body, token: owner })).toMatchObject(refused);
    expect(await api.ask(automationAt('wide', '/deadLetters/all/replay'), { method: 'POST', token: owner })).toMatchObject(refused);
    expect(await api.ask(automationAt('wide'), { method: 'PUT', body: automation(WHOLE), token: owner })).toMatchObject(refused);
  });

  it('delivers to no event hub of another subscription by the right of the deployment', async () => {
    const body = automation(GROUP, HUB(OTHER_SUBSCRIPTION));
    expect(await api.ask(automationAt('away'), { method: 'PUT', body, token: owner })).toMatchObject(refused);
    expect((await api.ask(automationAt('away'), { method: 'PUT', body })).status).toBe(201);
  });

  it('changes no role assignment of the subscription', async () => {
    const name = '5eed0000-0000-4000-8000-0000000000aa';
    const at = (scope: string) => `${scope}/providers/Microsoft.Authorization/roleAssignments/${name}?api-version=2022-04-01`;
    const give = (role: string) => ({
      properties: { roleDefinitionId: AZURE_ROLES.find((one) => one.name === role)?.id, principalId: ADMINISTRATOR },
    });
    expect((await api.ask(at(WHOLE), { method: 'PUT', body: give('Owner') })).status).toBe(201);
    expect(await api.ask(at(GROUP), { method: 'PUT', body: give('Security Reader'), token: owner })).toMatchObject({
      status: 409,
      body: { error: { code: 'RoleAssignmentUpdateNotPermitted' } },
    });
    expect((await api.ask(at(WHOLE), { method: 'PUT', body: give('Owner') })).status).toBe(200);
    expect((await api.ask(at(WHOLE), { method: 'PUT', body: give('Security Admin') })).status).toBe(409);
    expect((await api.ask(at(WHOLE))).body.properties).toMatchObject({ scope: WHOLE });
  });
});

it('closes an incident among the alerts only for who may write incidents', async () => {
  const id = '5eed0000-0000-4000-8000-0000000000bb';
  const incident = insights(SUBSCRIPTION, `incidents/${id}?api-version=2024-09-01`);
  const body = { properties: { title: 'Incident', severity: 'High', status: 'New' } };
  expect((await api.ask(incident, { method: 'PUT', body })).status).toBe(201);
  const dismiss = security(SUBSCRIPTION, `locations/centralus/alerts/${id}/dismiss?api-version=2022-01-01`);
  const alertsOnly = await api.token({ roles: ['Alert.Read', 'Alert.Write'] });
  expect(await api.ask(dismiss, { method: 'POST', token: alertsOnly })).toMatchObject(refused);
  expect((await api.ask(incident)).body.properties.status).toBe('New');
  expect((await api.ask(dismiss, { method: 'POST' })).status).toBe(204);
});
