import fc from 'fast-check';
import { partitionOfKey } from '../../../infra/local/event-hubs/partition-key-hash';

describe('the partition of a key', () => {
  // Computed by the SDK's own function, for 32, 7 and 4 partitions. The lengths are those at which the hash changes its way.
  it.each([
    ['', 0, 0, 0],
    ['a', 28, 1, 0],
    ['abcdefghijk', 20, 2, 0],
    ['abcdefghijkl', 5, 0, 1],
    ['abcdefghijklm', 15, 5, 3],
    ['6a1ee7a0-0c5f-4f6a-9a0e-5d1f0a5b7c11', 21, 4, 1],
    ['Zürich 東京', 21, 3, 1],
    ['x'.repeat(100), 6, 4, 2],
  ])('is that of Azure: %j', (key, of32, of7, of4) => {
    expect([partitionOfKey(key, 32), partitionOfKey(key, 7), partitionOfKey(key, 4)]).toEqual([of32, of7, of4]);
  });

  it('exists, for every key and number of partitions', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 32 }), (key, count) => {
        const partition = partitionOfKey(key, count);
        expect(Number.isInteger(partition) && partition >= 0 && partition < count).toBe(true);
      }),
    );
  });

  it('spreads keys over all partitions', () => {
    const partitions = Array.from({ length: 8000 }, (_, n) => partitionOfKey(`key-${n}`, 8));
    for (let id = 0; id < 8; id++) {
      const share = partitions.filter((partition) => partition === id).length;
      expect(Math.abs(share - 1000)).toBeLessThan(200);
    }
  });
});
