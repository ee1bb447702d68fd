import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type BacktestResult, backtest } from '../../infra/local/backtest/backtest';
import { findInput } from '../../infra/local/backtest/input-files';

const SILENT = { onRead: () => undefined, onFused: () => undefined };

/** Runs the back-test over what `write` puts into a folder, which is removed afterwards. */
export async function runBacktest(write: (folder: string) => void): Promise<BacktestResult[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'sinter-evaluation-'));
  try {
    write(folder);
    const results: BacktestResult[] = [];
    for (const subscription of findInput(folder)) results.push(await backtest(subscription, SILENT));
    return results;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Where each line ended up, by file and line. */
export function groupsByPlace(result: BacktestResult): Map<string, string | undefined> {
  const groups = new Map<string, string | undefined>();
  result.subscription.files.forEach(({ name }, index) => {
    for (const line of result.lines[index] ?? []) {
      groups.set(`${name}:${line.line}`, 'error' in line ? undefined : result.incidentOf(line.activityId));
    }
  });
  return groups;
}
