import { type AitRow, type AitScenario, isAttack } from './ait-scenario';

export interface Variation {
  name: string;
  of(scenario: AitScenario): AitScenario;
}

const HOUR = 3600;
const DAY = 24 * HOUR;

/** The same scenarios as they might have been elsewhere: what is tuned to names, times of day, amounts or the course of an attack fails on them. */
export const VARIATIONS: readonly Variation[] = [
  { name: 'as recorded', of: (scenario) => scenario },
  { name: 'hosts renamed', of: renamed },
  ...[3, 7, 11, 15, 19, 23].map((hours) => ({ name: `all ${hours} h later`, of: shifted(hours * HOUR + 123, () => true) })),
  ...[-24, -6, 6].map((hours) => ({
    name: `attack ${Math.abs(hours)} h ${hours < 0 ? 'earlier' : 'later'}`,
    of: shifted(hours * HOUR, isAttack),
  })),
  ...[2, 6, 10].map((hours) => ({ name: `last steps of the attack ${hours} h later`, of: shifted(hours * HOUR, isLastStep) })),
  ...[3, 8].map((factor) => ({ name: `attack ${factor} times as long`, of: stretched(factor) })),
  ...[5, 20].map((every) => ({ name: `scans with one alert in ${every}`, of: thinned(every) })),
  { name: 'one scan for an hour longer', of: withLongScan },
  { name: 'no scans', of: without((row) => isScan(row)) },
  { name: 'no web shell, no cracking', of: without(({ label }) => ['webshell_cmd', 'crack_passwords', 'online_cracking'].includes(label)) },
  { name: 'twice the noise', of: withTwiceTheNoise },
  { name: 'half the noise', of: without((row, index) => !isAttack(row) && index % 2 === 0) },
  { name: 'first day missing', of: withoutFirstDay },
];

/** The history before the attack cut off: what happens in the first days of a subscription. */
export const SHORT_HISTORIES: readonly Variation[] = [0, 6, 12, 24, 36, 48, 72].map((hours) => ({
  name: `${hours} h before the attack`,
  of: ({ name, rows }) => {
    const from = startOf(rows.filter(isAttack)) - hours * HOUR;
    return { name, rows: rows.filter(({ time }) => time >= from) };
  },
}));

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

function stretched(factor: number) {
  return ({ name, rows }: AitScenario): AitScenario => {
    const start = startOf(rows.filter(isAttack));
    return { name, rows: rows.map((row) => (isAttack(row) ? { ...row, time: start + (row.time - start) * factor } : row)) };
  };
}

function thinned(every: number) {
  return ({ name, rows }: AitScenario): AitScenario => {
    let scans = 0;
    return { name, rows: rows.filter((row) => !isScan(row) || scans++ % every === 0) };
  };
}

/** The search for hidden files of a web server goes on for an hour, and what comes after it begins later. */
function withLongScan({ name, rows }: AitScenario): AitScenario {
  const scan = rows.filter(({ label }) => label === 'dirb');
  const end = scan.reduce((most, { time }) => Math.max(most, time), 0);
  const later = rows.map((row) => (isAttack(row) && row.time > end ? { ...row, time: row.time + HOUR } : row));
  const more = Array.from({ length: 12 }, (_, index) => scan.map((row) => ({ ...row, time: row.time + (index + 1) * (HOUR / 12) })));
  return { name, rows: [...later, ...more.flat()] };
}

function without(isMeant: (row: AitRow, index: number) => boolean) {
  return ({ name, rows }: AitScenario): AitScenario => ({ name, rows: rows.filter((row, index) => !isMeant(row, index)) });
}

/** The noise once more, eleven hours later and round the end, so that it has the same length. */
function withTwiceTheNoise({ name, rows }: AitScenario): AitScenario {
  const first = startOf(rows);
  const last = rows.reduce((most, { time }) => Math.max(most, time), first);
  const length = Math.ceil((last - first) / DAY) * DAY;
  const again = rows
    .filter((row) => !isAttack(row))
    .map((row) => ({ ...row, time: first + ((row.time - first + 11 * HOUR + 457) % length) }));
  return { name, rows: [...rows, ...again] };
}

/** What the attacker does after the passwords are cracked, which may take minutes or hours. */
function isLastStep({ label }: AitRow): boolean {
  return label === 'attacker_change_user' || label === 'escalated_sudo_command';
}

function isScan({ label }: AitRow): boolean {
  return ['service_scan', 'dns_scan', 'wpscan', 'dirb'].includes(label);
}

function withoutFirstDay({ name, rows }: AitScenario): AitScenario {
  const first = startOf(rows);
  return { name, rows: rows.filter(({ time }) => time >= first + DAY) };
}

function startOf(rows: readonly AitRow[]): number {
  return rows.reduce((least, { time }) => Math.min(least, time), Number.POSITIVE_INFINITY);
}
