import { TACTICS, type TacticId } from '../../model/tactic';
import { CONTROL_PLANE_WORDS, WORD_KINDS } from './control-plane';
import { EVERY_NAME, featuresOf, groupsOf, stemOf } from './features';
import { type Found, PhraseFinder } from './phrases';
import { SEVERITY_WORDS, type SeverityWords } from './severity-words';
import { TACTIC_WORDS } from './tactic-words';
import { TECHNIQUE_WORDS } from './technique-words';
import { TOOL_WORDS } from './tool-words';
import { wordsOf } from './words-of';

/** What our own word lists find in a name. */
export interface NameReading {
  /** The words of the name in lower case, and their stems. */
  words: string[];
  stems: string[];
  /** Groups of words that speak of the severity, each with the words that showed it. */
  groups: { group: SeverityWords; words: string }[];
  /** Log-odds by tactic, in the order of `TACTICS`. */
  tactics: number[];
  /** The words that speak of tactics. */
  tacticWords: { tactic: TacticId; weight: number; words: string }[];
  /** Techniques that the name speaks of. */
  techniques: { technique: string; words: string }[];
  /** What the model of names looks at. */
  severityFeatures: string[];
  tacticFeatures: string[];
}

type TacticMeaning = { tactic: TacticId; weight: number };

/** Log-odds that a phrase adds to its tactic. */
const WEIGHTS = { tool: 2.5, means: 2, hints: 1, faint: 0.4 } as const;

const severityPhrases = new PhraseFinder<SeverityWords>();
for (const group of SEVERITY_WORDS) severityPhrases.add(group.phrases, group);

const tacticPhrases = new PhraseFinder<TacticMeaning>(WORD_KINDS);
for (const { id: tactic } of TACTICS) {
  tacticPhrases.add(TOOL_WORDS[tactic], { tactic, weight: WEIGHTS.tool });
  const { means, hints } = CONTROL_PLANE_WORDS[tactic] ?? {};
  if (means !== undefined) tacticPhrases.add(means, { tactic, weight: WEIGHTS.means });
  if (hints !== undefined) tacticPhrases.add(hints, { tactic, weight: WEIGHTS.hints });
  for (const strength of ['means', 'hints', 'faint'] as const) {
    tacticPhrases.add(TACTIC_WORDS[tactic][strength], { tactic, weight: WEIGHTS[strength] });
  }
}

const techniquePhrases = new PhraseFinder<string>();
for (const [technique, phrases] of Object.entries(TECHNIQUE_WORDS)) techniquePhrases.add(phrases, technique);

export function readName(name: string): NameReading {
  const words = wordsOf(name);
  const stems = words.map(stemOf);
  const severity = severityPhrases.find(words);
  const tactic = tacticPhrases.find(words);
  const tactics = TACTICS.map(({ id }) => sumOf(tactic, id));
  return {
    words,
    stems,
    groups: firstOfEach(severity),
    tactics,
    tacticWords: tactic.map((found) => ({ ...found.meaning, words: found.words })),
    techniques: techniquesIn(words),
    severityFeatures: featuresOf(
      stems,
      groupsOf(severity, ({ code }) => code),
    ),
    tacticFeatures: [
      EVERY_NAME,
      ...featuresOf(
        stems,
        groupsOf(tactic, ({ tactic, weight }) => `${tactic} ${weight}`),
      ),
    ],
  };
}

/** Adds up what the phrases say of a tactic, the strongest first. Words that spoke already do not speak again. */
function sumOf(found: readonly Found<TacticMeaning>[], tactic: TacticId): number {
  const heard = new Set<number>();
  let sum = 0;
  for (const { meaning, at } of found.filter((one) => one.meaning.tactic === tactic).sort((a, b) => b.meaning.weight - a.meaning.weight)) {
    const news = at.filter((place) => !heard.has(place));
    sum += (meaning.weight * news.length) / at.length;
    for (const place of news) heard.add(place);
  }
  return sum;
}

/** A group counts once, however many of its words there are. */
function firstOfEach(found: readonly Found<SeverityWords>[]): NameReading['groups'] {
  const groups = new Map<string, NameReading['groups'][number]>();
  for (const { meaning, words } of found) {
    if (!groups.has(meaning.code)) groups.set(meaning.code, { group: meaning, words });
  }
  return [...groups.values()];
}

function techniquesIn(words: readonly string[]): NameReading['techniques'] {
  const techniques = new Map<string, string>();
  for (const found of techniquePhrases.find(words)) {
    if (!techniques.has(found.meaning)) techniques.set(found.meaning, found.words);
  }
  return [...techniques].map(([technique, spelled]) => ({ technique, words: spelled }));
}
