import { PhraseFinder } from '../../../../shared/classification/names/phrases';
import { wordsOf } from '../../../../shared/classification/names/words-of';

const KINDS = { off: 'disabl*, stop*', guard: 'log*, firewall' };

function meaningsIn(text: string, lists: Record<string, string>): string[] {
  const finder = new PhraseFinder<string>(KINDS);
  for (const [meaning, list] of Object.entries(lists)) finder.add(list, meaning);
  return finder.find(wordsOf(text)).map(({ meaning }) => meaning);
}

describe('phrases', () => {
  it('are found with any ending where a star stands, else word for word', () => {
    expect(meaningsIn('Logs were deleted', { gone: 'delet*', exact: 'delete' })).toEqual(['gone']);
  });

  it('have parts that may stand anywhere', () => {
    const lists = { gone: 'delet* + backup*' };
    expect(meaningsIn('Backup of the vault was deleted', lists)).toEqual(['gone']);
    expect(meaningsIn('Vault was deleted', lists)).toEqual([]);
  });

  it('name kinds of words', () => {
    const lists = { blinded: '<off> + <guard>' };
    expect(meaningsIn('Firewall stopped', lists)).toEqual(['blinded']);
    expect(meaningsIn('Disabling of CloudTrail logs', lists)).toEqual(['blinded']);
    expect(meaningsIn('Printer stopped', lists)).toEqual([]);
  });

  it('need a word of its own for each part', () => {
    expect(meaningsIn('Logs', { twice: 'log* + log*' })).toEqual([]);
    expect(meaningsIn('Log of logs', { twice: 'log* + log*' })).toEqual(['twice']);
  });

  it('say nothing of their own inside of a longer one', () => {
    const lists = { theft: 'hash', movement: 'pass the hash' };
    expect(meaningsIn('Pass the hash', lists)).toEqual(['movement']);
    expect(meaningsIn('Hash dumped', lists)).toEqual(['theft']);
  });

  it('are refused where they have no two letters to be found by', () => {
    expect(() => new PhraseFinder<string>().add('dns, ,tor', 'network')).toThrow('Not a phrase');
    expect(() => new PhraseFinder<string>({ off: 'x' })).toThrow('Not a phrase');
  });
});
