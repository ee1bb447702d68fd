import { type AitRow, type AitScenario, isAttack, writeAsInput } from './ait-scenario';
import { type ClusteringScore, scoreClustering } from './clustering-scores';
import { groupsByPlace, runBacktest } from './run-backtest';
import { groupByGap, unitsOf } from './unit-scores';

export interface E2Result {
  pair: string;
  /** Minutes by which the second attack begins after the first. */
  offset: number;
  score: ClusteringScore;
  /** Of grouping by host and one hour. */
  floor: ClusteringScore;
}

/** E2: two scenarios in one subscription, the second moved in time so that its attack begins `offset` minutes after the first one's. */
export async function evaluateConcurrent(first: AitScenario, second: AitScenario, offset: number): Promise<E2Result> {
  const shift = attackStart(first) + offset * 60 - attackStart(second);
  const rows = [
    ...first.rows.map((row) => ({ ...row, host: `${first.name}-${row.host}` })),
    ...second.rows.map((row) => ({ ...row, host: `${second.name}-${row.host}`, time: row.time + shift })),
  ];
  let places: string[] = [];
  const [result] = await runBacktest((folder) => {
    places = writeAsInput(folder, 'merged', rows);
  });
  if (!result) throw new Error('no result');
  const groups = groupsByPlace(result);
  const scored = (assigned: readonly (string | undefined)[]) => scoreAttacks(rows, assigned);
  return {
    pair: `${first.name} + ${second.name}`,
    offset,
    score: scored(places.map((place) => groups.get(place))),
    floor: scored(groupByGap(rows, 3600, true)),
  };
}

function attackStart({ rows }: AitScenario): number {
  return rows.filter(isAttack).reduce((least, { time }) => Math.min(least, time), Number.POSITIVE_INFINITY);
}

/** Over the attack units of both: the scenario is the truth, for its attack is one. */
function scoreAttacks(rows: readonly AitRow[], groups: readonly (string | undefined)[]): ClusteringScore {
  const units = unitsOf(rows, groups).filter((unit) => unit.isAttack);
  return scoreClustering(
    units.map(({ host }) => host.split('-')[0] ?? ''),
    units.map(({ group }) => group),
  );
}
