import { cpus } from 'node:os';
import { runScript } from '../support/script';
import { api } from './api';
import { backtesting } from './backtest';
import { classification } from './classification';
import { endToEnd } from './end-to-end';
import { exporting } from './export';
import { exportFaults } from './export-faults';
import { exportLatency } from './export-latency';
import { fusion } from './fusion';
import { fusionRun } from './fusion-run';
import { ingestion } from './ingestion';
import type { Benchmark, Row } from './row';
import { besideSec } from './sec';

const BENCHMARKS: readonly Benchmark[] = [
  ingestion,
  classification,
  fusion,
  fusionRun,
  besideSec,
  backtesting,
  endToEnd,
  api,
  exporting,
  exportFaults,
  exportLatency,
];

const NUMBER = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 4 });

runScript(main(process.argv.slice(2)));

/** Runs the benchmarks that the command line names, or all, and prints a table for each. */
async function main(names: string[]): Promise<void> {
  const unknown = names.find((name) => !BENCHMARKS.some((benchmark) => benchmark.name === name));
  if (unknown !== undefined)
    throw new Error(`No benchmark is called ${unknown}; there are ${BENCHMARKS.map(({ name }) => name).join(', ')}`);
  console.log(`Node.js ${process.version}, ${cpus().length} x ${cpus()[0]?.model.trim()}`);
  for (const benchmark of BENCHMARKS) {
    if (names.length > 0 && !names.includes(benchmark.name)) continue;
    print(benchmark.title, await benchmark.run());
  }
}

function print(title: string, rows: readonly Row[]): void {
  const cells = rows.map(({ name, value, unit, ratio = '' }) => [name, NUMBER.format(value), unit, ratio]);
  const widths = [0, 1, 2, 3].map((column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  console.log(`\n${title}`);
  for (const row of cells) {
    const [name = '', value = '', unit = '', ratio = ''] = row;
    console.log(`  ${name.padEnd(widths[0] ?? 0)}  ${value.padStart(widths[1] ?? 0)} ${unit.padEnd(widths[2] ?? 0)}  ${ratio}`.trimEnd());
  }
}
