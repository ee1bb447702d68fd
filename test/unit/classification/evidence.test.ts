import fc from 'fast-check';
import { classify } from '../../../shared/classification/classify';
import { confidencesOf, severityOf } from '../../../shared/classification/confidence';
import type { ClassificationContext } from '../../../shared/classification/context';
import { actionTaken } from '../../../shared/classification/evidence/action-taken';
import { productConfidence } from '../../../shared/classification/evidence/product-confidence';
import { slightFinding } from '../../../shared/classification/evidence/slight-finding';
import { threatIntelligence } from '../../../shared/classification/evidence/threat-intelligence';
import { trackRecord } from '../../../shared/classification/evidence/track-record';
import type { EvidenceRule } from '../../../shared/classification/rule';
import type { SourceAlert } from '../../../shared/model/alert';
import { SEVERITIES, severityRank } from '../../../shared/model/severity';
import { defenderExport } from '../../support/sample-alerts';
import { alertOf } from '../formats/reading';

const MEDIUM = confidencesOf('Medium');
const PLAIN = alertOf(defenderExport({ AlertType: 'Unlisted', AlertDisplayName: 'Quux', Severity: 'Medium', ExtendedProperties: {} }));

function weigh(rule: EvidenceRule, changes: Partial<SourceAlert> = {}, context: ClassificationContext = {}, found = MEDIUM) {
  return rule({ ...PLAIN, ...changes }, found, context);
}

describe('the action taken', () => {
  it.each(['allowed', 'unknown'] as const)('%s says nothing', (action) => {
    expect(weigh(actionTaken, { action })).toBeUndefined();
  });

  it.each([
    ['blocked', 'High', 'Medium'],
    ['quarantined', 'High', 'Medium'],
    ['blocked', 'Medium', 'Low'],
    ['blocked', 'Low', 'Low'],
    ['blocked', 'Informational', 'Informational'],
  ] as const)('%s makes of %s %s, and nothing falls below Low for it', (action, before, after) => {
    const found = confidencesOf(before);
    const malice = weigh(actionTaken, { action }, {}, found)?.effect.malice ?? 0;
    expect(severityOf({ ...found, malice: found.malice + malice })).toBe(after);
  });
});

describe('a finding that is slight by itself', () => {
  const severityOfName = (displayName: string, product: string, vendorSeverity: string) => {
    const found = confidencesOf(vendorSeverity as 'Low');
    const malice = weigh(slightFinding, { displayName, product }, {}, found)?.effect.malice ?? 0;
    return severityOf({ ...found, malice: found.malice + malice });
  };

  it.each([
    ['PAM: User login failed.', 'Wazuh', 'Medium', 'Low'],
    ['sshd: authentication failed.', 'Wazuh', 'Medium', 'Low'],
    ['Failed user login', 'Example', 'Medium', 'Low'],
    ['Login failure', 'Example', 'High', 'Medium'],
    ['Login failure', 'Example', 'Informational', 'Informational'],
    ['Multiple IDS alerts for same source ip.', 'Wazuh', 'Medium', 'Low'],
    ['First time this IDS alert is generated.', 'Wazuh', 'Medium', 'Low'],
    ['PAM: Multiple failed logins in a small period of time.', 'Wazuh', 'Medium', 'Medium'],
    ['Login failed many times, then a login succeeded', 'Example', 'Medium', 'Medium'],
    ['Failed login of root', 'Example', 'Medium', 'Medium'],
    ['Failed logon from a public address', 'Example', 'Medium', 'Medium'],
    ['Backup failed after login', 'Example', 'Medium', 'Medium'],
    ['Multiple alerts possibly related to ransomware activity', 'Microsoft Defender XDR', 'Medium', 'Medium'],
  ])('%s of %s, otherwise %s, is %s', (name, product, otherwise, severity) => {
    expect(severityOfName(name, product, otherwise)).toBe(severity);
  });

  it('is explained', () => {
    const found = classify({ ...PLAIN, displayName: 'Login failure', vendorSeverity: 'Medium' });
    expect(found.severity).toBe('Low');
    expect(found.maliceConfidence).toBeLessThan(0.45);
    expect(found.reasons).toContainEqual(
      expect.objectContaining({ code: 'severity.slight-finding', text: 'A single sign-in failed, as it does to everybody.' }),
    );
  });
});

describe("the product's confidence", () => {
  it.each([
    ['Confidence', 'High', 0.8],
    ['confidence_level', 'low', -0.8],
    ['Detection Confidence', '95', 1],
    ['confidenceScore', '0.95', 1],
    ['confidence', '60', 0.2],
    ['confidence', '0', -1],
    ['metadata.confidence', 'Medium', undefined],
    ['confidence', '50', undefined],
    ['confidence', '101', undefined],
    ['confidence', 'rather', undefined],
    ['confidence', '', undefined],
    ['Confidential', 'High', undefined],
    ['certainty', 'High', undefined],
  ])('%s "%s" moves the confidence in the finding by %s', (name, said, analytic) => {
    const evidence = weigh(productConfidence, { extendedProperties: { resourceType: 'VM', [name]: said } });
    expect(evidence?.effect).toEqual(analytic === undefined ? undefined : { analytic, malice: 0 });
  });
});

