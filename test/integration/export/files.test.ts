import { createHash } from 'node:crypto';
import { ContainerClient } from '@azure/storage-blob';
import { parse } from 'csv-parse/sync';
import { type Azurite, startAzurite } from '../../../infra/local/azurite/azurite';
import { problemOfContainer } from '../../../shared/export/targets/storage-target';
import { alert } from '../api/stored-alerts';
import { subscription } from '../storage/fixture';
import { ExportFixture } from './export-fixture';

const HOUR = 3_600_000;
let exports: ExportFixture;
let azurite: Azurite;
let subscriptions = 700;
beforeAll(async () => {
  [exports, azurite] = await Promise.all([ExportFixture.start(), startAzurite()]);
});
afterAll(async () => {
  await azurite.stop();
  await exports.stop();
});

async function setUp(format: 'Csv' | 'Ndjson') {
  exports.late = 0;
  const id = subscription(++subscriptions);
  const name = `export-${subscriptions}`;
  const container = new ContainerClient(azurite.connectionString, name);
  await container.create();
  const action = { actionType: 'Storage', containerUri: container.url, connectionString: azurite.connectionString, format };
  expect((await exports.automation(id, 'files', { actions: [action] })).status).toBe(201);
  const files = async () => {
    const found = new Map<string, Buffer>();
    for await (const { name } of container.listBlobsFlat()) found.set(name, await container.getBlobClient(name).downloadToBuffer());
    return found;
  };
  return { id, files };
}

const alertsOf = (id: string, from: number, count: number, changes = {}) =>
  Array.from({ length: count }, (_, n) => alert(from + n, { subscriptionId: id, ...changes }));

it('writes one file in each hour, by date, with a manifest that tells its count and hash', async () => {
  const { id, files } = await setUp('Ndjson');
  await exports.add(...alertsOf(id, 0, 20));
  expect(await exports.run(id)).toMatchObject([{ outcome: 'done', delivered: 20 }]);
  await exports.add(...alertsOf(id, 20, 5));
  expect(await exports.run(id)).toMatchObject([{ outcome: 'waiting' }]);
  exports.late += HOUR;
  expect(await exports.run(id)).toMatchObject([{ outcome: 'done', delivered: 5 }]);
  const written = await files();
  const names = [...written.keys()].filter((name) => name.endsWith('.ndjson'));
  expect(names).toHaveLength(2);
  const rows = names.flatMap((name) =>
    String(written.get(name))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)),
  );
  expect(rows.map(({ SystemAlertId }) => SystemAlertId).sort()).toEqual(alertsOf(id, 0, 25).map((each) => each.id));
  for (const name of names) {
    expect(name).toMatch(/^alerts\/\d{4}\/\d\d\/\d\d\/[0-9a-f]{24}\.ndjson$/);
    const content = written.get(name) as Buffer;
    expect(JSON.parse(String(written.get(`${name}.manifest.json`)))).toMatchObject({
      file: name,
      records: String(content).trim().split('\n').length,
      bytes: content.length,
      sha256: createHash('sha256').update(content).digest('hex'),
    });
  }
});

it('writes CSV which no spreadsheet takes for formulas', async () => {
  const { id, files } = await setUp('Csv');
  const formulas = ['=cmd|calc', '+1+cmd', '-1+cmd', '@SUM(1)', '\t=1', '\r=1'];
  await exports.add(...alertsOf(id, 0, 2), ...formulas.map((displayName, n) => alert(2 + n, { subscriptionId: id, displayName })));
  await exports.add(...alertsOf(id, 8, 1, { displayName: 'no = formula', description: 'two\r\nlines, "quoted"' }));
  await exports.add(...alertsOf(id, 9, 2).map((each, n) => ({ ...each, displayName: `harmless${'\n\r'[n]}=1+1` })));
  await exports.run(id);
  const [file] = [...(await files())].filter(([name]) => name.endsWith('.csv'));
  const rows = parse(String(file?.[1]), { bom: true, columns: true }) as Record<string, string>[];
  expect(rows.map(({ DisplayName }) => DisplayName)).toEqual([
    'Example 0',
    'Example 1',
    ...formulas.map((text) => `'${text}`),
    'no = formula',
    'harmless\n=1+1',
    'harmless\r=1+1',
  ]);
  expect(rows.at(-3)?.Description).toBe('two\r\nlines, "quoted"');
});

it.each([
  ['https://account.blob.core.windows.net/export', undefined, true],
  ['https://account.blob.core.windows.net/export', 'AccountName=account;AccountKey=eA==;EndpointSuffix=core.windows.net', true],
  ['https://account.blob.core.windows.net/export', 'AccountName=account;AccountKey=eA==;BlobEndpoint=http://10.0.0.4/', false],
  ['https://account.blob.core.windows.net/export', 'AccountName=other;AccountKey=eA==', false],
  ['https://account.blob.core.windows.net/export', 'AccountName=account;AccountKey=eA==;EndpointSuffix=evil.example', false],
  ['https://account.blob.core.windows.net/export?sig=secret', undefined, false],
  ['https://account.blob.core.windows.net/', undefined, false],
  ['http://account.blob.core.windows.net/export', undefined, false],
  ['https://10.0.0.4/export', undefined, false],
])('container %s with %s may be used: %s', (uri, connectionString, expected) => {
  expect(problemOfContainer(uri, connectionString, false) === undefined).toBe(expected);
});
