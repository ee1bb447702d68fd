/**
 * Finds phrases in texts. A list of phrases is one text: phrases divided by commas; the words of a phrase stand side by side, `*` at the end of a word
 * stands for any ending, `<kind>` for any word of a kind, and ` + ` joins parts that may stand anywhere in the text ("delet* + <log>").
 */
export class PhraseFinder<Meaning> {
  /** By the first two letters of the first word, so that a text is compared with few of the phrases. */
  private readonly byStart = new Map<string, Phrase<Meaning>[]>();
  private readonly byKind = new Map<string, Phrase<Meaning>[]>();
  /** Words of kinds, by their first two letters too. */
  private readonly kinds = new Map<string, { term: Term; kind: string }[]>();

  /** `kinds`: lists of words that phrases may name by a common name. A list has single words alone. */
  constructor(kinds: Readonly<Record<string, string>> = {}) {
    for (const [kind, words] of Object.entries(kinds)) {
      for (const word of words.split(',')) {
        const term = readTerm(word.trim());
        listAt(this.kinds, startOf(term.text, word)).push({ term, kind });
      }
    }
  }

  /** Of several phrases found, each reports its own meaning. */
  add(list: string, meaning: Meaning): this {
    for (const spelled of list.split(',')) {
      const [first = [], ...others] = spelled.split(' + ').map((part) => part.trim().split(/\s+/).map(readTerm));
      const phrase = { text: spelled.trim(), first, others, meaning };
      const { text = '', isKind = false } = first[0] ?? {};
      listAt(isKind ? this.byKind : this.byStart, isKind ? text : startOf(text, spelled)).push(phrase);
    }
    return this;
  }

  /**
   * What the words say, in their order; each phrase once. A phrase whose words are all part of a longer one that is found says nothing of its own: "hash" in
   * "pass the hash". `words`: in lower case, see `wordsOf`.
   */
  find(words: readonly string[]): Found<Meaning>[] {
    const text = words.map((word) => ({ word, kinds: this.kindsOf(word) }));
    const found: Found<Meaning>[] = [];
    const seen = new Set<Phrase<Meaning>>();
    const look = (candidates: readonly Phrase<Meaning>[] | undefined, start: number) => {
      for (const phrase of candidates ?? []) {
        if (!standsAt(phrase.first, text, start) || seen.has(phrase)) continue;
        const at = placesOf(phrase, text, start);
        if (at === undefined) continue;
        seen.add(phrase);
        found.push({ words: words.slice(start, start + phrase.first.length).join(' '), phrase: phrase.text, meaning: phrase.meaning, at });
      }
    };
    text.forEach(({ word, kinds }, start) => {
      look(this.byStart.get(word.slice(0, 2)), start);
      for (const kind of kinds) look(this.byKind.get(kind), start);
    });
    return found.filter(
      ({ at }) => !found.some((longer) => longer.at.length > at.length && at.every((place) => longer.at.includes(place))),
    );
  }

  private kindsOf(word: string): readonly string[] {
    const kinds = this.kinds.get(word.slice(0, 2));
    return kinds === undefined ? NO_KINDS : kinds.filter(({ term }) => isSaid(term, word)).map(({ kind }) => kind);
  }
}

const NO_KINDS: readonly string[] = [];

export interface Found<Meaning> {
  /** As they stand in the text. */
  words: string;
  /** As it stands in the list. */
  phrase: string;
  /** Places of its words in the text, from 0. */
  at: number[];
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
  isKind: boolean;
}

/** A word of a text and the kinds that it belongs to. */
interface Word {
  word: string;
  kinds: readonly string[];
}

function readTerm(term: string): Term {
  const isKind = /^<.+>$/.test(term);
  const isPrefix = term.endsWith('*');
  return { text: isKind ? term.slice(1, -1) : isPrefix ? term.slice(0, -1) : term, isPrefix, isKind };
}

function startOf(text: string, spelled: string): string {
  if (text.length < 2) throw new Error(`Not a phrase: "${spelled}"`);
  return text.slice(0, 2);
}

function listAt<Item>(lists: Map<string, Item[]>, key: string): Item[] {
  const list = lists.get(key) ?? [];
  lists.set(key, list);
  return list;
}

function isSaid({ text, isPrefix }: Term, word: string): boolean {
  return isPrefix ? word.startsWith(text) : word === text;
}

function standsAt(terms: readonly Term[], text: readonly Word[], at: number): boolean {
  for (let i = 0; i < terms.length; i++) {
    const [term, said] = [terms[i], text[at + i]];
    if (term === undefined || said === undefined) return false;
    if (term.isKind ? !said.kinds.includes(term.text) : !isSaid(term, said.word)) return false;
  }
  return true;
}

/** Where the words of a phrase stand whose first part stands at `start`; undefined if another part is missing. A word counts for one part alone. */
function placesOf<Meaning>({ first, others }: Phrase<Meaning>, text: readonly Word[], start: number): number[] | undefined {
  const places = first.map((_, i) => start + i);
  for (const part of others) {
    const at = text.findIndex((_, place) => !places.includes(place) && standsAt(part, text, place));
    if (at < 0) return undefined;
    places.push(...part.map((_, i) => at + i));
  }
  return places;
}
