import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Container } from '@azure/cosmos';
import { Documents } from '../../../infra/local/cosmos/documents';
import { CosmosServer } from '../../../infra/local/cosmos/server';
import { batchIn, connect, startCosmos, statusOf } from './cosmos';
import { startServerProcess } from './server-process';

describe('the journal', () => {
  let dataDir: string;
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'cosmos-'));
  });
  afterEach(() => rmSync(dataDir, { recursive: true }));

  const journal = () => join(dataDir, 'journal.jsonl');
  const contents = async (container: Container) => (await container.items.readAll().fetchAll()).resources;

  /** What `work` left in its container, before and after a restart. */
  async function acrossRestart(
    work: (container: Container) => Promise<unknown>,
    meanwhile = () => {},
  ): Promise<{ before: unknown[]; after: unknown[] }> {
    const first = await startCosmos({ dataDir });
    const container = await first.container();
    await work(container);
    const before = await contents(container);
    await first.close();
    meanwhile();
    const second = await startCosmos({ dataDir });
    const after = await contents(second.client.database('test').container(container.id));
    await second.close();
    return { before, after };
  }

  it('brings back all that was acknowledged before the process was killed', async () => {
    const child = await startServerProcess(dataDir);
    const client = connect(child);
    const { database } = await client.databases.create({ id: 'test' });
    const { container } = await database.containers.create({ id: 'c', partitionKey: { paths: ['/tenant'] } });
    const acknowledged = new Map<string, string | undefined>();
    const write = async (worker: number): Promise<void> => {
      for (let n = 0; ; n += 1) {
        const { result } = await container.items.batch(
          [0, 1, 2].map((part) => ({ operationType: 'Create', resourceBody: { id: `${worker}-${n}-${part}`, tenant: 'a' } })),
          'a',
        );
        result?.forEach(({ eTag }, part) => void acknowledged.set(`${worker}-${n}-${part}`, eTag));
      }
    };
    const writers = [1, 2, 3].map((worker) => write(worker).catch((error) => error));
    while (acknowledged.size < 300) {
      await new Promise(setImmediate);
    }
    await child.kill();
    await Promise.all(writers);
    client.dispose();

    const again = await startCosmos({ dataDir });
    const documents = await contents(again.client.database('test').container('c'));
    await again.close();
    const etags = new Map(documents.map(({ id, _etag }) => [id, _etag]));
    expect([...acknowledged].filter(([id, etag]) => etags.get(id) !== etag)).toEqual([]);
    // A batch that was not acknowledged may be there, but only whole.
    expect(documents.length % 3).toBe(0);
  });

  it('keeps _rid, _etag and _ts of documents that were created, replaced, patched and deleted', async () => {
    const { before, after } = await acrossRestart(async (container) => {
      await container.items.create({ id: '1', tenant: 'a', n: 1 });
      await container.items.create({ id: '2', tenant: 'b', n: 1 });
      await container.items.create({ id: '3', tenant: 'a' });
      await container.items.upsert({ id: '1', tenant: 'a', n: 2 });
      await container.item('2', 'b').patch([{ op: 'incr', path: '/n', value: 1 }]);
      await container.item('3', 'a').delete();
    });
    expect(before).toHaveLength(2);
    expect(after).toEqual(before);
  });

  it('does not bring back what a failed batch did', async () => {
    const { before, after } = await acrossRestart(async (container) => {
      await container.items.create({ id: 'kept', tenant: 'a' });
      await batchIn(container, [
        { operationType: 'Create', resourceBody: { id: 'new', tenant: 'a' } },
        { operationType: 'Delete', id: 'kept' },
        { operationType: 'Delete', id: 'absent' },
      ]);
    });
    expect(before).toMatchObject([{ id: 'kept' }]);
    expect(after).toEqual(before);
    expect(readFileSync(journal(), 'utf8')).not.toContain('new');
  });

  it('overlooks a last line that was cut off, and goes on after it', async () => {
    const { before, after } = await acrossRestart(
      async (container) => {
        await container.items.create({ id: 'whole', tenant: 'a' });
        await container.items.create({ id: 'cut', tenant: 'a' });
      },
      () => truncateSync(journal(), statSync(journal()).size - 10),
    );
    expect(before).toHaveLength(2);
    expect(after).toEqual(before.slice(0, 1));

    const again = await startCosmos({ dataDir });
    expect(await statusOf(again.client.database('test').container('container-1').items.create({ id: 'cut', tenant: 'a' }))).toBe(201);
    await again.close();
  });

  it('refuses to start with a damaged line, and lets go of the directory', async () => {
    await acrossRestart((container) => container.items.create({ id: '1', tenant: 'a' }));
    appendFileSync(journal(), '{"damaged\n');
    await expect(CosmosServer.start({ dataDir })).rejects.toThrow(/Line \d+ of .* cannot be repeated/);
    expect(readdirSync(dataDir)).not.toContain('lock');
  });

  it('is no longer than the present state after a restart', async () => {
    await acrossRestart(async (container) => {
      for (let n = 0; n < 20; n += 1) {
        await container.items.upsert({ id: 'same', tenant: 'a', n });
      }
    });
    expect(readFileSync(journal(), 'utf8').trim().split('\n')).toHaveLength(3);
  });

  it('remembers deleted containers and new settings', async () => {
    const first = await startCosmos({ dataDir });
    const gone = await first.container();
    const kept = await first.container();
    await kept.items.create({ id: '1', tenant: 'a' });
    const { resource } = await kept.read();
    await kept.replace({ ...resource, id: kept.id, partitionKey: resource?.partitionKey ?? { paths: [] }, defaultTtl: 77 });
    await gone.delete();
    await first.close();

    const second = await startCosmos({ dataDir });
    const database = second.client.database('test');
    expect(await statusOf(database.container(gone.id).read())).toBe(404);
    expect((await database.container(kept.id).read()).resource?.defaultTtl).toBe(77);
    expect(await contents(database.container(kept.id))).toMatchObject([{ id: '1' }]);
    const { container: later } = await database.containers.create({ id: 'later', partitionKey: { paths: ['/tenant'] } });
    expect(await contents(later)).toEqual([]);
    expect(await contents(database.container(kept.id))).toHaveLength(1);
    await second.close();
  });

  it('gives no resource id a second time after a restart', async () => {
    const rids: (string | undefined)[] = [];
    for (const round of [1, 2, 3]) {
      const cosmos = await startCosmos({ dataDir });
      const { resource: ofDatabase } = await cosmos.client.databases.create({ id: `database-${round}` });
      const { resource: ofContainer } = await cosmos.client
        .database('database-1')
        .containers.create({ id: `container-${round}`, partitionKey: { paths: ['/tenant'] } });
      const { resource: ofDocument } = await cosmos.client
        .database('database-1')
        .container('container-1')
        .items.create({ id: `document-${round}`, tenant: 'a' });
      rids.push(ofDatabase?._rid, ofContainer?._rid, ofDocument?._rid);
      await cosmos.close();
    }
    expect(rids).not.toContain(undefined);
    expect(new Set(rids).size).toBe(9);
  });

  it('undoes a write that it could not take', () => {
    const commit = () => {
      throw new Error('The disk is full.');
    };
    const documents = new Documents({ partitionKeyPath: '/tenant', rid: 'r', self: 's', commit });
    const partition = documents.partitionOf({ tenant: 'a' });
    expect(() => documents.put({ id: '1', tenant: 'a' })).toThrow('full');
    expect(documents.get(partition, '1')).toBeUndefined();
  });

  it('has one server at a time', async () => {
    const first = await startCosmos({ dataDir });
    await expect(CosmosServer.start({ dataDir })).rejects.toThrow('in use');
    await first.close();
    const second = await startCosmos({ dataDir });
    await second.close();
    expect(readdirSync(dataDir)).toEqual(['journal.jsonl']);
  });

  it.each([
    ['has died', '99999999'],
    ['had the number of this one', String(process.pid)],
  ])('takes over the lock of a process that %s', async (_, pid) => {
    writeFileSync(join(dataDir, 'lock'), pid);
    const server = await CosmosServer.start({ dataDir });
    await server.close();
  });
});