const match = (confidence: number, indicator = '198.51.100.7', threat = '') => ({ indicator, source: 'Example feed', confidence, threat });

describe('a match of threat intelligence', () => {
  it('says nothing where there is none', () => {
    expect(weigh(threatIntelligence)).toBeUndefined();
    expect(weigh(threatIntelligence, {}, { threatMatches: [] })).toBeUndefined();
  });

  it('counts the surest of several, and says how many there are', () => {
    const evidence = weigh(threatIntelligence, {}, { threatMatches: [match(0.2), match(0.8, 'drop.example.net', 'Quakbot'), match(0.5)] });
    expect(evidence?.effect).toEqual({ analytic: 0.8, malice: expect.closeTo(1.2) });
    expect(evidence?.reason.text).toBe('Example feed knows drop.example.net for Quakbot; 3 indicators match in all.');
  });

  it.each([
    [-1, 0],
    [7, 1],
  ])('of a confidence of %d counts as one of %d', (said, counted) => {
    expect(weigh(threatIntelligence, {}, { threatMatches: [match(said)] })?.effect.analytic).toBeCloseTo(counted);
  });

  it('that is certain makes of a Medium a High, which the classification explains', () => {
    const found = classify(PLAIN, { threatMatches: [match(1)] });
    expect(classify(PLAIN).severity).toBe('Medium');
    expect(found.severity).toBe('High');
    expect(found.reasons).toContainEqual({
      code: 'severity.threat-intelligence',
      text: 'Example feed knows 198.51.100.7 as malicious.',
      effect: { analytic: 1, malice: 1.5 },
    });
  });
});

describe("analysts' verdicts", () => {
  it('of fewer than five alerts say nothing', () => {
    expect(weigh(trackRecord)).toBeUndefined();
    expect(weigh(trackRecord, {}, { trackRecord: { truePositives: 4, benignPositives: 0, falsePositives: 0 } })).toBeUndefined();
  });

  it.each([
    ['attacks', { truePositives: 40, benignPositives: 0, falsePositives: 0 }, 'High'],
    ['benign', { truePositives: 0, benignPositives: 40, falsePositives: 0 }, 'Low'],
    ['false', { truePositives: 0, benignPositives: 0, falsePositives: 40 }, 'Low'],
  ] as const)('that nearly all were %s make of a Medium another level: %j is %s', (_, record, severity) => {
    const found = classify(PLAIN, { trackRecord: record });
    expect(found.severity).toBe(severity);
    expect(found.reasons.map(({ code }) => code)).toContain('severity.track-record');
  });

  it('are told in numbers', () => {
    const record = { truePositives: 1, benignPositives: 3, falsePositives: 2 };
    expect(weigh(trackRecord, {}, { trackRecord: record })?.reason.text).toBe(
      'Of 6 earlier alerts of this analytic, analysts found 1 malicious, 3 benign, 2 false.',
    );
  });

  it('that it was right of what is allowed raise the confidence in the finding alone', () => {
    const { analytic = 0, malice = 0 } =
      weigh(trackRecord, {}, { trackRecord: { truePositives: 0, benignPositives: 20, falsePositives: 0 } })?.effect ?? {};
    expect(analytic).toBeGreaterThan(0);
    expect(malice).toBeLessThan(0);
  });
});

describe('what is known beside the alert', () => {
  const verdicts = fc.record({ truePositives: fc.nat(50), benignPositives: fc.nat(50), falsePositives: fc.nat(50) });
  const word = fc.constantFrom(...SEVERITIES);
  const rank = (severity: string, context: ClassificationContext) =>
    severityRank(classify({ ...PLAIN, vendorSeverity: severity }, context).severity);

  it('never lowers a severity by a surer match', () => {
    fc.assert(
      fc.property(word, fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), (severity, a, b) => {
        const [less, more] = [Math.min(a, b), Math.max(a, b)];
        expect(rank(severity, { threatMatches: [match(more)] })).toBeGreaterThanOrEqual(rank(severity, { threatMatches: [match(less)] }));
      }),
    );
  });

  it('never lowers a severity by one more verdict that it was an attack, nor raises it by one more that it was false', () => {
    fc.assert(
      fc.property(word, verdicts, (severity, record) => {
        fc.pre(record.truePositives + record.benignPositives + record.falsePositives >= 5);
        const own = rank(severity, { trackRecord: record });
        const { truePositives, falsePositives } = record;
        expect(rank(severity, { trackRecord: { ...record, truePositives: truePositives + 1 } })).toBeGreaterThanOrEqual(own);
        expect(rank(severity, { trackRecord: { ...record, falsePositives: falsePositives + 1 } })).toBeLessThanOrEqual(own);
      }),
    );
  });
});
