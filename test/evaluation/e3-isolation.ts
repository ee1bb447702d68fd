import { copyFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { realDataFiles } from '../support/real-data';
import { runBacktest } from './run-backtest';

export interface E3Result {
  teams: number;
  alerts: number;
  incidents: number;
  /** Incidents which hold an alert of another subscription. */
  mixed: number;
}

/** E3: attacking teams on copies of one network, one subscription each; the addresses are the same in all of them. */
export async function evaluateIsolation(): Promise<E3Result | undefined> {
  const files = realDataFiles(/cptc2017_team\d+_suricata\.jsonl\.zst$/);
  if (files.length === 0) return undefined;
  const results = await runBacktest((folder) => {
    for (const file of files) {
      const team = /team\d+/.exec(file)?.[0] ?? file;
      mkdirSync(path.join(folder, team));
      copyFileSync(file, path.join(folder, team, 'suricata.ndjson.zst'));
    }
  });
  const owners = new Map<string, Set<string>>();
  for (const { subscription, lines, incidentOf } of results) {
    for (const line of lines.flat()) {
      const incident = 'error' in line ? undefined : incidentOf(line.activityId);
      if (incident) owners.set(incident, (owners.get(incident) ?? new Set()).add(subscription.name));
    }
  }
  return {
    teams: results.length,
    alerts: results.reduce((sum, { alerts }) => sum + alerts, 0),
    incidents: owners.size,
    mixed: [...owners.values()].filter((names) => names.size > 1).length,
  };
}
