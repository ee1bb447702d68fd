import fc from 'fast-check';
import { contentId, isSafeId } from '../../../shared/model/content-id';

describe('the id of a content', () => {
  it('is the same for the same content and no other', () => {
    fc.assert(fc.property(fc.string(), fc.string(), (one, other) => (contentId('x', one) === contentId('x', other)) === (one === other)));
  });

  it('differs by format', () => {
    expect(contentId('a', 'text')).not.toBe(contentId('b', 'text'));
  });

  it('is a known hash, so that no release changes the ids that are stored', () => {
    expect(contentId('suricata', '{}')).toBe('bafe006b210a83982e70e90a2f6a0a32');
  });

  it('is always safe', () => {
    fc.assert(fc.property(fc.string(), (text) => isSafeId(contentId('x', text))));
  });
});

describe('an id of the vendor', () => {
  it.each(['2517535653831234567_7d9c1c7e', 'a.b', '..a', '-'])('may stand as it is: %s', (id) => {
    expect(isSafeId(id)).toBe(true);
  });

  it.each(['', '.', '..', 'a/b', 'a b', 'a#b', 'a?b', 'a\\b', 'é', 'a\n', 'x'.repeat(129)])('may not: %j', (id) => {
    expect(isSafeId(id)).toBe(false);
  });
});
