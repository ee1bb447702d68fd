import type { Found } from './phrases';

/** A feature that every name has: what is usual, before any word is read. */
export const EVERY_NAME = '*';

/**
 * What the model of names looks at: the stems of words, pairs of neighbours, the first and the last word, and the groups of our own word lists that the
 * name belongs to. Training and use go through the same function.
 */
export function featuresOf(stems: readonly string[], groups: readonly string[]): string[] {
  const features = new Set<string>();
  stems.forEach((stem, at) => {
    features.add(stem);
    if (at > 0) features.add(`${stems[at - 1]} ${stem}`);
  });
  if (stems.length > 0) features.add(`^${stems[0]}`).add(`${stems.at(-1)}$`);
  for (const group of groups) features.add(`#${group}`);
  return [...features];
}

/** Endings that change with the grammar, not with the meaning. */
const ENDING = /(?:ing|ed|ions|ion|es|s|er|or|ly|al|e)$/;

export function stemOf(word: string): string {
  if (word.length <= 4) return word;
  return word.replace(/ies$/, 'y').replace(ENDING, '');
}

/** The different groups of the phrases found. */
export function groupsOf<Meaning>(found: readonly Found<Meaning>[], groupOf: (meaning: Meaning) => string): string[] {
  return [...new Set(found.map(({ meaning }) => groupOf(meaning)))];
}
