import { alert } from '../api/stored-alerts';
import { subscription } from '../storage/fixture';
import { automationPath, ExportFixture } from './export-fixture';

const ID = subscription(830);
const SECRET = /very-secret|another-secret|c2VjcmV0/;

let exports: ExportFixture;
beforeAll(async () => {
  exports = await ExportFixture.start({ EXPORT_TIMEOUT_SECONDS: '0.5' });
});
afterAll(() => exports.stop());

it('are in no answer, log, activity log or dead letter, whatever the target does', async () => {
  const hub = `/subscriptions/${ID}/resourceGroups/soc/providers/Microsoft.EventHub/namespaces/soc/eventhubs/export`;
  const actions = [
    // Nobody listens at these.
    {
      actionType: 'LogicApp',
      logicAppResourceId: '/logic',
      uri: 'http://127.0.0.1:9/hook?sig=very-secret',
      signingKey: 'another-secret-of-16',
    },
    {
      actionType: 'EventHub',
      eventHubResourceId: hub,
      connectionString:
        'Endpoint=sb://127.0.0.1:9;SharedAccessKeyName=send;SharedAccessKey=c2VjcmV0LWtleQ==;EntityPath=export;UseDevelopmentEmulator=true',
    },
    {
      actionType: 'Storage',
      containerUri: 'http://127.0.0.1:9/devstoreaccount1/export',
      connectionString:
        'AccountName=devstoreaccount1;AccountKey=c2VjcmV0LWtleQ==;DefaultEndpointsProtocol=http;BlobEndpoint=http://127.0.0.1:9/devstoreaccount1',
      format: 'Csv',
    },
  ];
  const created = await exports.automation(ID, 'secretive', { actions });
  expect(created.status).toBe(201);
  await exports.add(alert(0, { subscriptionId: ID }));
  const runs = await exports.run(ID);
  expect(runs.map(({ outcome }) => outcome)).toEqual(['unavailable', 'unavailable', 'unavailable']);

  const shown = await exports.api.ask(automationPath(ID, 'secretive'));
  expect(shown.body.properties.deliveries.map(({ state }: { state: string }) => state)).toEqual(['Failing', 'Failing', 'Failing']);
  const filter = encodeURIComponent(`eventTimestamp ge '${new Date(Date.now() - 3_600_000).toISOString()}'`);
  const log = await exports.api.ask(
    `/subscriptions/${ID}/providers/Microsoft.Insights/eventtypes/management/values?api-version=2015-04-01&$filter=${filter}`,
  );
  expect(log.text).toContain('Microsoft.Security/automations/write');
  const letters = await exports.api.ask(automationPath(ID, 'secretive', '/deadLetters'));
  const reconciled = await exports.reconciliation(ID, 'secretive');
  const everything = [created.text, shown.text, log.text, letters.text, JSON.stringify([reconciled, runs, exports.api.errors])].join('\n');
  expect(everything).not.toMatch(SECRET);
});
