import fc from 'fast-check';
import { ofFewLengths, slices } from '../../../shared/storage/slices';

test('slices have all items in order, and no more than so many each', () => {
  fc.assert(
    fc.property(fc.array(fc.nat()), fc.integer({ min: 1, max: 9 }), (items, length) => {
      const found = slices(items, length);
      expect(found.flat()).toEqual(items);
      for (const slice of found) expect(slice.length > 0 && slice.length <= length).toBe(true);
    }),
  );
});

test('of few lengths are the same values, as many as a power of two', () => {
  expect([0, 1, 2, 3, 5, 50, 64].map((length) => ofFewLengths(Array.from({ length }, (_, n) => n)).length)).toEqual([
    0, 1, 2, 4, 8, 64, 64,
  ]);
  fc.assert(
    fc.property(fc.array(fc.nat(), { maxLength: 70 }), (values) => {
      const found = ofFewLengths(values);
      expect(found.slice(0, values.length)).toEqual(values);
      expect(new Set(found)).toEqual(new Set(values));
    }),
  );
});
