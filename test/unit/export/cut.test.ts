import fc from 'fast-check';
import { cutList, cutObject, cutText, LONGEST_VALUE } from '../../../shared/export/cut';

const long = fc.string({ unit: 'grapheme', maxLength: 200 }).map((text) => text.repeat(300));

describe('values for a column', () => {
  it('fit, and stay as they are when they fit before', () => {
    fc.assert(
      fc.property(long, (text) => {
        const cut = cutText(text);
        expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(LONGEST_VALUE);
        if (Buffer.byteLength(text) <= LONGEST_VALUE) expect(cut).toBe(text);
        else {
          const [, kept = ''] = /^([\s\S]*) \[cut: \d+ bytes\]$/.exec(cut) ?? [];
          expect(text.startsWith(kept)).toBe(true);
          expect(kept.length).toBeGreaterThan(1_000);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('are JSON that can be read, also where elements had to go', () => {
    fc.assert(
      fc.property(fc.array(long, { maxLength: 8 }), (list) => {
        const cut = cutList(list);
        expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(LONGEST_VALUE);
        const kept = JSON.parse(cut) as unknown[];
        if (kept.length === list.length && kept.every((each) => typeof each === 'string')) expect(kept).toEqual(list);
        else expect(kept.at(-1)).toEqual({ cut: list.length - kept.length + 1 });
        const object = cutObject(Object.fromEntries(list.map((value, index) => [`p${index}`, value])));
        expect(Buffer.byteLength(object)).toBeLessThanOrEqual(LONGEST_VALUE);
        for (const [name, value] of Object.entries(JSON.parse(object))) if (name !== 'cut') expect(value).toBe(list[Number(name.slice(1))]);
      }),
      { numRuns: 50 },
    );
  });
});
