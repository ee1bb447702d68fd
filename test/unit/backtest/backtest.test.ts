import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { backtest } from '../../../infra/local/backtest/backtest';
import { findInput } from '../../../infra/local/backtest/input-files';
import { readBacktestOptions } from '../../../infra/local/backtest/options';
import { ResultWriter } from '../../../infra/local/backtest/write-results';
import { defenderExport, SUBSCRIPTION, suricataAlert } from '../../support/sample-alerts';

const SILENT = { onRead: () => undefined, onFused: () => undefined };
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'sinter-backtest-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the back-test', () => {
  it('writes one line for each line that it read, in their order, and the incidents', async () => {
    const alerts = [
      JSON.stringify(defenderExport({ Severity: 'High' })),
      'not JSON',
      JSON.stringify(defenderExport({ SystemAlertId: 'another', AlertType: 'VM_Other', Severity: 'High' })),
    ];
    put(SUBSCRIPTION, 'defender.ndjson', `${alerts.join('\n')}\n`);
    put('a-team', 'suricata.ndjson.gz', gzipSync(`${JSON.stringify(suricataAlert())}\n`));
    const { lines, incidents } = await run();

    expect(lines.map(({ subscription, file, line }) => [subscription, file, line])).toEqual([
      [SUBSCRIPTION, 'defender.ndjson', 1],
      [SUBSCRIPTION, 'defender.ndjson', 2],
      [SUBSCRIPTION, 'defender.ndjson', 3],
      ['a-team', 'suricata.ndjson.gz', 1],
    ]);
    expect(lines[1]).toMatchObject({ alertId: null, incidentId: null, error: expect.stringContaining('NotJson') });
    expect(lines[0]?.incidentId).toEqual(expect.any(String));
    expect(lines[2]).toMatchObject({ severity: 'High', incidentId: lines[0]?.incidentId });
    const incident = incidents.find(({ id }) => id === lines[0]?.incidentId);
    expect(incident).toMatchObject({
      subscription: SUBSCRIPTION,
      severity: 'High',
      alertCount: 2,
      firstActivity: '2026-03-02T09:14:07.123Z',
    });
  });

  it('knows a repeated alert again', async () => {
    const line = JSON.stringify(defenderExport());
    put(SUBSCRIPTION, 'defender.ndjson', `${line}\n${line}\n`);
    const { lines } = await run();
    expect(lines.map(({ alertId }) => alertId)).toEqual([lines[0]?.alertId, lines[0]?.alertId]);
  });

  it('says what is missing', () => {
    expect(() => findInput(folder)).toThrow('holds no');
    expect(() => findInput(path.join(folder, 'nowhere'))).toThrow('cannot be read');
    expect(() => readBacktestOptions(['INPUT'])).toThrow('--out');
    expect(() => readBacktestOptions(['--out', 'x'])).toThrow('One folder');
    expect(readBacktestOptions(['--help'])).toBeUndefined();
    expect(readBacktestOptions(['in', '--out', 'out'])).toEqual({ input: 'in', out: 'out' });
  });
});

function put(subscription: string, file: string, content: string | Buffer): void {
  mkdirSync(path.join(folder, 'in', subscription), { recursive: true });
  writeFileSync(path.join(folder, 'in', subscription, file), content);
}

async function run() {
  const writer = new ResultWriter(path.join(folder, 'out'));
  for (const subscription of findInput(path.join(folder, 'in'))) await writer.write(await backtest(subscription, SILENT));
  await writer.end();
  return { lines: readLines('alerts.ndjson'), incidents: readLines('incidents.ndjson') };
}

function readLines(file: string): Record<string, unknown>[] {
  const text = readFileSync(path.join(folder, 'out', file), 'utf8');
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}
