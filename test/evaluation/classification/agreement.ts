import { readName } from '../../../shared/classification/names/name-reading';
import { isFiller } from '../../../shared/classification/names/spelled-out';
import { levelOf, type RatedName, SOURCES } from './reference-data';
import { type SeverityScores, scoreSeverities } from './scores';

/** How far two vendors rate what they call by almost the same name alike. */
export interface Agreement {
  /** Share of all their words that two names have in common at least, 0 to 1. */
  likeness: number;
  pairs: number;
  /** The level of one vendor against that of the other. */
  severity: SeverityScores;
  /** Pairs of which both have a tactic, and the share of these with one in common. */
  aimed: number;
  tacticInCommon: number;
}

/**
 * Compares names of different sources. What vendors say of almost the same name is what the name tells: a classifier that sees nothing else and does not
 * know the vendor's habits cannot be expected to meet more.
 */
export function agreementOfSources(names: readonly RatedName[], likenesses: readonly number[]): Agreement[] {
  const read = names.map((name) => ({ name, stems: tellingStems(name.name) }));
  const pairs = SOURCES.flatMap((source, at) => {
    const own = read.filter(({ name }) => name.source === source);
    const later = read.filter(({ name }) => SOURCES.slice(at + 1).some((other) => other === name.source));
    return own.flatMap((one) => later.map((other) => ({ one: one.name, other: other.name, likeness: likenessOf(one.stems, other.stems) })));
  });
  return likenesses.map((likeness) =>
    agreementOf(
      likeness,
      pairs.filter((pair) => pair.likeness >= likeness),
    ),
  );
}

function agreementOf(likeness: number, pairs: readonly { one: RatedName; other: RatedName }[]): Agreement {
  const rated = pairs.filter(({ one, other }) => one.severities.length > 0 && other.severities.length > 0);
  const aimed = pairs.filter(({ one, other }) => one.tactics.length > 0 && other.tactics.length > 0);
  return {
    likeness,
    pairs: rated.length,
    severity: scoreSeverities(rated.map(({ one, other }) => ({ published: levelOf(one), given: levelOf(other) }))),
    aimed: aimed.length,
    tacticInCommon: aimed.filter(({ one, other }) => one.tactics.some((tactic) => other.tactics.includes(tactic))).length / aimed.length,
  };
}

/** Every detection detects: without that, and without the words which only hold a sentence together. */
function tellingStems(name: string): Set<string> {
  const { words, stems } = readName(name);
  return new Set(stems.filter((stem, at) => !isFiller(words[at] as string) && !stem.startsWith('detect')));
}

/** Jaccard's index. */
function likenessOf(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  let common = 0;
  for (const stem of one) if (other.has(stem)) common++;
  return common / (one.size + other.size - common);
}
