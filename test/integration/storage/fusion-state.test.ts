import { FusionStateRepository } from '../../../shared/storage/fusion-state-repository';
import { type Storage, startStorage, subscription } from './fixture';

describe('the lease on a subscription', () => {
  let storage: Storage;
  let state: FusionStateRepository;
  let subscriptions = 0;

  beforeAll(async () => {
    storage = await startStorage();
    state = new FusionStateRepository(storage.containers.state);
  });
  afterAll(() => storage.close());

  it('goes to one of many workers, and to the next when it is given back', async () => {
    const id = subscription(++subscriptions);
    const leases = await Promise.all(Array.from({ length: 10 }, () => state.acquire(id, 0)));
    const [won, ...others] = leases.filter((lease) => lease !== undefined);
    if (won === undefined) throw new Error('nobody won');
    expect(others).toEqual([]);
    await state.release(won);
    expect(await state.acquire(id, 0)).toMatchObject({ watermark: 0 });
  });

  it('keeps the watermark', async () => {
    const id = subscription(++subscriptions);
    const lease = await state.acquire(id, 0);
    const advanced = lease && (await state.advance(lease, 1_234, 0));
    if (advanced) await state.release(advanced);
    expect(await state.acquire(id, 0)).toMatchObject({ watermark: 1_234 });
  });

  it('passes from a worker that has died, who then can move nothing any more', async () => {
    const id = subscription(++subscriptions);
    const dead = await state.acquire(id, 0);
    if (dead === undefined) throw new Error('nobody else has it');
    expect(await state.acquire(id, 29_000)).toBeUndefined();
    expect(await state.acquire(id, 31_000)).toBeDefined();
    expect(await state.advance(dead, 99, 31_000)).toBeUndefined();
    await state.release(dead);
    expect(await state.acquire(id, 32_000)).toBeUndefined();
  });
});
