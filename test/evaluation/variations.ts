import type { AitRow, AitScenario } from './ait-scenario';

export interface Variation {
  name: string;
  of(scenario: AitScenario): AitScenario;
}

const HOUR = 3600;

/** The same scenarios as they might have been elsewhere: what is tuned to names, times of day or the length of an attack fails on them. */
export const VARIATIONS: readonly Variation[] = [
  { name: 'as recorded', of: (scenario) => scenario },
  { name: 'hosts renamed', of: renamed },
  ...[3, 7, 11, 15, 19, 23].map((hours) => ({ name: `all ${hours} h later`, of: shifted(hours * HOUR + 123, () => true) })),
  ...[2, 6, 10].map((hours) => ({ name: `last steps of the attack ${hours} h later`, of: shifted(hours * HOUR, isLastStep) })),
  { name: 'first day missing', of: withoutFirstDay },
];

function renamed({ name, rows }: AitScenario): AitScenario {
  const names = [...new Set(rows.map(({ host }) => host))];
  return { name, rows: rows.map((row) => ({ ...row, host: `machine-${(names.indexOf(row.host) * 37) % 101}` })) };
}

function shifted(seconds: number, isMeant: (row: AitRow) => boolean) {
  return ({ name, rows }: AitScenario): AitScenario => ({
    name,
    rows: rows.map((row) => (isMeant(row) ? { ...row, time: row.time + seconds } : row)),
  });
}

/** What the attacker does after the passwords are cracked, which may take minutes or hours. */
function isLastStep({ label }: AitRow): boolean {
  return label === 'attacker_change_user' || label === 'escalated_sudo_command';
}

function withoutFirstDay({ name, rows }: AitScenario): AitScenario {
  const first = rows.reduce((least, { time }) => Math.min(least, time), Number.POSITIVE_INFINITY);
  return { name, rows: rows.filter(({ time }) => time >= first + 24 * HOUR) };
}
