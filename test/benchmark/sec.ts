import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fuse } from '../../shared/fusion/fuse';
import type { FusionAlert } from '../../shared/fusion/fusion-alert';
import { InMemoryFusionStore } from '../../shared/fusion/in-memory-fusion-store';
import { everydayAlerts, TYPES } from './fusion';
import type { Benchmark, Row } from './row';

const ALERTS = 20_000;
const BATCH = 2_000;
/** Runs of each, of which the fastest counts: noise only ever adds. */
const ROUNDS = 2;

/**
 * Beside the Simple Event Correlator (Debian's `sec`), which many people use, over the same alerts in one run. Its rules say "this type, then that type, on
 * one host within an hour". Fusion links any two types on a host, which takes a rule for every ordered pair; a rule base of a
 * few pairs sees only those. What fusion does besides (surprise, evidence, the known kinds of incidents, explanations) has no counterpart there.
 */
export const besideSec: Benchmark = {
  name: 'sec',
  title: `Fusion beside the Simple Event Correlator, ${ALERTS} alerts of ${TYPES} types in memory or in a file`,
  async run() {
    const alerts = everydayAlerts(0, ALERTS);
    // Neither counts its start: sec its rules, ours the compilation of its code.
    await timeOfFusion(alerts);
    let ours = Number.POSITIVE_INFINITY;
    for (let round = 0; round < ROUNDS; round++) ours = Math.min(ours, await timeOfFusion(alerts));
    const perSecond = (count: number, milliseconds: number) => Math.round((count / milliseconds) * 1000);
    const row: Row = { name: 'fuse, any two types on a host', value: perSecond(ALERTS, ours), unit: 'alerts/s' };
    if (spawnSync('sec', ['--version']).status !== 0)
      return [{ ...row, ratio: 'sec is not installed, so there is nothing to compare with' }];
    const all = pairs();
    const some = all.filter(([first, second]) => second === first + 1);
    const rows = [
      measured('each line to the first that takes it', some, alerts, false),
      measured('each line to every rule', some, alerts, true),
      // With twenty times the rules a tenth of the lines is enough.
      measured('each line to every rule', all, alerts.slice(0, ALERTS / 10), true),
    ];
    return [
      ...rows.map(({ name, lines, milliseconds }) => ({
        name,
        value: perSecond(lines, milliseconds),
        unit: 'lines/s',
        ratio: `fuse does ${(milliseconds / lines / (ours / ALERTS)).toFixed(1)}x as many`,
      })),
      row,
    ];
  },
};

type TypePair = readonly [first: number, second: number];

/** Every ordered pair of two types. */
function pairs(): TypePair[] {
  const numbers = Array.from({ length: TYPES }, (_, index) => index);
  return numbers.flatMap((first) => numbers.filter((second) => second !== first).map((second) => [first, second] as const));
}

function measured(way: string, rules: readonly TypePair[], alerts: readonly FusionAlert[], isShared: boolean) {
  return { name: `sec, ${rules.length} pair rules, ${way}`, lines: alerts.length, milliseconds: timeOfSec(rules, alerts, isShared) };
}

async function timeOfFusion(alerts: readonly FusionAlert[]): Promise<number> {
  const store = new InMemoryFusionStore();
  const began = performance.now();
  for (let at = 0; at < alerts.length; at += BATCH) {
    await fuse('11112222-3333-4444-5555-666677778888', alerts.slice(at, at + BATCH), store, { now: Number.POSITIVE_INFINITY });
  }
  return performance.now() - began;
}

/** Without the time that it takes to start and read its rules. */
function timeOfSec(rules: readonly TypePair[], alerts: readonly FusionAlert[], isShared: boolean): number {
  const folder = mkdtempSync(path.join(tmpdir(), 'sinter-sec-'));
  try {
    const [conf, log, empty] = ['rules', 'log', 'empty'].map((name) => path.join(folder, name)) as [string, string, string];
    writeFileSync(conf, rules.map((pair) => pairRule(pair, isShared)).join('\n'));
    writeFileSync(log, alerts.map(lineOf).join(''));
    writeFileSync(empty, '');
    const fastest = (input: string) => Math.min(...Array.from({ length: ROUNDS }, () => run(conf, input)));
    return fastest(log) - fastest(empty);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function run(rules: string, log: string): number {
  const began = performance.now();
  const { status, stderr } = spawnSync('sec', [`--conf=${rules}`, `--input=${log}`, '--notail', '--quiet']);
  if (status !== 0) throw new Error(`sec ended with ${status}: ${stderr}`);
  return performance.now() - began;
}

/** `isShared`: a line that one rule has used is still looked at by the others, as each alert is here; else it is not, which is the default. */
function pairRule([first, second]: TypePair, isShared: boolean): string {
  return [
    'type=Pair',
    `continue=${isShared ? 'TakeNext' : 'DontCont'}`,
    'ptype=RegExp',
    `pattern=type=type-${first} host=(\\S+)`,
    `desc=type-${first} on $1 before type-${second}`,
    'action=none',
    `continue2=${isShared ? 'TakeNext' : 'DontCont'}`,
    'ptype2=RegExp',
    `pattern2=type=type-${second} host=$1\\s`,
    `desc2=type-${second} after type-${first} on %1`,
    'action2=none',
    'window=3600',
    '',
  ].join('\n');
}

function lineOf({ startTime, alertType, entities, displayName }: FusionAlert): string {
  const host = entities.find(({ kind }) => kind === 'host')?.name ?? '-';
  return `${new Date(startTime).toISOString()} type=${alertType} host=${host} ${displayName}\n`;
}
