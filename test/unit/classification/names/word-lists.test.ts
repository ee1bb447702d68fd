import { CONTROL_PLANE_WORDS, WORD_KINDS } from '../../../../shared/classification/names/control-plane';
import { SEVERITY_WORDS } from '../../../../shared/classification/names/severity-words';
import { TACTIC_WORDS } from '../../../../shared/classification/names/tactic-words';
import { TOOL_WORDS } from '../../../../shared/classification/names/tool-words';
import { TACTICS } from '../../../../shared/model/tactic';

const phrasesOf = (...lists: (string | undefined)[]) => lists.flatMap((list) => list?.split(',').map((phrase) => phrase.trim()) ?? []);

const ofTactics = TACTICS.map(({ id, title }) => {
  const { means, hints, faint } = TACTIC_WORDS[id];
  const grammar = CONTROL_PLANE_WORDS[id] ?? {};
  return { title, phrases: phrasesOf(TOOL_WORDS[id], means, hints, faint, grammar.means, grammar.hints) };
});

describe('the lists of words', () => {
  it.each(ofTactics)('have a phrase of $title once', ({ phrases }) => {
    expect(phrases.filter((phrase, index) => phrases.indexOf(phrase) !== index)).toEqual([]);
  });

  it('name kinds of words that there are', () => {
    const named = ofTactics.flatMap(({ phrases }) => phrases.flatMap((phrase) => phrase.match(/<[^>]*>/g) ?? []));
    expect(new Set(named.map((kind) => kind.slice(1, -1)))).toEqual(new Set(Object.keys(WORD_KINDS)));
  });

  it('have a phrase of one group of severity once', () => {
    for (const { phrases } of SEVERITY_WORDS) {
      const all = phrasesOf(phrases);
      expect(all.filter((phrase, index) => all.indexOf(phrase) !== index)).toEqual([]);
    }
  });
});
