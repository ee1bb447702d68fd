import type { IncidentFacts } from '../../../shared/model/incident';
import { CosmosFusionStore } from '../../../shared/storage/fusion-store';
import type { IncidentDocument } from '../../../shared/storage/incident-document';
import { OutboxRepository } from '../../../shared/storage/outbox-repository';
import { clusterTouching, itKeepsTheContractOfAFusionStore } from '../../unit/fusion/store-contract';
import { type Storage, startStorage, subscription } from './fixture';

let storage: Storage;
let subscriptions = 0;
let now = 1_000;

beforeAll(async () => {
  storage = await startStorage();
});
afterAll(() => storage.close());

function storeOf(id: string): CosmosFusionStore {
  return new CosmosFusionStore(id, storage.containers, 3_600, () => now);
}

describe('the store of fusion in Cosmos DB', () => {
  itKeepsTheContractOfAFusionStore(() => storeOf(subscription(++subscriptions)));
});

describe('an incident and its announcement', () => {
  const facts = (title: string): IncidentFacts => ({
    title,
    story: '',
    severity: 'High',
    score: 80,
    reasons: [],
    tactics: ['TA0001'],
    techniques: [],
    firstActivityTime: 1,
    lastActivityTime: 2,
    alertIds: ['a', 'b'],
    alertCount: 2,
    products: [],
    entities: [],
    links: [],
    remediationSteps: [],
  });
  const touched = (id: string) => clusterTouching(id, [{ key: `host:${id}`, from: 1, to: 2 }]);
  const incident = async (id: string, name: string) =>
    (await storage.containers.incidents.item(name, id).read<IncidentDocument>()).resource;

  it('appear together, once for each change and not for a repetition', async () => {
    const id = subscription(++subscriptions);
    const [store, outbox] = [storeOf(id), new OutboxRepository(storage.containers.incidents)];
    const save = async (title: string) => {
      const [stored] = await store.clusters(['c']);
      await store.save({
        activities: [],
        clusters: [{ cluster: { value: touched('c'), etag: stored?.etag }, facts: facts(title), absorbed: [] }],
      });
    };
    await save('first');
    await save('first');
    now += 1;
    await save('second');
    expect(await incident(id, 'c')).toMatchObject({ title: 'second', version: 2, status: 'New', createdTime: now - 1, modifiedTime: now });
    const entries = await outbox.pending(id, 10);
    expect(entries.map(({ state }) => [state?.version, state?.incident.title])).toEqual([
      [1, 'first'],
      [2, 'second'],
    ]);

    for (const entry of [...entries, ...entries]) await outbox.remove(entry);
    expect(await outbox.pending(id, 10)).toEqual([]);
  });

  it('redirect from an incident that was taken in', async () => {
    const id = subscription(++subscriptions);
    const store = storeOf(id);
    for (const name of ['old', 'young']) {
      await store.save({
        activities: [],
        clusters: [{ cluster: { value: touched(name), etag: undefined }, facts: facts(name), absorbed: [] }],
      });
    }
    const [old, young] = await store.clusters(['old', 'young']);
    if (!old || !young) throw new Error('both were saved');
    const absorbed = { value: { ...young.value, core: [], touches: [], mergedInto: 'old' }, etag: young.etag };
    await store.save({ activities: [], clusters: [{ cluster: old, facts: facts('both'), absorbed: [absorbed] }] });
    expect(await incident(id, 'young')).toMatchObject({ mergedInto: 'old', title: 'young', version: 2 });
    expect(await incident(id, 'old')).toMatchObject({ title: 'both', version: 2 });
  });

  it('redirect from more incidents than one transaction takes', async () => {
    const id = subscription(++subscriptions);
    const store = storeOf(id);
    const names = Array.from({ length: 70 }, (_, n) => `many-${n}`);
    for (const name of names) {
      await store.save({
        activities: [],
        clusters: [{ cluster: { value: touched(name), etag: undefined }, facts: facts(name), absorbed: [] }],
      });
    }
    const [target, ...others] = await store.clusters(names);
    if (!target) throw new Error('all were saved');
    const absorbed = others.map(({ value, etag }) => ({ value: { ...value, core: [], touches: [], mergedInto: target.value.id }, etag }));
    await store.save({ activities: [], clusters: [{ cluster: target, facts: facts('all'), absorbed }] });
    const after = await store.clusters(names);
    expect(after.filter(({ value }) => value.mergedInto === target.value.id)).toHaveLength(69);
    expect(await incident(id, others[68]?.value.id as string)).toMatchObject({ mergedInto: target.value.id });
  });

  it('leave nothing behind when another worker was faster', async () => {
    const id = subscription(++subscriptions);
    const store = storeOf(id);
    await store.save({
      activities: [],
      clusters: [{ cluster: { value: touched('c'), etag: undefined }, facts: facts('mine'), absorbed: [] }],
    });
    const theirs = { value: touched('c'), etag: undefined };
    await expect(store.save({ activities: [], clusters: [{ cluster: theirs, facts: facts('theirs'), absorbed: [] }] })).rejects.toThrow(
      'meanwhile',
    );
    expect(await incident(id, 'c')).toMatchObject({ title: 'mine', version: 1 });
  });
});
