import type { Container } from '@azure/cosmos';
import { type Cosmos, idsOf, startCosmos, statusOf } from './cosmos';

describe('a partition', () => {
  let cosmos: Cosmos;
  let container: Container;

  beforeAll(async () => {
    cosmos = await startCosmos();
    container = await cosmos.container();
    await container.items.create({ id: 'shared', tenant: 'a', owner: 'a' });
    await container.items.create({ id: 'shared', tenant: 'b', owner: 'b' });
    await container.items.create({ id: 'only-b', tenant: 'b', owner: 'b' });
  });
  afterAll(() => cosmos.close());

  it('bounds a query that names it, even without a WHERE', async () => {
    expect(await idsOf(container, '', {}, 'a')).toEqual(['shared']);
    expect(await idsOf(container, '', {}, 'b')).toEqual(['shared', 'only-b']);
  });

  it('bounds a query whose WHERE names another', async () => {
    expect(await idsOf(container, 'WHERE c.tenant = @tenant', { tenant: 'b' }, 'a')).toEqual([]);
  });

  it('bounds a query by id', async () => {
    expect(await idsOf(container, 'WHERE ARRAY_CONTAINS(@ids, c.id)', { ids: ['shared', 'only-b'] }, 'a')).toEqual(['shared']);
  });

  it('bounds an aggregate and a list', async () => {
    const count = await container.items.query('SELECT VALUE COUNT(1) FROM c', { partitionKey: 'b' }).fetchAll();
    const list = await container.items.readAll({ partitionKey: 'b' }).fetchAll();
    expect(count.resources).toEqual([2]);
    expect(list.resources).toHaveLength(2);
  });

  it('is empty for a query when nobody wrote to it', async () => {
    expect(await idsOf(container, '', {}, 'nobody')).toEqual([]);
  });

  it('is no bound for a query that names none', async () => {
    expect(await idsOf(container, '')).toHaveLength(3);
  });

  it('holds its own document under an id that others use too', async () => {
    expect((await container.item('shared', 'a').read()).resource.owner).toBe('a');
    expect((await container.item('shared', 'b').read()).resource.owner).toBe('b');
  });

  it('answers 404 for a document of another, to every operation', async () => {
    expect(await statusOf(container.item('only-b', 'a').read())).toBe(404);
    expect(await statusOf(container.item('only-b', 'a').delete())).toBe(404);
    expect(await statusOf(container.item('only-b', 'a').patch([{ op: 'set', path: '/owner', value: 'a' }]))).toBe(404);
    expect(await statusOf(container.item('only-b', 'a').replace({ id: 'only-b', tenant: 'a' }))).toBe(404);
  });

  it('gives no document of another by its resource id', async () => {
    const { resource } = await container.item('only-b', 'b').read();
    expect(await statusOf(container.item(resource._rid, 'a').read())).toBe(404);
    expect(await statusOf(container.item(resource._rid, 'a').delete())).toBe(404);
  });

  it('takes no document that belongs to another', async () => {
    expect(await statusOf(container.item('shared', 'a').replace({ id: 'shared', tenant: 'b' }))).toBe(400);
    expect(await statusOf(container.item('shared', 'a').patch([{ op: 'set', path: '/tenant', value: 'b' }]))).toBe(400);
  });

  it.each(['Zürich|日本', 'a b', '', '{}', '["a"]'])('can be named %j', async (tenant) => {
    await container.items.create({ id: 'named', tenant });
    expect(await statusOf(container.item('named', tenant).read())).toBe(200);
    expect(await idsOf(container, '', {}, tenant)).toEqual(['named']);
  });

  it('keeps null, false, 0 and a missing value apart', async () => {
    const values = await cosmos.container();
    for (const tenant of [null, false, 0, undefined]) {
      await values.items.create({ id: 'same', ...(tenant !== undefined && { tenant }) });
    }
    for (const tenant of [null, false, 0]) {
      expect((await values.item('same', tenant).read()).resource.tenant).toBe(tenant);
    }
    expect((await values.item('same', undefined).read()).resource).not.toHaveProperty('tenant');
  });

  it('can be a nested value', async () => {
    const nested = await cosmos.container({ partitionKey: { paths: ['/owner/tenant'] } });
    await nested.items.create({ id: '1', owner: { tenant: 'a' } });
    expect(await statusOf(nested.item('1', 'a').read())).toBe(200);
    expect(await statusOf(nested.item('1', 'b').read())).toBe(404);
  });
});
