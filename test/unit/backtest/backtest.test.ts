import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { backtest } from '../../../infra/local/backtest/backtest';
import { findInput } from '../../../infra/local/backtest/input-files';
import { readBacktestOptions } from '../../../infra/local/backtest/options';
import { ownIncidentTypes } from '../../../infra/local/backtest/own-incident-types';
import { ResultWriter } from '../../../infra/local/backtest/write-results';
import type { IncidentType } from '../../../shared/fusion/incident-types/incident-type';
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

  it('takes the year of a time that has none from when the file was written', async () => {
    put(
      SUBSCRIPTION,
      'cef.ndjson',
      '<134>Dec 31 23:59:58 fw CEF:0|Example|Firewall|1|7|Malware beacon blocked|10|src=10.0.0.1 dst=10.0.0.2\n',
    );
    utimesSync(path.join(folder, 'in', SUBSCRIPTION, 'cef.ndjson'), new Date(), new Date('2026-01-02T00:00:00Z'));
    const { lines, incidents } = await run();
    expect(lines).toMatchObject([{ severity: expect.any(String) }]);
    expect(incidents.map(({ firstActivity }) => firstActivity)).toEqual(['2025-12-31T23:59:58.000Z']);
  });

  it('knows a repeated alert again', async () => {
    const line = JSON.stringify(defenderExport());
    put(SUBSCRIPTION, 'defender.ndjson', `${line}\n${line}\n`);
    const { lines } = await run();
    expect(lines.map(({ alertId }) => alertId)).toEqual([lines[0]?.alertId, lines[0]?.alertId]);
  });

  it('takes incident types of the user, and names the file whose rule contradicts its examples', async () => {
    const alert = (AlertType: string, minute: number) =>
      JSON.stringify(
        defenderExport({
          SystemAlertId: AlertType,
          AlertType,
          AlertDisplayName: AlertType,
          Severity: 'Medium',
          StartTimeUtc: `2026-03-02T09:${minute}:00Z`,
        }),
      );
    put(SUBSCRIPTION, 'defender.ndjson', `${alert('Bank_NewPayee', 10)}\n${alert('Bank_NewLimit', 30)}\n`);
    const [subscription] = findInput(path.join(folder, 'in'));
    if (!subscription) throw new Error('there is one');
    const example = ['Bank_NewPayee', 'Bank_NewLimit'].map((name, index) => ({ name, minute: 20 * index, entities: ['host:a'] }));
    const type = {
      ...{ id: 'payments', title: 'Payments prepared', description: 'A payee, then limits.', severity: 'High', response: ['Hold them.'] },
      correlation: { type: 'temporal_ordered', groupBy: [], timespan: 60, rules: [{ words: ['newpayee'] }, { words: ['newlimit'] }] },
      examples: { positive: [example], negative: [example.slice(1)] },
    };
    mkdirSync(path.join(folder, 'types'));
    const file = path.join(folder, 'types', 'bank.json');
    writeFileSync(file, JSON.stringify([type]));
    const titles = async (types: IncidentType[]) =>
      [...(await backtest(subscription, SILENT, types)).incidents.values()].map(({ title }) => title);
    expect(await titles(ownIncidentTypes(path.join(folder, 'types')))).toEqual(['Payments prepared']);
    expect(await titles([])).not.toContain('Payments prepared');

    writeFileSync(file, JSON.stringify({ ...type, examples: { positive: [example], negative: [example] } }));
    expect(() => ownIncidentTypes(path.join(folder, 'types'))).toThrow(
      'bank.json: the rule of payments contradicts its examples: negative example 1',
    );
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
