import type { NameReading } from './name-reading';

/** Words that only hold a sentence together. */
const FILLERS = new Set(
  'a an and as at be been by for from has have in into is it its of on or that the their this to via was were with'.split(' '),
);

export function isFiller(word: string): boolean {
  return FILLERS.has(word);
}

/** A feature of a name in the words by which the name shows it, for people: without fillers, and empty where nothing else is in it. */
export function spelledOut(feature: string, { words, stems }: Pick<NameReading, 'words' | 'stems'>): string {
  const [first = '', second] = feature.replace(/^\^|\$$/, '').split(' ');
  const at = stems.findIndex((stem, place) => stem === first && (second === undefined || stems[place + 1] === second));
  const shown = second === undefined ? [words[at]] : [words[at], words[at + 1]];
  return shown.filter((word) => word !== undefined && !isFiller(word)).join(' ');
}
