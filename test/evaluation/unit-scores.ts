import { type AitRow, isAttack } from './ait-scenario';

/** Rows of one host, kind and label inside five minutes count once, so that one noisy step does not decide a score. */
export interface Unit {
  host: string;
  label: string;
  /** The group that most of its rows are in; one of its own where they are in none. */
  group: string;
  isAttack: boolean;
}

export interface FusionScore {
  precision: number;
  recall: number;
  f1: number;
  /** Per attack step. */
  steps: Record<string, { units: number; precision: number; recall: number; covered: number }>;
}

/** The units of the rows; `groups[i]` is where row i ended up, undefined for nowhere. */
export function unitsOf(rows: readonly AitRow[], groups: readonly (string | undefined)[]): Unit[] {
  const counts = new Map<string, { host: string; label: string; groups: Map<string, number> }>();
  rows.forEach(({ host, short, label, time }, index) => {
    const key = JSON.stringify([host, short, label, Math.floor(time / 300)]);
    const unit = counts.get(key) ?? { host, label, groups: new Map() };
    const group = groups[index] ?? `alone ${key}`;
    unit.groups.set(group, (unit.groups.get(group) ?? 0) + 1);
    counts.set(key, unit);
  });
  return [...counts.values()].map((unit) => ({
    host: unit.host,
    label: unit.label,
    group: [...unit.groups].reduce((most, next) => (next[1] > most[1] ? next : most))[0],
    isAttack: isAttack(unit),
  }));
}

/** Precision and recall of every attack unit, averaged inside each attack step and then over the steps. */
export function scoreUnits(units: readonly Unit[]): FusionScore {
  const all = countBy(units);
  const attack = countBy(units.filter(({ isAttack }) => isAttack));
  const total = units.filter(({ isAttack }) => isAttack).length;
  const steps: FusionScore['steps'] = {};
  for (const { label, group, isAttack } of units) {
    if (!isAttack) continue;
    const step = steps[label] ?? { units: 0, precision: 0, recall: 0, covered: 0 };
    steps[label] = step;
    const found = attack.get(group) ?? 0;
    step.units++;
    step.precision += found / (all.get(group) ?? 1);
    step.recall += found / total;
    step.covered += group.startsWith('alone ') ? 0 : 1;
  }
  for (const step of Object.values(steps)) {
    step.precision /= step.units;
    step.recall /= step.units;
  }
  const mean = (pick: 'precision' | 'recall') =>
    Object.values(steps).reduce((sum, step) => sum + step[pick], 0) / Math.max(1, Object.keys(steps).length);
  const [precision, recall] = [mean('precision'), mean('recall')];
  return { precision, recall, f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall), steps };
}

function countBy(units: readonly Unit[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { group } of units) counts.set(group, (counts.get(group) ?? 0) + 1);
  return counts;
}

/** What a rule of thumb does: rows belong together until nothing came for `gap` seconds (on one host, or on any). */
export function groupByGap(rows: readonly AitRow[], gap: number, isPerHost: boolean): string[] {
  const order = rows.map((_, index) => index).sort((a, b) => timeOf(rows[a]) - timeOf(rows[b]));
  const open = new Map<string, { time: number; group: string }>();
  const groups: string[] = new Array(rows.length);
  let number = 0;
  for (const index of order) {
    const row = rows[index];
    if (!row) continue;
    const key = isPerHost ? row.host : '';
    const known = open.get(key);
    const group = known && row.time - known.time <= gap ? known.group : `group ${++number}`;
    open.set(key, { time: row.time, group });
    groups[index] = group;
  }
  return groups;
}

function timeOf(row: AitRow | undefined): number {
  return row?.time ?? 0;
}
