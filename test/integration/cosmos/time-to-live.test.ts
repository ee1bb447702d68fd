import type { Container } from '@azure/cosmos';
import { expired } from '../../../infra/local/cosmos/time-to-live';
import { type Cosmos, idsOf, startCosmos, statusOf } from './cosmos';

describe('the time to live', () => {
  let cosmos: Cosmos;
  beforeAll(async () => {
    cosmos = await startCosmos();
  });
  afterAll(() => cosmos.close());

  async function untilGone(container: Container, id: string): Promise<void> {
    while ((await statusOf(container.item(id, 'a').read())) !== 404) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  it('of an item removes it from reads, queries and conflicts', async () => {
    const container = await cosmos.container({ defaultTtl: -1 });
    // Whole seconds count, so this is a second at least.
    await container.items.create({ id: 'short', tenant: 'a', ttl: 2 });
    await container.items.create({ id: 'kept', tenant: 'a' });
    expect(await idsOf(container, '', {}, 'a')).toEqual(['short', 'kept']);

    await untilGone(container, 'short');
    expect(await idsOf(container, '', {}, 'a')).toEqual(['kept']);
    expect(await idsOf(container, "WHERE c.id = 'short'", {}, 'a')).toEqual([]);
    expect(await statusOf(container.items.create({ id: 'short', tenant: 'a' }))).toBe(201);
  });

  it('of a container goes for its items, except those with their own', async () => {
    const container = await cosmos.container({ defaultTtl: 1 });
    await container.items.create({ id: 'default', tenant: 'a' });
    await container.items.create({ id: 'longer', tenant: 'a', ttl: 60 });
    await container.items.create({ id: 'forever', tenant: 'a', ttl: -1 });

    await untilGone(container, 'default');
    expect(await idsOf(container, '', {}, 'a')).toEqual(['longer', 'forever']);
  });

  it.each([
    ['is off without a container default, whatever the item says', 1, undefined, false],
    ['is left to the item by a default of -1', undefined, -1, false],
    ['of the item goes before the default', 10, 1000, true],
    ['of -1 on the item is for ever', -1, 1, false],
    ['is the default of the container for an item without one', undefined, 10, true],
    ['ends at its last second', 100, -1, true],
    ['does not end before', 101, -1, false],
  ])('%s', (_, ttl, defaultTtl, outcome) => {
    expect(expired({ ttl, _ts: 1000 }, defaultTtl, 1100)).toBe(outcome);
  });
});
