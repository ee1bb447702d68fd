import type { Container } from '@azure/cosmos';
import { type Cosmos, startCosmos, statusOf } from './cosmos';

const stale = { accessCondition: { type: 'IfMatch', condition: '"stale"' } };
const MIB = 1024 * 1024;

describe('a document', () => {
  let cosmos: Cosmos;
  let container: Container;

  beforeAll(async () => {
    cosmos = await startCosmos();
  });
  afterAll(() => cosmos.close());
  beforeEach(async () => {
    container = await cosmos.container();
    await container.items.create({ id: '1', tenant: 'a', n: 1, nested: { list: [1, 2] } });
  });

  it('is created once: the second attempt is a 409', async () => {
    expect(await statusOf(container.items.create({ id: '1', tenant: 'a' }))).toBe(409);
    expect(await statusOf(container.items.create({ id: '1', tenant: 'b' }))).toBe(201);
  });

  it('is upserted with 201 when new and 200 when known', async () => {
    expect(await statusOf(container.items.upsert({ id: '2', tenant: 'a' }))).toBe(201);
    expect(await statusOf(container.items.upsert({ id: '2', tenant: 'a', n: 2 }))).toBe(200);
    expect((await container.item('2', 'a').read()).resource.n).toBe(2);
  });

  it('changes its etag but not its resource id with each write', async () => {
    const before = (await container.item('1', 'a').read()).resource;
    const { resource, etag } = await container.item('1', 'a').replace({ ...before, n: 2 });
    expect(resource).toMatchObject({ n: 2, _rid: before._rid, _etag: etag });
    expect(etag).not.toBe(before._etag);
  });

  it('is gone after a delete', async () => {
    expect(await statusOf(container.item('1', 'a').delete())).toBe(204);
    expect(await statusOf(container.item('1', 'a').read())).toBe(404);
    expect(await statusOf(container.item('1', 'a').delete())).toBe(404);
  });

  it('answers 412 to a write on a stale etag and stays as it was', async () => {
    const item = container.item('1', 'a');
    const before = (await item.read()).resource;
    expect(await statusOf(item.replace({ id: '1', tenant: 'a' }, stale))).toBe(412);
    expect(await statusOf(item.delete(stale))).toBe(412);
    expect(await statusOf(item.patch([{ op: 'incr', path: '/n', value: 1 }], stale))).toBe(412);
    expect(await statusOf(container.items.upsert({ id: '1', tenant: 'a' }, stale))).toBe(412);
    expect((await item.read()).resource).toEqual(before);
  });

  it('accepts a write on its present etag', async () => {
    const item = container.item('1', 'a');
    const present = async () => ({ accessCondition: { type: 'IfMatch', condition: (await item.read()).resource._etag } });
    expect(await statusOf(item.replace({ id: '1', tenant: 'a' }, await present()))).toBe(200);
    expect(await statusOf(item.delete(await present()))).toBe(204);
  });

  it('loses no increment of many writers who retry on 412', async () => {
    const item = container.item('1', 'a');
    const increment = async (): Promise<void> => {
      const { resource } = await item.read();
      const condition = { accessCondition: { type: 'IfMatch', condition: resource._etag } };
      const status = await statusOf(item.replace({ ...resource, n: resource.n + 1 }, condition));
      return status === 412 ? increment() : undefined;
    };
    await Promise.all(Array.from({ length: 20 }, increment));
    expect((await item.read()).resource.n).toBe(21);
  });

  it('can be patched by set and incr', async () => {
    const { resource } = await container.item('1', 'a').patch([
      { op: 'set', path: '/nested/list/0', value: 9 },
      { op: 'incr', path: '/n', value: 4 },
    ]);
    expect(resource).toMatchObject({ n: 5, nested: { list: [9, 2] } });
  });

  it('is untouched by a patch of which one operation fails', async () => {
    const before = (await container.item('1', 'a').read()).resource;
    const patch = container.item('1', 'a').patch([
      { op: 'set', path: '/nested/list/0', value: 9 },
      { op: 'remove', path: '/absent' },
    ]);
    expect(await statusOf(patch)).toBe(400);
    expect((await container.item('1', 'a').read()).resource).toEqual(before);
  });

  it('meets the condition of a patch in its own letters and its own partition', async () => {
    await container.items.create({ id: '1', tenant: 'b', State: 'OPEN' });
    const patch = (tenant: string) =>
      container
        .item('1', tenant)
        .patch({ condition: "from c where c.State = 'OPEN'", operations: [{ op: 'set', path: '/hit', value: true }] });
    expect(await statusOf(patch('b'))).toBe(200);
    expect(await statusOf(patch('a'))).toBe(412);
  });

  it('keeps its id', async () => {
    expect(await statusOf(container.item('1', 'a').replace({ id: '2', tenant: 'a' }))).toBe(400);
    expect(await statusOf(container.item('1', 'a').patch([{ op: 'set', path: '/id', value: '2' }]))).toBe(400);
  });

  it('may have just under 2 MB, and is a 413 above', async () => {
    expect(await statusOf(container.items.create({ id: 'fits', tenant: 'a', text: 'x'.repeat(2 * MIB - 1000) }))).toBe(201);
    expect(await statusOf(container.items.create({ id: 'large', tenant: 'a', text: 'x'.repeat(2 * MIB) }))).toBe(413);
    expect(await statusOf(container.items.create({ id: 'wide', tenant: 'a', text: '日'.repeat(MIB) }))).toBe(413);
    expect(await statusOf(container.item('large', 'a').read())).toBe(404);
  });

  it('cannot be patched beyond 2 MB', async () => {
    await container.items.create({ id: 'grows', tenant: 'a', text: 'x'.repeat(1.5 * MIB) });
    const patch = container.item('grows', 'a').patch([{ op: 'set', path: '/more', value: 'x'.repeat(MIB) }]);
    expect(await statusOf(patch)).toBe(413);
  });
});

describe('a bulk', () => {
  it('does each operation for itself', async () => {
    const cosmos = await startCosmos();
    const container = await cosmos.container();
    const results = await container.items.bulk([
      { operationType: 'Create', resourceBody: { id: '1', tenant: 'a' } },
      { operationType: 'Create', resourceBody: { id: '1', tenant: 'a' } },
      { operationType: 'Upsert', resourceBody: { id: '1', tenant: 'b', n: 2 } },
      { operationType: 'Read', id: '1', partitionKey: 'b' },
      { operationType: 'Read', id: '1', partitionKey: 'c' },
      { operationType: 'Patch', id: '1', partitionKey: 'a', resourceBody: { operations: [{ op: 'set', path: '/n', value: 1 }] } },
      { operationType: 'Delete', id: '1', partitionKey: 'a' },
    ]);
    expect(results.map(({ statusCode }) => statusCode)).toEqual([201, 409, 201, 200, 404, 200, 204]);
    expect(results[3]?.resourceBody).toMatchObject({ tenant: 'b', n: 2 });
    await cosmos.close();
  });
});
