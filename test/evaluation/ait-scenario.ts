import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { readRealData, realDataFiles } from '../support/real-data';

/** A row of an AIT scenario. `label` is the ground truth and never reaches the system. */
export interface AitRow {
  /** Epoch seconds. */
  time: number;
  name: string;
  ip: string;
  host: string;
  short: string;
  label: string;
}

/** Both kinds of labels agree on what is an attack, but for `dnsteal`. */
export function isAttack({ label }: Pick<AitRow, 'label'>): boolean {
  return label !== '-' && label !== 'dnsteal';
}

export interface AitScenario {
  name: string;
  rows: AitRow[];
}

/** Every recorded scenario; none, with a line on the console, where the data is not there. */
export function aitScenarios(): AitScenario[] {
  return realDataFiles(/ait-ads_\w+_alerts\.csv\.zst$/).map((file) => ({
    name: /ait-ads_(\w+?)_alerts/.exec(path.basename(file))?.[1] ?? file,
    rows: readRows(readRealData(file)),
  }));
}

function readRows(csv: string): AitRow[] {
  const rows = parse(csv, { columns: true }) as Record<string, string>[];
  return rows.map((row) => ({
    time: Number(row.time),
    name: row.name ?? '',
    ip: row.ip ?? '',
    host: row.host ?? '',
    short: row.short ?? '',
    label: row.event_label ?? '',
  }));
}

/** Which product sent the row, and what it would have sent. */
export function wireEvent({ name, ip, host, time }: AitRow): { format: 'aminer' | 'wazuh'; event: Record<string, unknown> } {
  if (name.startsWith('AMiner: ')) {
    const event = { AnalysisComponent: { AnalysisComponentName: name }, LogData: { DetectionTimestamp: [time] }, AMiner: { ID: ip } };
    return { format: 'aminer', event };
  }
  const description = name.replace(/^Wazuh: /, '');
  const event = { '@timestamp': new Date(time * 1000).toISOString(), agent: { name: host, ip }, rule: { description } };
  return { format: 'wazuh', event };
}

/** Writes the rows below `folder` as input of the back-test. Gives each row's place in it: file and line. */
export function writeAsInput(folder: string, subscription: string, rows: readonly AitRow[]): string[] {
  const lines = { aminer: [] as string[], wazuh: [] as string[] };
  const places = rows.map((row) => {
    const { format, event } = wireEvent(row);
    return placeOf(`${format}.ndjson`, lines[format].push(JSON.stringify(event)));
  });
  mkdirSync(path.join(folder, subscription), { recursive: true });
  for (const [format, texts] of Object.entries(lines)) {
    writeFileSync(path.join(folder, subscription, `${format}.ndjson`), texts.map((text) => `${text}\n`).join(''));
  }
  return places;
}

export function placeOf(file: string, line: number): string {
  return `${file}:${line}`;
}
