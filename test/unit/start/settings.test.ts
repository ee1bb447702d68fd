import { appSettings, embeddedParts } from '../../../infra/local/stack/app-settings';
import { readOptions } from '../../../infra/local/stack/options';

describe('the settings of the local stack', () => {
  it('leave every part embedded when they name none', () => {
    expect(Object.values(embeddedParts({}, undefined)).every((embedded) => embedded)).toBe(true);
  });

  test.each([
    [{ EVENT_HUBS: 'Endpoint=sb://x' }, 'eventHubs'],
    [{ EVENT_HUBS__fullyQualifiedNamespace: 'x.servicebus.windows.net' }, 'eventHubs'],
    [{ COSMOS_ENDPOINT: 'https://x.documents.azure.com' }, 'cosmos'],
  ])('%j replaces its part and no other', (env, part) => {
    const replaced = Object.entries(embeddedParts(env, undefined)).filter(([, embedded]) => !embedded);
    expect(replaced.map(([name]) => name)).toEqual([part]);
  });

  it('refuse a storage account beside an event hub that starts empty: its checkpoints would not fit', () => {
    const env = { AzureWebJobsStorage__accountName: 'x' };
    expect(() => embeddedParts(env, undefined)).toThrow(/Set EVENT_HUBS too, or add --data DIR/);
    expect(embeddedParts(env, '/data').storage).toBe(false);
  });

  it('of the environment go before those which are usual locally', () => {
    const settings = appSettings(
      { FUSION_SCHEDULE: '0 * * * * *' },
      { eventHubs: 'hub', cosmos: { endpoint: 'http://127.0.0.1:1', key: 'k' } },
    );
    expect(settings).toMatchObject({ FUSION_SCHEDULE: '0 * * * * *', EVENT_HUBS: 'hub', COSMOS_KEY: 'k', COSMOS_DISCOVERY: 'false' });
  });

  it('keep the discovery of endpoints on for an account in Azure', () => {
    expect(appSettings({ COSMOS_ENDPOINT: 'https://x.documents.azure.com' }, {}).COSMOS_DISCOVERY).toBeUndefined();
  });
});

describe('the command line of npm start', () => {
  it('takes port 7071 and the sample unless told otherwise', () => {
    expect(readOptions([], {}, '/app')).toMatchObject({
      dataDir: undefined,
      sample: true,
      verbose: false,
      ports: { http: 7071, cosmos: 0 },
    });
    const told = readOptions(['--no-sample', '--data', 'kept'], { SINTER_PORT: '0' }, '/app');
    expect(told).toMatchObject({ dataDir: '/app/kept', sample: false, ports: { http: 0 } });
  });

  test.each(['x', '-1', '65536', '80 '])('refuses the port %j', (port) => {
    expect(() => readOptions([], { SINTER_PORT: port }, '/app')).toThrow(/SINTER_PORT is .* which is no port/);
  });
});
