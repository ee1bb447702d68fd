import type { Container } from '@azure/cosmos';
import fc from 'fast-check';
import { batchIn, type Cosmos, idsOf, startCosmos, statusOf } from './cosmos';

describe('a transactional batch', () => {
  let cosmos: Cosmos;
  let container: Container;

  beforeAll(async () => {
    cosmos = await startCosmos();
  });
  afterAll(() => cosmos.close());
  beforeEach(async () => {
    container = await cosmos.container();
    await container.items.create({ id: 'old', tenant: 'a', n: 1 });
  });

  const document = (id: string, n = 0) => ({ id, tenant: 'a', n });
  const contents = async (from = container) => (await from.items.readAll({ partitionKey: 'a' }).fetchAll()).resources;

  it('does its operations in order, each seeing those before it', async () => {
    const response = await container.items.batch(
      [
        { operationType: 'Create', resourceBody: document('new', 1) },
        { operationType: 'Read', id: 'new' },
        { operationType: 'Replace', id: 'new', resourceBody: document('new', 2) },
        { operationType: 'Patch', id: 'new', resourceBody: { operations: [{ op: 'incr', path: '/n', value: 5 }] } },
        { operationType: 'Upsert', resourceBody: document('old', 9) },
        { operationType: 'Delete', id: 'old' },
      ],
      'a',
    );
    expect(response.code).toBe(200);
    expect(response.result?.map(({ statusCode }) => statusCode)).toEqual([201, 200, 200, 200, 200, 204]);
    expect(response.result?.[1]?.resourceBody).toMatchObject({ id: 'new', n: 1 });
    expect(await contents()).toMatchObject([{ id: 'new', n: 7 }]);
  });

  it('leaves nothing behind when one operation fails, whatever came before it', async () => {
    const before = await contents();
    const { status, codes } = await batchIn(container, [
      { operationType: 'Create', resourceBody: document('new') },
      { operationType: 'Upsert', resourceBody: document('old', 2) },
      { operationType: 'Patch', id: 'old', resourceBody: { operations: [{ op: 'set', path: '/n', value: 3 }] } },
      { operationType: 'Delete', id: 'old' },
      { operationType: 'Create', resourceBody: document('old', 4) },
      { operationType: 'Create', resourceBody: document('new') },
      { operationType: 'Create', resourceBody: document('never') },
    ]);
    expect(status).toBe(207);
    expect(codes).toEqual([424, 424, 424, 424, 424, 409, 424]);
    expect(await contents()).toEqual(before);
  });

  it.each([
    ['Replace', { operationType: 'Replace', id: 'old', resourceBody: document('old', 2) }],
    ['Upsert', { operationType: 'Upsert', resourceBody: document('old', 2) }],
    ['Delete', { operationType: 'Delete', id: 'old' }],
    ['Patch', { operationType: 'Patch', id: 'old', resourceBody: { operations: [{ op: 'set', path: '/n', value: 2 }] } }],
  ])('heeds ifMatch on a %s', async (_, operation) => {
    const before = await contents();
    const stale = await batchIn(container, [
      { operationType: 'Create', resourceBody: document('new') },
      { ...operation, ifMatch: '"stale"' },
    ]);
    expect(stale.codes).toEqual([424, 412]);
    expect(await contents()).toEqual(before);

    const fresh = await batchIn(container, [{ ...operation, ifMatch: before[0]?._etag }]);
    expect(fresh.status).toBe(200);
  });

  it('lets one of two batches with the same etag pass', async () => {
    const { _etag } = (await container.item('old', 'a').read()).resource;
    const take = (n: number) =>
      batchIn(container, [{ operationType: 'Replace', id: 'old', ifMatch: _etag, resourceBody: document('old', n) }]);
    const results = await Promise.all([take(2), take(3)]);
    expect(results.map(({ codes }) => codes[0]).sort()).toEqual([200, 412]);
  });

  it('fails with 404 on a document of another partition', async () => {
    await container.items.create({ id: 'theirs', tenant: 'b' });
    expect((await batchIn(container, [{ operationType: 'Delete', id: 'theirs' }])).codes).toEqual([404]);
    expect((await batchIn(container, [{ operationType: 'Upsert', resourceBody: { id: 'theirs', tenant: 'b' } }])).codes).toEqual([400]);
    expect(await statusOf(container.item('theirs', 'b').read())).toBe(200);
  });

  it('sends no documents back when the client wants none', async () => {
    const operations = [{ operationType: 'Create' as const, resourceBody: document('new') }];
    const { result } = await container.items.batch(operations, 'a', { contentResponseOnWriteEnabled: false });
    expect(result).toEqual([{ statusCode: 201, requestCharge: 1, eTag: expect.any(String) }]);
  });

  it('is refused above 2 MB', async () => {
    const operations = Array.from({ length: 3 }, (_, index) => ({
      operationType: 'Create',
      resourceBody: { ...document(`large-${index}`), text: 'x'.repeat(1024 * 1024) },
    }));
    await expect(batchIn(container, operations)).rejects.toThrow('too large');
    expect(await idsOf(container, '', {}, 'a')).toEqual(['old']);
  });

  it('does all or nothing, for any sequence of operations', async () => {
    const id = fc.constantFrom('p', 'q', 'r');
    const body = fc.record({ id, n: fc.nat(9) }).map(({ id, n }) => document(id, n));
    const operation = fc.oneof(
      fc.record({ operationType: fc.constantFrom('Create', 'Upsert'), resourceBody: body }),
      body.map((resourceBody) => ({ operationType: 'Replace', id: resourceBody.id, resourceBody })),
      fc.record({ operationType: fc.constantFrom('Delete', 'Read'), id }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(operation, { minLength: 1, maxLength: 6 }), { maxLength: 8 }), async (batches) => {
        const fresh = await cosmos.container();
        let expected = new Map<string, number>();
        for (const operations of batches) {
          const { outcome, codes } = modelled(expected, operations as Modelled[]);
          expected = outcome;
          expect((await batchIn(fresh, operations)).codes).toEqual(codes);
          expect(new Map((await contents(fresh)).map(({ id, n }) => [id, n]))).toEqual(expected);
        }
      }),
      { numRuns: 40 },
    );
  });
});

interface Modelled {
  operationType: 'Create' | 'Upsert' | 'Replace' | 'Delete' | 'Read';
  id?: string;
  resourceBody?: { id: string; n: number };
}

/** What a batch has to do to documents of one number each. */
function modelled(before: Map<string, number>, operations: Modelled[]): { outcome: Map<string, number>; codes: number[] } {
  const after = new Map(before);
  const codes: number[] = [];
  for (const { operationType, id = '', resourceBody } of operations) {
    const key = resourceBody?.id ?? id;
    const code = modelledCode(operationType, after.has(key));
    if (code >= 400) {
      return { outcome: before, codes: operations.map((_, index) => (index === codes.length ? code : 424)) };
    }
    codes.push(code);
    if (resourceBody) {
      after.set(key, resourceBody.n);
    } else if (operationType === 'Delete') {
      after.delete(key);
    }
  }
  return { outcome: after, codes };
}

function modelledCode(operationType: Modelled['operationType'], exists: boolean): number {
  switch (operationType) {
    case 'Create':
      return exists ? 409 : 201;
    case 'Upsert':
      return exists ? 200 : 201;
    case 'Delete':
      return exists ? 204 : 404;
    default:
      return exists ? 200 : 404;
  }
}
