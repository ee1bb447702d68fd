import { SubscriptionRegistry } from '../../../shared/storage/subscription-registry';
import { type Storage, startStorage, subscription } from './fixture';

describe('the registry of subscriptions', () => {
  let storage: Storage;
  let registry: SubscriptionRegistry;

  beforeAll(async () => {
    storage = await startStorage();
    registry = new SubscriptionRegistry(storage.containers.state);
  });
  afterAll(() => storage.close());

  it('names a subscription from its first news until fusion has seen all of them', async () => {
    const [busy, quiet] = [subscription(1), subscription(2)];
    expect(await registry.changed()).toEqual([]);
    await registry.markChanged(busy);
    await registry.markChanged(quiet);
    const seen = await registry.changes(busy);
    await registry.markChanged(busy);
    await registry.markFused(busy, seen);
    await registry.markFused(quiet, await registry.changes(quiet));
    expect(await registry.changed()).toEqual([busy]);
    await registry.markFused(busy, await registry.changes(busy));
    expect(await registry.changed()).toEqual([]);
  });

  it('counts every change when many hosts see a subscription for the first time at once', async () => {
    const id = subscription(3);
    await Promise.all(Array.from({ length: 20 }, () => registry.markChanged(id)));
    expect(await registry.changes(id)).toBe(20);
  });
});
