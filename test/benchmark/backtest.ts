import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { writeBacktestInput } from './backtest-input';
import type { Benchmark, Row } from './row';

const ALERTS = 600_000;
const DAYS = 30;
const MAIN = path.resolve(__dirname, '../../infra/local/backtest/main.js');
/** Milliseconds between two looks at the memory of the process. */
const LOOK = 100;

/** The back-test as a user runs it: a month of a busy subscription from files to files. */
export const backtesting: Benchmark = {
  name: 'backtest',
  title: `Back-test of ${ALERTS} alerts of one subscription on ${DAYS} days`,
  async run() {
    const folder = mkdtempSync(path.join(tmpdir(), 'sinter-backtest-'));
    try {
      const bytes = writeBacktestInput(path.join(folder, 'in'), { alerts: ALERTS, days: DAYS });
      const { seconds, peak } = await run([MAIN, path.join(folder, 'in'), '--out', path.join(folder, 'out')]);
      return [
        { name: 'input', value: bytes / 1e6, unit: 'MB' },
        { name: 'time, start included', value: seconds, unit: 's' },
        { name: 'rate', value: Math.round(ALERTS / seconds), unit: 'alerts/s' },
        ...(peak === undefined ? [] : [{ name: 'most memory', value: peak, unit: 'MB resident' }]),
      ] satisfies Row[];
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
};

async function run(args: string[]): Promise<{ seconds: number; peak: number | undefined }> {
  const began = performance.now();
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  let peak: number | undefined;
  const timer = setInterval(() => {
    peak = peakOf(child.pid) ?? peak;
  }, LOOK);
  try {
    const code = await new Promise<number | null>((resolve, reject) => child.once('error', reject).once('exit', resolve));
    if (code !== 0) throw new Error(`the back-test ended with ${code}`);
  } finally {
    clearInterval(timer);
  }
  return { seconds: (performance.now() - began) / 1000, peak };
}

/** The most memory that the process has had so far, in MB; undefined where the system does not tell. */
function peakOf(pid: number | undefined): number | undefined {
  try {
    const kilobytes = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? undefined : Math.round(Number(kilobytes) / 1000);
  } catch {
    return undefined;
  }
}
