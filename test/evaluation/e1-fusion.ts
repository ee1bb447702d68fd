import { type AitScenario, writeAsInput } from './ait-scenario';
import { groupsByPlace, runBacktest } from './run-backtest';
import { type FusionScore, groupByGap, scoreUnits, unitsOf } from './unit-scores';

export interface E1Result {
  scenario: string;
  floors: { name: string; f1: number; groups: number }[];
  score: FusionScore;
  incidents: number;
  incidentsPerDay: number;
  alerts: number;
}

const FLOORS = [
  { name: 'time gap 15 min', gap: 900, isPerHost: false },
  { name: 'same host within 15 min', gap: 900, isPerHost: true },
  { name: 'same host within 1 h', gap: 3600, isPerHost: true },
];

/** E1: one attack inside days of noise, each scenario in a subscription of its own. */
export async function evaluateFusion({ name, rows }: AitScenario): Promise<E1Result> {
  let places: string[] = [];
  const [result] = await runBacktest((folder) => {
    places = writeAsInput(folder, name, rows);
  });
  if (!result) throw new Error(`no result for ${name}`);
  const groups = groupsByPlace(result);
  return {
    scenario: name,
    floors: FLOORS.map((floor) => {
      const units = unitsOf(rows, groupByGap(rows, floor.gap, floor.isPerHost));
      return { name: floor.name, f1: scoreUnits(units).f1, groups: new Set(units.map(({ group }) => group)).size };
    }),
    score: scoreUnits(
      unitsOf(
        rows,
        places.map((place) => groups.get(place)),
      ),
    ),
    incidents: result.incidents.size,
    incidentsPerDay: result.incidents.size / result.days,
    alerts: result.alerts,
  };
}
