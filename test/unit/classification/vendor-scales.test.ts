import { classify } from '../../../shared/classification/classify';
import { vendorLevel } from '../../../shared/classification/rules/vendor-level';
import { readSeverityWord, scaleOf } from '../../../shared/classification/rules/vendor-scales';
import { severityRank } from '../../../shared/model/severity';
import { defenderExport } from '../../support/sample-alerts';
import { alertOf } from '../formats/reading';

const PLAIN = alertOf(defenderExport({ AlertType: 'Unlisted', AlertDisplayName: 'Quux', ExtendedProperties: {} }));

function levelOf(format: string, vendorSeverity: string, product = 'Example') {
  const alert = { ...PLAIN, format, product, vendorSeverity };
  return vendorLevel(alert) && classify(alert).severity;
}

/** From which number on a level begins, and the last number of the scale. */
const SCALES: [string, { Informational?: number; Low: number; Medium: number; High: number }, number][] = [
  ['wazuh', { Informational: 0, Low: 4, Medium: 7, High: 12 }, 16],
  ['cef', { Informational: 0, Low: 1, Medium: 4, High: 7 }, 10],
  ['ocsf', { Informational: 1, Low: 2, Medium: 3, High: 4 }, 6],
  ['guardduty', { Informational: 0, Low: 0.1, Medium: 4, High: 7 }, 10],
  ['security-hub', { Informational: 0, Low: 1, Medium: 40, High: 70 }, 100],
  ['elastic', { Informational: 0, Low: 21, Medium: 47, High: 73 }, 100],
];

describe.each(SCALES)('the scale of %s', (format, begins, most) => {
  const levels = Object.entries(begins);

  it.each(levels)('calls %s what begins at %d', (severity, least) => {
    expect(levelOf(format, String(least))).toBe(severity);
  });

  it('gives what lies just below a level to the one before', () => {
    for (const [index, [, least]] of levels.entries()) {
      const before = levels[index - 1]?.[0];
      if (before !== undefined) expect([least, levelOf(format, String(Math.max(0, least - 0.05)))]).toEqual([least, before]);
    }
  });

  it('never goes down as the number goes up, and ends where the scale ends', () => {
    const found = Array.from({ length: most + 1 }, (_, number) => levelOf(format, String(number)) ?? 'Informational').map(severityRank);
    expect(found).toEqual([...found].sort((a, b) => a - b));
    expect(levelOf(format, String(most))).toBe('High');
    expect(levelOf(format, String(most + 1))).toBeUndefined();
  });
});

describe("Suricata's priority", () => {
  it.each([
    ['1', 'Medium'],
    ['2', 'Low'],
    ['3', 'Low'],
    ['4', 'Informational'],
    ['5', undefined],
  ])('%s is %s, whatever format brings it', (priority, severity) => {
    for (const format of ['suricata', 'wazuh', 'elastic']) expect(levelOf(format, priority, 'Suricata')).toBe(severity);
  });
});

describe('the words of a severity', () => {
  it.each([
    ['Defender', ['Informational', 'Low', 'Medium', 'High'], ['Informational', 'Low', 'Medium', 'High']],
    ['Sigma', ['informational', 'low', 'medium', 'high', 'critical'], ['Informational', 'Low', 'Medium', 'High', 'High']],
    ['CEF', ['Low', 'Medium', 'High', 'Very-High'], ['Low', 'Medium', 'High', 'High']],
    ['OCSF', ['Informational', 'Low', 'Medium', 'High', 'Critical', 'Fatal'], ['Informational', 'Low', 'Medium', 'High', 'High', 'High']],
    [
      'Syslog',
      ['debug', 'info', 'notice', 'warning', 'error', 'critical', 'alert', 'emergency'],
      ['Informational', 'Informational', 'Low', 'Medium', 'Medium', 'High', 'High', 'High'],
    ],
  ])('of %s %j are %j', (_, words, severities) => {
    expect(words.map(readSeverityWord)).toEqual(severities);
    expect(words.map((word) => readSeverityWord(` ${word.toUpperCase()} `))).toEqual(severities);
  });

  it.each(['', 'Unknown', 'Quux', 'constructor', '__proto__'])('"%s" is none', (word) => {
    expect(readSeverityWord(word)).toBeUndefined();
  });
});

describe('a number of a source without a known scale', () => {
  it.each([
    [10, 10],
    [11, 100],
  ])('%d is taken for one of a scale to %d', (value, most) => {
    expect(scaleOf({ format: 'generic', product: 'Example' }, value).most).toBe(most);
  });

  it.each(['101', '-1', '1e2', 'NaN', '7/10', '0x7'])('"%s" is no level', (text) => {
    expect(levelOf('generic', text)).toBeUndefined();
  });
});
