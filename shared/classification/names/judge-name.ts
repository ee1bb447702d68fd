import type { Reason } from '../../model/reason';
import { TACTICS, type TacticId, tacticTitle } from '../../model/tactic';
import { add, type Confidences } from '../confidence';
import { EVERY_NAME } from './features';
import type { NameModel } from './name-model';
import { type NameReading, readName } from './name-reading';
import { spelledOut } from './spelled-out';

/** What a name alone tells. */
export interface NameJudgement {
  /** Log-odds that the words add to the two confidences, each with its reason. */
  effect: Confidences;
  severityReasons: Reason[];
  /** Whether the words say enough for a severity. */
  isTelling: boolean;
  /** The likeliest aim; undefined where the words do not say. */
  tactic?: { tactic: TacticId; reason: Reason };
  techniques: { technique: string; words: string }[];
}

/** How a step of severity that the model learned divides among the two confidences. */
const SHARE: Confidences = { analytic: 0.4, malice: 0.8 };
/** Learned log-odds count for a quarter: what holds for the products of the training data holds less for others. */
const TRUST_IN_LEARNED_TACTICS = 0.25;
/** Log-odds below which words are no sign of a tactic. */
const LEAST_FOR_A_TACTIC = 0.05;
/** Learned log-odds below which a name that no word list knows stays unjudged. */
const LEAST_FOR_A_SEVERITY = 0.4;
/** What the model went by, the weightiest first, is named up to here. */
const SHOWN_WORDS = 3;

/** Judges by our own lists of words and by what the model learned; pure, so that a name needs to be judged only once. */
export function judgeName(name: string, model: NameModel): NameJudgement {
  const reading = readName(name);
  const learned = model.opinionOn(reading.severityFeatures);
  const aims = model.opinionOn(reading.tacticFeatures).tactics;

  const groups = heard(reading.groups);
  const severityReasons = groups.map(({ group, words }) => wordsReason(group, words));
  let effect = groups.reduce<Confidences>((sum, { group }) => add(sum, group), NOTHING);
  const ofModel = { analytic: learned.severity * SHARE.analytic, malice: learned.severity * SHARE.malice };
  if (Math.abs(learned.severity) >= 0.05) {
    effect = add(effect, ofModel);
    severityReasons.push(modelReason(reading, learned.telling, ofModel));
  }
  if (effect.malice < MOST_DOUBT && !groups.some(({ group }) => group.hides)) {
    severityReasons.push({ ...ONLY_DOUBTS, effect: { analytic: 0, malice: MOST_DOUBT - effect.malice } });
    effect = { ...effect, malice: MOST_DOUBT };
  }
  const tactic = likeliest(reading, aims, model.opinionOn([EVERY_NAME]).tactics);
  return {
    effect,
    severityReasons,
    isTelling: reading.groups.length > 0 || Math.abs(learned.severity) >= LEAST_FOR_A_SEVERITY,
    ...(tactic && { tactic }),
    techniques: reading.techniques,
  };
}

/** Malice that doubts take away at most: an analytic of which no more is known stays Low, and so in the default lists. */
const MOST_DOUBT = -2.2;
const ONLY_DOUBTS: Reason = {
  code: 'severity.name.doubts',
  text: 'Doubts add up, but no word of the name says that there is nothing to see; so they do not hide it.',
};

/** A successful login is nothing to see, but after a hundred failures it is: where words speak of an attack, none can hide it. */
function heard(groups: NameReading['groups']): NameReading['groups'] {
  return groups.some(({ group }) => group.malice > 0) ? groups.filter(({ group }) => !group.hides) : groups;
}

const NOTHING: Confidences = { analytic: 0, malice: 0 };

function wordsReason({ code, meaning, analytic, malice }: NameReading['groups'][number]['group'], words: string): Reason {
  return { code: `severity.name.${code}`, text: `The name speaks of ${meaning} ("${words}").`, effect: { analytic, malice } };
}

function modelReason(name: NameReading, telling: readonly { feature: string; weight: number }[], effect: Confidences): Reason {
  const direction = effect.malice > 0 ? 'more' : 'less';
  const shown = new Set<string>();
  for (const { feature, weight } of telling) {
    if (weight > 0 !== effect.malice > 0 || feature.startsWith('#')) continue;
    const spelled = spelledOut(feature, name);
    if (spelled !== '') shown.add(`"${spelled}"`);
    if (shown.size === SHOWN_WORDS) break;
  }
  const because = shown.size > 0 ? ` (${[...shown].join(', ')})` : '';
  return {
    code: 'severity.name.model',
    text: `Names with such words${because} are rated ${direction} severe in the data from which the model of names learned.`,
    effect,
  };
}

/** `usual`: the part of `learned` that every name has. It tips the balance between tactics, but is no sign of one. */
function likeliest(reading: NameReading, learned: readonly number[], usual: readonly number[]): NameJudgement['tactic'] {
  let best = Number.NEGATIVE_INFINITY;
  let tactic: TacticId | undefined;
  TACTICS.forEach(({ id }, index) => {
    const odds = (reading.tactics[index] ?? 0) + TRUST_IN_LEARNED_TACTICS * (learned[index] ?? 0);
    if (odds <= best) return;
    best = odds;
    tactic = odds - TRUST_IN_LEARNED_TACTICS * (usual[index] ?? 0) >= LEAST_FOR_A_TACTIC ? id : undefined;
  });
  return tactic && { tactic, reason: tacticReason(tactic, reading.tacticWords) };
}

function tacticReason(tactic: TacticId, found: NameReading['tacticWords']): Reason {
  const words = found
    .filter((word) => word.tactic === tactic)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, 3)
    .map((word) => `"${word.words}"`);
  const because = words.length > 0 ? `from ${[...new Set(words)].join(', ')} in the name` : 'by the model of names';
  return { code: 'tactic.name', text: `${tacticTitle(tactic)} is inferred ${because}: neither the source nor a reference names a tactic.` };
}
