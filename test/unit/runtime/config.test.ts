import { readConfig } from '../../../shared/runtime/config';

const MINIMUM = {
  COSMOS_ENDPOINT: 'https://example.documents.azure.com:443/',
  EVENT_HUBS__fullyQualifiedNamespace: 'example.servicebus.windows.net',
};

describe('the app settings', () => {
  it('need no more than where the services are', () => {
    expect(readConfig(MINIMUM)).toMatchObject({ COSMOS_DATABASE: 'sinter', COSMOS_DISCOVERY: true, MAX_EVENT_BYTES: 1024 * 1024 });
  });

  it('are read as what they mean', () => {
    const config = readConfig({ ...MINIMUM, COSMOS_DISCOVERY: 'false', ALERT_RETENTION_DAYS: '14', COSMOS_KEY: '' });
    expect(config).toMatchObject({ COSMOS_DISCOVERY: false, ALERT_RETENTION_DAYS: 14 });
    expect(config.COSMOS_KEY).toBeUndefined();
  });

  it.each([
    ['COSMOS_ENDPOINT', undefined],
    ['COSMOS_ENDPOINT', 'somewhere'],
    ['COSMOS_DISCOVERY', 'perhaps'],
    ['MAX_EVENT_BYTES', '12'],
    ['MAX_EVENT_BYTES', 'many'],
    ['ALERT_RETENTION_DAYS', '0'],
    ['EVENT_HUBS', undefined],
  ])('are refused by name: %s = %s', (name, value) => {
    const env: Record<string, string | undefined> = { ...MINIMUM, [name]: value };
    if (name === 'EVENT_HUBS') delete env.EVENT_HUBS__fullyQualifiedNamespace;
    expect(() => readConfig(env)).toThrow(`${name}: `);
  });

  it('are all named at once when several are wrong', () => {
    expect(() => readConfig({ EVENT_HUBS: 'x', MAX_EVENT_BYTES: '-1' })).toThrow(/COSMOS_ENDPOINT: .*MAX_EVENT_BYTES: /);
  });
});
