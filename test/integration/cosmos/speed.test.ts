import type { Container, CosmosClient } from '@azure/cosmos';
import { connect } from './cosmos';
import { type ServerProcess, startServerProcess } from './server-process';

const DOCUMENTS = 100_000;
const TENANTS = 10;
const BATCH = 100;

/** A guard against work that grows with the square of the documents, not a benchmark: the bounds hold on a slow and busy machine. */
describe(`with ${DOCUMENTS} documents the server`, () => {
  let server: ServerProcess;
  let client: CosmosClient;
  let container: Container;

  beforeAll(async () => {
    server = await startServerProcess();
    client = connect(server);
    const { database } = await client.databases.create({ id: 'test' });
    container = (await database.containers.create({ id: 'c', partitionKey: { paths: ['/tenant'] } })).container;
    const seconds = await duration(fill);
    console.log(
      `${DOCUMENTS} documents of 1.4 KB in batches of ${BATCH}: ${seconds.toFixed(1)} s, ${Math.round(DOCUMENTS / seconds)} per second`,
    );
  }, 60_000);
  afterAll(async () => {
    client.dispose();
    await server.kill();
  });

  async function fill(): Promise<void> {
    let next = 0;
    const worker = async () => {
      while (next < DOCUMENTS) {
        const first = next;
        next += BATCH;
        const tenant = `t${(first / BATCH) % TENANTS}`;
        const operations = Array.from({ length: BATCH }, (_, n) => ({
          operationType: 'Create' as const,
          resourceBody: alert(tenant, first + n),
        }));
        const { code } = await container.items.batch(operations, tenant, { contentResponseOnWriteEnabled: false });
        expect(code).toBe(200);
      }
    };
    await Promise.all(Array.from({ length: 4 }, worker));
  }

  async function measured<T>(name: string, limitSeconds: number, work: () => Promise<T>): Promise<T> {
    let result: T | undefined;
    const seconds = await duration(async () => {
      result = await work();
    });
    console.log(`${name}: ${Math.round(seconds * 1000)} ms`);
    expect(seconds).toBeLessThan(limitSeconds);
    return result as T;
  }

  it('answers a page of an ordered query in one partition in time', async () => {
    const query = { query: 'SELECT * FROM c WHERE c.severity >= @least ORDER BY c.time DESC', parameters: [{ name: '@least', value: 2 }] };
    const page = await measured('page of 50 in one partition', 3, () =>
      container.items.query(query, { partitionKey: 't3', maxItemCount: 50 }).fetchNext(),
    );
    const times = page.resources.map(({ time }) => time);
    expect(times).toHaveLength(50);
    expect(times).toEqual(times.toSorted((a: number, b: number) => b - a));
  });

  it('answers an ordered query over all partitions in time', async () => {
    const page = await measured('TOP 50 over all partitions', 6, () =>
      container.items.query('SELECT TOP 50 * FROM c ORDER BY c.time').fetchAll(),
    );
    expect(page.resources).toHaveLength(50);
  });

  it('counts all and lists all in time', async () => {
    const count = await measured('count over all partitions', 6, () => container.items.query('SELECT VALUE COUNT(1) FROM c').fetchAll());
    expect(count.resources).toEqual([DOCUMENTS]);
    const all = await measured('all ids', 6, () => container.items.query('SELECT VALUE c.id FROM c').fetchAll());
    expect(all.resources).toHaveLength(DOCUMENTS);
  });

  it('finds documents by id in time', async () => {
    const ids = Array.from({ length: 20 }, (_, n) => `alert-${300 + n}`);
    const query = { query: 'SELECT * FROM c WHERE ARRAY_CONTAINS(@ids, c.id)', parameters: [{ name: '@ids', value: ids }] };
    const found = await measured('20 ids in one partition', 1, () => container.items.query(query, { partitionKey: 't3' }).fetchAll());
    expect(found.resources).toHaveLength(20);
    const read = await measured('point read', 1, () => container.item('alert-300', 't3').read());
    expect(read.resource.id).toBe('alert-300');
  });
});

function alert(tenant: string, n: number) {
  return { id: `alert-${n}`, tenant, severity: n % 4, time: (n * 7919) % DOCUMENTS, text: 'x'.repeat(1300) };
}

async function duration(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}
