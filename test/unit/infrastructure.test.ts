import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { BINDING_SETTINGS, readConfig, SETTING_DESCRIPTIONS } from '../../shared/runtime/config';
import { HUBS, QUEUES } from '../../shared/runtime/resources';
import { containerDefinitions } from '../../shared/storage/container-definitions';
import { type BicepFile, properties, readBicep, texts } from '../support/bicep';

const INFRA = path.resolve(__dirname, '../../infra');
const moduleFile = (name: string) => readBicep(path.join(INFRA, 'modules', name));
const json = (file: string): unknown => JSON.parse(readFileSync(path.join(INFRA, file), 'utf8'));

const FILES = [
  'main.bicep',
  ...readdirSync(path.join(INFRA, 'modules'), { recursive: true, encoding: 'utf8' }).map((file) => `modules/${file}`),
]
  .filter((file) => file.endsWith('.bicep'))
  .map((file): [string, BicepFile] => [file, readBicep(path.join(INFRA, file))]);

describe('the deployment template', () => {
  it('creates the containers that the code works with', () => {
    // After a change of the definitions, this file has to follow: CONTRIBUTING.md says how.
    expect(json('modules/containers.json')).toEqual(JSON.parse(JSON.stringify(containerDefinitions())));
    const { variables, resources } = moduleFile('cosmos-db.bicep');
    expect(variables.get('containers')).toBe("loadJsonContent('containers.json')");
    const body = resources.find(({ symbol }) => symbol === 'container')?.body ?? '';
    expect(body).toContain('for definition in containers');
    for (const property of ['id: definition.id', 'paths: definition.partitionKey.paths', 'defaultTtl: definition.defaultTtl'])
      expect(body).toContain(property);
    expect(body).toContain('indexingPolicy: definition.indexingPolicy');
  });

  it('creates the hubs and queues that the code works with', () => {
    expect(texts(moduleFile('event-hubs.bicep').variables.get('hubs'))?.sort()).toEqual(Object.values(HUBS).sort());
    expect(texts(moduleFile('storage.bicep').variables.get('queues'))?.sort()).toEqual(Object.values(QUEUES).sort());
  });

  it('names the same hubs as the emulators', () => {
    const config = json('local/event-hubs/Config.json') as { UserConfig: { NamespaceConfig: { Entities: { Name: string }[] }[] } };
    const names = config.UserConfig.NamespaceConfig.flatMap(({ Entities }) => Entities.map(({ Name }) => Name));
    expect(names.sort()).toEqual(Object.values(HUBS).sort());
  });
});

describe('the app settings of the template', () => {
  const { variables, resources } = moduleFile('function-app.bicep');
  const settings = properties(variables.get('settings') ?? '');
  const base = (name: string) => name.split('__')[0] ?? '';

  it('are what the app gets', () => {
    expect(resources.find(({ type }) => type.startsWith('Microsoft.Web/sites/config@'))?.body).toContain(
      'union(settings, furtherSettings)',
    );
  });

  it('suffice for the app to start', () => {
    const values = [...settings].map(([name, value]) => [name, /^'[^$]*'$/.test(value) ? value.slice(1, -1) : 'https://sample.example']);
    expect(() => readConfig(Object.fromEntries(values))).not.toThrow();
    expect([...settings.keys()].map(base)).toEqual(expect.arrayContaining(Object.keys(BINDING_SETTINGS)));
  });

  it.each([...settings.keys()])('hold nothing that nobody reads: %s', (name) => {
    // Read by the Functions host and by Azure's identity library.
    const ofThePlatform = /^(?:APPLICATIONINSIGHTS_|AZURE_CLIENT_ID$)/;
    const ofConnections = /^\w+__(?:accountName|fullyQualifiedNamespace|credential|clientId)$/;
    const known = name in SETTING_DESCRIPTIONS || name in BINDING_SETTINGS || ofThePlatform.test(name);
    expect(known || (ofConnections.test(name) && (base(name) in SETTING_DESCRIPTIONS || base(name) in BINDING_SETTINGS))).toBe(true);
  });

  it('name services by address and identity, never by a key', () => {
    // A plain value would win over the identity.
    for (const name of ['EVENT_HUBS', 'AzureWebJobsStorage', 'COSMOS_KEY']) expect([...settings.keys()]).not.toContain(name);
    for (const connection of ['EVENT_HUBS', 'AzureWebJobsStorage'])
      expect(settings.get(`${connection}__credential`)).toBe("'managedidentity'");
    for (const [file, { code }] of FILES)
      expect([file, code.match(/listKeys|listConnectionStrings|AccountKey|SharedAccessKey/gi)]).toEqual([file, null]);
  });
});

describe('what accepts keys', () => {
  it.each([
    ['storage.bicep', 'allowSharedKeyAccess: false'],
    ['event-hubs.bicep', 'disableLocalAuth: true'],
    ['cosmos-db.bicep', 'disableLocalAuth: true'],
    ['monitoring.bicep', 'DisableLocalAuth: true'],
  ])('is told in %s not to', (file, property) => {
    expect(moduleFile(file).code).toContain(property);
  });
});

describe.each(FILES)('%s', (file, { params, variables, modules, resources, outputs, code }) => {
  it('gives its modules the parameters that they ask for, and no others', () => {
    for (const used of modules) {
      const asked = readBicep(path.join(INFRA, path.dirname(file), used.path)).params;
      expect([used.symbol, used.params.filter((name) => !asked.some((param) => param.name === name))]).toEqual([used.symbol, []]);
      const required = asked.filter((param) => param.required).map(({ name }) => name);
      expect([used.symbol, required.filter((name) => !used.params.includes(name))]).toEqual([used.symbol, []]);
    }
  });

  it('uses outputs that its modules have', () => {
    for (const [, symbol = '', output = ''] of code.matchAll(/\b(\w+)\.outputs\.(\w+)/g)) {
      const used = modules.find((candidate) => candidate.symbol === symbol);
      const { outputs } = readBicep(path.join(INFRA, path.dirname(file), used?.path ?? `no module ${symbol}`));
      expect(outputs).toContain(output);
    }
  });

  it('declares nothing twice, and no parameter or variable in vain', () => {
    const names = [
      ...params.map(({ name }) => name),
      ...variables.keys(),
      ...modules.map(({ symbol }) => symbol),
      ...resources.map(({ symbol }) => symbol),
    ];
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    expect(outputs.filter((name, index) => outputs.indexOf(name) !== index)).toEqual([]);
    const withoutKeys = code.replace(/(^\s*|[{,] )[\w']+:/gm, '$1');
    const uses = (name: string) => withoutKeys.match(new RegExp(`(?<![\\w.'])${name}(?!\\w)`, 'g'))?.length ?? 0;
    expect([...params.map(({ name }) => name), ...variables.keys()].filter((name) => uses(name) < 2)).toEqual([]);
  });

  it('names each resource type with a version that is no preview', () => {
    for (const { type } of resources) expect(type).toMatch(/^Microsoft\.[A-Za-z]+(?:\/[A-Za-z]+)+@\d{4}-\d{2}-\d{2}$/);
  });
});
