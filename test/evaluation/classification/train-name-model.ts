import type { NameModelParameters } from '../../../shared/classification/names/name-model';
import { type NameReading, readName } from '../../../shared/classification/names/name-reading';
import { SEVERITY_WORDS } from '../../../shared/classification/names/severity-words';
import { severityRank } from '../../../shared/model/severity';
import { TACTICS } from '../../../shared/model/tactic';
import { type Example, learnWeights } from './ordinal-regression';
import type { RatedName } from './reference-data';

/** Learned with few rounds and small steps: weights that fit one product's names closer carry over to another's less well. */
const SEVERITY = { shrinkage: 20, step: 0.1, rounds: 30, leastUses: 3, hasHabits: true };
const TACTIC = { shrinkage: 3, step: 0.2, rounds: 30, leastUses: 2, hasHabits: false };
/** What our own lists say of severity counts half while the weights are learned, so that these set it right where it is too sure. */
const TRUST_IN_LISTS = 0.5;
/** No source counts more than so many times its number of names, however small it is. */
const MOST_BALANCE = 4;

interface ReadName {
  rated: RatedName;
  reading: NameReading;
  weight: number;
}

/** The parameters of the model of names, learned from rated names. The same names give the same parameters. */
export function trainNameModel(names: readonly RatedName[]): NameModelParameters {
  const read = weighted(names);
  const forSeverity = read.filter(({ rated }) => rated.severities.length > 0);
  const severityIds = vocabulary(
    forSeverity.map(({ reading }) => reading.severityFeatures),
    SEVERITY.leastUses,
  );
  const severity = learnWeights(
    forSeverity.map((name) => severityExample(name, severityIds)),
    { ...SEVERITY, featureCount: severityIds.size, thresholds: 3 },
  );

  const forTactics = read.filter(({ rated }) => rated.tactics.length > 0);
  const tacticIds = vocabulary(
    forTactics.map(({ reading }) => reading.tacticFeatures),
    TACTIC.leastUses,
  );
  const tactics = TACTICS.map((_, index) =>
    learnWeights(
      forTactics.map((name) => tacticExample(name, tacticIds, index)),
      { ...TACTIC, featureCount: tacticIds.size, thresholds: 1 },
    ),
  );
  return pack(severityIds, severity, tacticIds, tactics);
}

/** Sources of few names count more for each, so that the largest does not decide alone. */
function weighted(names: readonly RatedName[]): ReadName[] {
  const rated = names.filter(({ source }) => source !== 'ATT&CK');
  const counts = new Map<string, number>();
  for (const { source } of rated) counts.set(source, (counts.get(source) ?? 0) + 1);
  return names.map((name) => {
    const mean = rated.length / counts.size;
    const weight = name.source === 'ATT&CK' ? 1 : Math.min(MOST_BALANCE, (mean / (counts.get(name.source) ?? mean)) ** 0.7);
    return { rated: name, reading: readName(name.name), weight };
  });
}

function vocabulary(names: readonly string[][], leastUses: number): Map<string, number> {
  const uses = new Map<string, number>();
  for (const feature of names.flat()) uses.set(feature, (uses.get(feature) ?? 0) + 1);
  const kept = [...uses].filter(([, count]) => count >= leastUses).map(([feature]) => feature);
  return new Map(kept.sort().map((feature, id) => [feature, id]));
}

function idsOf(features: readonly string[], ids: ReadonlyMap<string, number>): number[] {
  return features.map((feature) => ids.get(feature)).filter((id) => id !== undefined);
}

function severityExample({ rated, reading, weight }: ReadName, ids: ReadonlyMap<string, number>): Example {
  const known = new Set(reading.groups.map(({ group }) => group));
  return {
    features: idsOf(reading.severityFeatures, ids),
    offset: SEVERITY_WORDS.reduce((sum, group) => (known.has(group) ? sum + TRUST_IN_LISTS * (group.malice + group.analytic / 2) : sum), 0),
    level: Math.max(...rated.severities.map(severityRank)),
    group: rated.source,
    weight,
  };
}

function tacticExample({ rated, reading, weight }: ReadName, ids: ReadonlyMap<string, number>, tactic: number): Example {
  return {
    features: idsOf(reading.tacticFeatures, ids),
    offset: reading.tactics[tactic] ?? 0,
    level: rated.tactics.some((id) => id === TACTICS[tactic]?.id) ? 1 : 0,
    group: rated.source,
    weight,
  };
}

/** One byte a weight; features whose weights all round to nothing are left out. */
function pack(
  severityIds: ReadonlyMap<string, number>,
  severity: Float64Array,
  tacticIds: ReadonlyMap<string, number>,
  tactics: readonly Float64Array[],
): NameModelParameters {
  const severityUnit = unitOf([severity]);
  const tacticUnit = unitOf(tactics);
  const rows = [...new Set([...severityIds.keys(), ...tacticIds.keys()])].sort().map((feature) => {
    const inSeverity = severityIds.get(feature);
    const inTactics = tacticIds.get(feature);
    return {
      feature,
      severity: inSeverity === undefined ? 0 : Math.round((severity[inSeverity] ?? 0) / severityUnit),
      tactics: tactics.map((weights) => (inTactics === undefined ? 0 : Math.round((weights[inTactics] ?? 0) / tacticUnit))),
    };
  });
  const telling = rows.filter((row) => Math.abs(row.severity) > 1 || row.tactics.some((weight) => Math.abs(weight) > NOISE));
  return {
    features: telling.map(({ feature }) => feature).join('\n'),
    severity: base64(telling.map((row) => row.severity)),
    severityUnit,
    tactics: base64(telling.flatMap((row) => row.tactics.map((weight) => (Math.abs(weight) > NOISE ? weight : 0)))),
    tacticUnit,
  };
}

/** Weights of at most so many units are dropped. */
const NOISE = 4;

function unitOf(weights: readonly Float64Array[]): number {
  let most = 1e-6;
  for (const values of weights) for (const weight of values) most = Math.max(most, Math.abs(weight));
  return Number((most / 127).toPrecision(6)) + 1e-9;
}

function base64(bytes: readonly number[]): string {
  return Buffer.from(Int8Array.from(bytes)).toString('base64');
}
