/**
 * Finds phrases in texts. A list of phrases is one text: phrases divided by commas; the words of a phrase stand side by side, `*` at the end of a word
 * stands for any ending, and ` + ` joins parts that may stand anywhere in the text ("delet* + log*").
 */
export class PhraseFinder<Meaning> {
  /** By the first two letters of the first word, so that a text is compared with few of the phrases. */
  private readonly byStart = new Map<string, Phrase<Meaning>[]>();

  /** Of several phrases found, each reports its own meaning. */
  add(list: string, meaning: Meaning): this {
    for (const spelled of list.split(',')) {
      const parts = spelled.split(' + ').map((part) => part.trim().split(/\s+/).map(readTerm));
      const [first, ...others] = parts;
      const start = first?.[0]?.text.slice(0, 2);
      if (first === undefined || start === undefined || start.length < 2) throw new Error(`Not a phrase: "${spelled}"`);
      const phrases = this.byStart.get(start) ?? [];
      phrases.push({ text: spelled.trim(), first, others, meaning });
      this.byStart.set(start, phrases);
    }
    return this;
  }

  /** What the words say, in their order; each phrase once. `words`: in lower case, see `wordsOf`. */
  find(words: readonly string[]): Found<Meaning>[] {
    const found: Found<Meaning>[] = [];
    const seen = new Set<Phrase<Meaning>>();
    for (let at = 0; at < words.length; at++) {
      for (const phrase of this.byStart.get(words[at]?.slice(0, 2) ?? '') ?? []) {
        if (seen.has(phrase) || !standsAt(phrase.first, words, at)) continue;
        if (!phrase.others.every((part) => words.some((_, other) => standsAt(part, words, other)))) continue;
        seen.add(phrase);
        found.push({ words: words.slice(at, at + phrase.first.length).join(' '), phrase: phrase.text, meaning: phrase.meaning });
      }
    }
    return found;
  }
}

export interface Found<Meaning> {
  /** As they stand in the text. */
  words: string;
  /** As it stands in the list. */
  phrase: string;
  meaning: Meaning;
}

interface Phrase<Meaning> {
  text: string;
  first: Term[];
  others: Term[][];
  meaning: Meaning;
}

interface Term {
  text: string;
  isPrefix: boolean;
}

function readTerm(term: string): Term {
  return term.endsWith('*') ? { text: term.slice(0, -1), isPrefix: true } : { text: term, isPrefix: false };
}

function standsAt(terms: readonly Term[], words: readonly string[], at: number): boolean {
  for (let i = 0; i < terms.length; i++) {
    const term = terms[i];
    const word = words[at + i];
    if (term === undefined || word === undefined) return false;
    if (term.isPrefix ? !word.startsWith(term.text) : word !== term.text) return false;
  }
  return true;
}
