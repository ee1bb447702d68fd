import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fuse } from '../../shared/fusion/fuse';
import type { FusionAlert } from '../../shared/fusion/fusion-alert';
import { InMemoryFusionStore } from '../../shared/fusion/in-memory-fusion-store';
import { everydayAlerts } from './fusion';
import type { Benchmark, Row } from './row';

const ALERTS = 20_000;
const BATCH = 2_000;
const PAIRS = 20;

/** Beside the Simple Event Correlator (Debian's `sec`), which many people use: the same alerts, and there a rule for each of twenty pairs of types on one host. */
export const besideSec: Benchmark = {
  name: 'sec',
  title: `Fusion beside the Simple Event Correlator with ${PAIRS} pair rules, ${ALERTS} alerts`,
  async run() {
    const alerts = everydayAlerts(0, ALERTS);
    // Neither counts its start: sec its rules, ours the compilation of its code.
    await timeOfFusion(alerts);
    const ours = await timeOfFusion(alerts);
    const perSecond = (milliseconds: number) => Math.round((ALERTS / milliseconds) * 1000);
    const row: Row = { name: 'fuse', value: perSecond(ours), unit: 'alerts/s' };
    const theirs = timeOfSec(alerts);
    if (theirs === undefined) return [{ ...row, ratio: 'sec is not installed, so there is nothing to compare with' }];
    return [
      { name: 'sec', value: perSecond(theirs), unit: 'alerts/s' },
      { ...row, ratio: `${(theirs / ours).toFixed(1)}x as many as sec` },
    ];
  },
};

async function timeOfFusion(alerts: readonly FusionAlert[]): Promise<number> {
  const store = new InMemoryFusionStore();
  const began = performance.now();
  for (let at = 0; at < alerts.length; at += BATCH) {
    await fuse('11112222-3333-4444-5555-666677778888', alerts.slice(at, at + BATCH), store, { now: Number.POSITIVE_INFINITY });
  }
  return performance.now() - began;
}

/** Undefined where it is not installed. Without the time that it takes to start and read its rules. */
function timeOfSec(alerts: readonly FusionAlert[]): number | undefined {
  if (spawnSync('sec', ['--version']).status !== 0) return undefined;
  const folder = mkdtempSync(path.join(tmpdir(), 'sinter-sec-'));
  try {
    const [rules, log, empty] = ['rules', 'log', 'empty'].map((name) => path.join(folder, name)) as [string, string, string];
    writeFileSync(
      rules,
      Array.from({ length: PAIRS }, (_, index) => pairRule(typeOf(alerts, index), typeOf(alerts, index + 1))).join('\n'),
    );
    writeFileSync(log, alerts.map(lineOf).join(''));
    writeFileSync(empty, '');
    return run(rules, log) - run(rules, empty);
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

function typeOf(alerts: readonly FusionAlert[], index: number): string {
  const types = [...new Set(alerts.map(({ alertType }) => alertType))].sort();
  return types[index % types.length] as string;
}

function pairRule(first: string, second: string): string {
  return [
    'type=Pair',
    'ptype=RegExp',
    `pattern=type=${first} host=(\\S+)`,
    `desc=${first} on $1`,
    'action=none',
    'ptype2=RegExp',
    `pattern2=type=${second} host=$1\\s`,
    `desc2=${second} after ${first} on %1`,
    'action2=none',
    'window=3600',
    '',
  ].join('\n');
}

function lineOf({ startTime, alertType, entities, displayName }: FusionAlert): string {
  const host = entities.find(({ kind }) => kind === 'host')?.name ?? '-';
  return `${new Date(startTime).toISOString()} type=${alertType} host=${host} ${displayName}\n`;
}
