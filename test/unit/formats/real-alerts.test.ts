import path from 'node:path';
import { classify } from '../../../shared/classification/classify';
import { readEvent } from '../../../shared/formats/read-event';
import type { SourceAlert } from '../../../shared/model/alert';
import { readRealData, realDataFiles } from '../../support/real-data';
import { HINTS } from './reading';

/** One alert per line, or one array of them. */
function bodiesOf(file: string): string[] {
  const text = readRealData(file);
  return text.startsWith('[') ? [text] : text.split('\n').filter((line) => line !== '');
}

describe('recorded alerts of Suricata', () => {
  for (const file of realDataFiles(/suricata[^/]*\.jsonl?(?:\.zst)?$/)) {
    it(`are all read, apart and with their addresses: ${path.basename(file)}`, () => {
      const readings = bodiesOf(file).flatMap((body) => readEvent(body, HINTS));
      const rejections = readings.filter((reading) => !reading.ok);
      expect(rejections).toEqual([]);

      const alerts = readings.flatMap((reading) => (reading.ok ? [reading.alert] : []));
      const texts = new Set(alerts.map((alert) => JSON.stringify(JSON.parse(alert.raw))));
      expect(new Set(alerts.map(({ id }) => id)).size).toBe(texts.size);
      expect(alerts.every(({ entities }) => entities.filter(({ kind, key }) => kind === 'ip' && key).length >= 2)).toBe(true);

      const known = alerts.map((alert) => classify(alert)).filter(({ reasons }) => reasons[0]?.code !== 'severity.unknown');
      expect(known).toHaveLength(alerts.length);
    });
  }

  it('are many, where they are at hand', () => {
    const files = realDataFiles(/suricata[^/]*\.jsonl\.zst$/);
    const alerts = files.flatMap(bodiesOf).length;
    expect(alerts).toBeGreaterThanOrEqual(files.length * 1000);
  });
});

/** What every recorded alert of a product must give. */
interface Expectation {
  files: RegExp;
  format: string;
  holds(alert: SourceAlert): boolean;
}

const EXPECTATIONS: Expectation[] = [
  {
    files: /sechub[^/]*\.raw\.json$/,
    format: 'security-hub',
    holds: ({ entities, vendorTactics }) => entities.some(({ kind, key }) => kind === 'account' && key) && vendorTactics.includes('TA0005'),
  },
  {
    files: /ocsf_[^/]*(?:finding|\.ocsf)\.json$/,
    format: 'ocsf',
    holds: ({ entities, vendor }) => entities.some(({ kind, key }) => kind === 'ip' && key) && vendor !== 'unknown vendor',
  },
  {
    files: /wazuh[^/]*\.jsonl$/,
    format: 'wazuh',
    holds: ({ entities, product, vendorSeverity }) =>
      entities.some(({ kind, aliases = [] }) => kind === 'host' && aliases.some((key) => key.startsWith('ip:'))) &&
      vendorSeverity !== '' &&
      (product === 'Wazuh' || product === 'Suricata'),
  },
  {
    files: /aminer[^/]*\.jsonl$/,
    format: 'aminer',
    holds: ({ entities, description }) => entities[0]?.kind === 'host' && entities[1]?.kind === 'ip' && description !== '',
  },
  {
    files: /securityalert[^/]*\.csv/,
    format: 'log-analytics',
    holds: ({ entities, vendorSeverity, endTime, startTime }) =>
      entities.every(({ name }) => name !== '') && vendorSeverity !== '' && endTime >= startTime,
  },
];

describe.each(EXPECTATIONS)('recorded alerts in $files', ({ files, format, holds }) => {
  for (const file of realDataFiles(files)) {
    it(`are all read: ${path.basename(file)}`, () => {
      const body = readRealData(file);
      const readings = readEvent(body, { ...HINTS, maxBytes: 100_000_000 });
      expect(readings.filter((reading) => !reading.ok)).toEqual([]);
      const alerts = readings.flatMap((reading) => (reading.ok ? [reading.alert] : []));
      expect(alerts.length).toBeGreaterThan(0);
      expect(new Set(alerts.map((alert) => alert.format))).toEqual(new Set([format]));
      expect(alerts.filter((alert) => !holds(alert))).toEqual([]);
      for (const alert of alerts) expect(readEvent(alert.raw, HINTS)).toMatchObject([{ alert: { id: alert.id } }]);
    });
  }
});

/** Formats of the alerts among the events with which public detection rules are tested, by the name of their log. */
const LOGS = new Map([
  ['AWS.GuardDuty', 'guardduty'],
  ['AWS.SecurityFindingFormat', 'security-hub'],
  ['MicrosoftGraph.SecurityAlertV2', 'graph'],
]);

describe('sample events of public detection rules', () => {
  for (const file of realDataFiles(/rule-samples\.json/)) {
    const { rules } = JSON.parse(readRealData(file)) as { rules: { logTypes?: string[]; sample?: unknown }[] };

    it('are read where they are alerts of a known product', () => {
      const known = rules.filter(({ logTypes }) => logTypes?.length === 1 && LOGS.has(logTypes[0] ?? ''));
      const formats = known.map(({ sample }) =>
        readEvent(JSON.stringify(sample), HINTS).map((reading) => reading.ok && reading.alert.format),
      );
      expect(formats).toEqual(known.map(({ logTypes }) => [LOGS.get(logTypes?.[0] ?? '')]));
      expect(known.length).toBeGreaterThanOrEqual(8);
    });

    it('are taken for no alert where they are audit logs', () => {
      const audit = rules.filter(({ logTypes }) => logTypes?.every((name) => /Audit|CloudTrail|VPC|S3Server/.test(name)));
      const read = audit.flatMap(({ sample }) => readEvent(JSON.stringify(sample ?? {}), HINTS)).filter((reading) => reading.ok);
      expect(read.map((reading) => reading.ok && reading.alert.format)).toEqual([]);
      expect(audit.length).toBeGreaterThan(300);
    });
  }
});
