import type { Container } from '@azure/cosmos';
import { requirePinnedVersions } from '../../../infra/local/cosmos/pinned-versions';
import { type Cosmos, connect, startCosmos, statusOf } from './cosmos';

describe('the embedded Cosmos DB server', () => {
  let cosmos: Cosmos;
  let container: Container;
  const write = () => statusOf(container.items.upsert({ id: '1', tenant: 'a' }));
  const local = (method: string, path: string) => fetch(`${cosmos.server.endpoint}/_local/${path}`, { method });

  beforeAll(async () => {
    cosmos = await startCosmos();
    container = await cosmos.container();
    await write();
  });
  afterAll(() => cosmos.close());
  afterEach(() => cosmos.server.restore());

  it.each([
    [429, 429],
    [503, 503],
    ['disconnect', 'ECONNRESET'],
  ] as const)('refuses with %s until it is restored', async (kind, code) => {
    cosmos.server.refuse(kind);
    expect(await write()).toBe(code);
    cosmos.server.restore();
    expect(await write()).toBe(200);
  });

  it('is waited for by the SDK while it throttles', async () => {
    cosmos.server.refuse(429);
    const written = write();
    setTimeout(() => cosmos.server.restore(), 40);
    expect(await written).toBe(200);
  });

  it('is refused and restored by another process', async () => {
    expect((await local('POST', 'refuse/503')).status).toBe(200);
    expect(await write()).toBe(503);
    expect((await local('GET', 'counters')).status).toBe(200);
    expect((await local('POST', 'restore')).status).toBe(200);
    expect(await write()).toBe(200);
  });

  it('counts operations by kind, those of a batch one by one', async () => {
    const counters = async () => (await (await local('GET', 'counters')).json()) as Record<string, number>;
    const before = await counters();
    await container.items.batch(
      [
        { operationType: 'Upsert', resourceBody: { id: '2', tenant: 'a' } },
        { operationType: 'Upsert', resourceBody: { id: '3', tenant: 'a' } },
        { operationType: 'Read', id: '3' },
      ],
      'a',
    );
    await container.item('1', 'a').read();
    await container.items.query('SELECT * FROM c', { partitionKey: 'a' }).fetchAll();
    const after = await counters();
    const difference = Object.fromEntries(Object.entries(after).map(([kind, count]) => [kind, count - (before[kind] ?? 0)]));
    expect(difference).toEqual({ reads: 2, queries: 1, writes: 2, batches: 1 });
  });

  it('creates databases and containers once', async () => {
    const { database } = await cosmos.client.databases.createIfNotExists({ id: 'test' });
    expect(await statusOf(cosmos.client.databases.create({ id: 'test' }))).toBe(409);
    expect(await statusOf(database.containers.create({ id: container.id, partitionKey: { paths: ['/tenant'] } }))).toBe(409);
    expect((await database.containers.createIfNotExists({ id: container.id, partitionKey: { paths: ['/tenant'] } })).statusCode).toBe(200);
  });

  it('keeps the documents of a container whose settings are replaced', async () => {
    const changed = await cosmos.container();
    await changed.items.create({ id: '1', tenant: 'a' });
    const { resource } = await changed.replace({ id: changed.id, partitionKey: { paths: ['/tenant'] }, defaultTtl: 60 });
    expect(resource?.defaultTtl).toBe(60);
    expect(await statusOf(changed.item('1', 'a').read())).toBe(200);
  });

  it('refuses containers that it would serve wrongly', async () => {
    const database = cosmos.client.database('test');
    const several = { id: 'several', partitionKey: { paths: ['/a', '/b'], kind: 'MultiHash', version: 2 } } as never;
    const unique = { id: 'unique', partitionKey: { paths: ['/a'] }, uniqueKeyPolicy: { uniqueKeys: [{ paths: ['/b'] }] } };
    expect(await statusOf(database.containers.create(several))).toBe(400);
    expect(await statusOf(database.containers.create(unique))).toBe(400);
  });

  it('answers 404 for a document in a container or database that is not there', async () => {
    expect(await statusOf(cosmos.client.database('test').container('none').items.upsert({ id: '1', tenant: 'a' }))).toBe(404);
    const client = connect(cosmos.server);
    expect(await statusOf(client.database('none').container('none').item('1', 'a').read())).toBe(404);
    client.dispose();
  });

  it('starts only on the versions that it corrects', () => {
    const pinned = { '@vercel/cosmosdb-server': '1.0.1', '@zeit/cosmosdb-query': '0.7.2' };
    expect(() => requirePinnedVersions()).not.toThrow();
    expect(() => requirePinnedVersions({ ...pinned, '@vercel/cosmosdb-server': '1.0.2' })).toThrow(
      '@vercel/cosmosdb-server 1.0.1 exactly; 1.0.2',
    );
    expect(() => requirePinnedVersions({ ...pinned, '@zeit/cosmosdb-query': '0.7.3' })).toThrow(
      '@zeit/cosmosdb-query 0.7.2 exactly; 0.7.3',
    );
  });
});
