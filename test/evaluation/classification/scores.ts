import { SEVERITIES, type Severity, severityRank } from '../../../shared/model/severity';
import { TACTICS, type TacticId } from '../../../shared/model/tactic';
import { mean, sum } from '../mean';

/** How far given severities agree with the published ones. */
export interface SeverityScores {
  count: number;
  accuracy: number;
  macroF1: number;
  /** Cohen's kappa with quadratic weights. */
  kappa: number;
  /** Published level in rows, given level in columns, Informational first. */
  confusion: number[][];
}

export function scoreSeverities(pairs: readonly { published: Severity; given: Severity }[]): SeverityScores {
  const confusion = SEVERITIES.map(() => SEVERITIES.map(() => 0));
  for (const { published, given } of pairs) {
    const row = confusion[severityRank(published)] as number[];
    row[severityRank(given)] = (row[severityRank(given)] ?? 0) + 1;
  }
  const rows = confusion.map(sum);
  const columns = SEVERITIES.map((_, column) => sum(confusion.map((row) => row[column] ?? 0)));
  const hits = confusion.map((row, level) => row[level] ?? 0);
  const f1 = rows.flatMap((published, level) => (published === 0 ? [] : [(2 * (hits[level] ?? 0)) / (published + (columns[level] ?? 0))]));

  let observed = 0;
  let expected = 0;
  confusion.forEach((row, i) => {
    row.forEach((count, j) => {
      observed += (i - j) ** 2 * count;
      expected += ((i - j) ** 2 * (rows[i] ?? 0) * (columns[j] ?? 0)) / pairs.length;
    });
  });
  return {
    count: pairs.length,
    accuracy: sum(hits) / pairs.length,
    macroF1: mean(f1),
    kappa: expected === 0 ? 0 : 1 - observed / expected,
    confusion,
  };
}

/** How far given tactics agree with the published ones. */
export interface TacticScores {
  count: number;
  /** Share of the names for which one of the published tactics was given. */
  hitRate: number;
  macroF1: number;
  /** Share of the names for which none was given. */
  abstained: number;
  f1: { tactic: TacticId; published: number; f1: number }[];
  /** Published tactic in rows, given tactic in columns, the last column for none; a name with several published counts in the row of the given one, if that is among them, else in the first's. */
  confusion: number[][];
}

/** Any of the published tactics counts as right. The macro mean goes over the tactics that are published at all. */
export function scoreTactics(pairs: readonly { published: readonly TacticId[]; given: TacticId | undefined }[]): TacticScores {
  const index = new Map(TACTICS.map(({ id }, at) => [id, at]));
  const confusion = TACTICS.map(() => Array<number>(TACTICS.length + 1).fill(0));
  for (const { published, given } of pairs) {
    const right = given !== undefined && published.includes(given) ? given : published[0];
    const row = confusion[index.get(right as TacticId) ?? 0] as number[];
    const column = given === undefined ? TACTICS.length : (index.get(given) ?? 0);
    row[column] = (row[column] ?? 0) + 1;
  }
  const f1 = TACTICS.flatMap(({ id: tactic }, at) => {
    const published = sum(confusion[at] ?? []);
    const given = sum(confusion.map((row) => row[at] ?? 0));
    return published === 0 ? [] : [{ tactic, published, f1: (2 * (confusion[at]?.[at] ?? 0)) / (published + given) }];
  });
  return {
    count: pairs.length,
    hitRate: sum(confusion.map((row, at) => row[at] ?? 0)) / pairs.length,
    macroF1: mean(f1.map((one) => one.f1)),
    abstained: pairs.filter(({ given }) => given === undefined).length / pairs.length,
    f1,
    confusion,
  };
}
