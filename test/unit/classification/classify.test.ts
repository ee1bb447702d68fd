import { classify } from '../../../shared/classification/classify';
import { add, probability } from '../../../shared/classification/confidence';
import { defenderExport } from '../../support/sample-alerts';
import { alertOf } from '../formats/reading';
import { classifyDefender, codesOf } from './classifying';

describe('severity of an alert of Defender', () => {
  it('is that of the reference for a known type, whatever the vendor says', () => {
    const found = classifyDefender({ AlertType: 'vm_suspectdownload', Severity: 'High', Intent: 'Unknown' });
    expect(found.severity).toBe('Medium');
    expect(found.reasons[0]).toEqual({
      code: 'severity.known-alert-type',
      text: "Microsoft's reference lists vm_suspectdownload as Medium.",
      effect: { analytic: 0.6, malice: 0.7 },
    });
  });

  it.each([
    ['High', 'High'],
    ['low', 'Low'],
    ['Informational', 'High'],
    ['', 'High'],
  ])('is, of several in the reference, the own "%s" if it is among them: %s', (own, severity) => {
    expect(classifyDefender({ AlertType: 'Storage.Blob_AnonymousAccessAnomaly', Severity: own }).severity).toBe(severity);
  });

  it('is found by the name where the reference has no id', () => {
    const found = classifyDefender({
      AlertDisplayName: '[SAMPLE ALERT] Sticky  keys attack detected [seen multiple times]',
      Severity: 'Low',
    });
    expect(found.severity).toBe('Medium');
  });

  it('is not looked up for other vendors', () => {
    const found = classifyDefender({ VendorName: 'Example', AlertDisplayName: 'Sticky keys attack detected', Severity: 'Low' });
    expect(found.severity).toBe('Low');
  });

  it.each([
    ['High', 'High'],
    ['medium', 'Medium'],
    ['LOW', 'Low'],
    ['Informational', 'Informational'],
    ['Critical', 'High'],
  ])("is else the vendor's word %s: %s", (word, severity) => {
    const found = classifyDefender({ Severity: word });
    expect(found.severity).toBe(severity);
    expect(found.reasons[0]).toMatchObject({ code: 'severity.vendor-word', text: `Microsoft Defender for Cloud calls it ${word}.` });
  });

  it('is Medium when nobody tells', () => {
    const found = classifyDefender({ AlertDisplayName: 'Quux', Severity: 'constructor' });
    expect([found.severity, codesOf(found)[0]]).toEqual(['Medium', 'severity.unknown']);
  });
});

it.each([
  ['Suspicious PowerShell: encoded command and download cradle', 'Medium'],
  ['Rare new connection: failed discovery scan attempt', 'Low'],
  ['PAM: User login failed.', 'High'],
  ['Mimikatz', 'Informational'],
])('the effects of reasons are in three decimals and add up to the confidences: %s', (name, level) => {
  const found = classifyDefender({
    AlertDisplayName: name,
    Severity: level,
    ExtendedProperties: { ActionTaken: 'Blocked', confidence: '73' },
  });
  const effects = found.reasons.flatMap(({ effect }) => effect ?? []);
  expect(effects.length).toBeGreaterThan(2);
  for (const odds of effects.flatMap(({ analytic, malice }) => [analytic, malice])) expect(String(odds)).toMatch(/^-?\d+(\.\d{1,3})?$/);
  const sum = effects.reduce(add);
  expect(Math.abs(probability(sum.analytic) - found.analyticConfidence)).toBeLessThan(0.006);
  expect(Math.abs(probability(sum.malice) - found.maliceConfidence)).toBeLessThan(0.006);
});

describe('blocked activity', () => {
  it.each([
    ['High', 'Blocked', 'Medium', 'severity.blocked'],
    ['Medium', 'Quarantined', 'Low', 'severity.quarantined'],
  ])('%s and %s becomes %s', (word, action, severity, code) => {
    const found = classifyDefender({ Severity: word, ExtendedProperties: { ActionTaken: action } });
    expect(found.severity).toBe(severity);
    expect(codesOf(found)).toEqual(expect.arrayContaining(['severity.vendor-word', code, 'severity.confidences']));
  });

  it.each(['Low', 'Informational'])('leaves %s as it is', (word) => {
    const found = classifyDefender({ Severity: word, ExtendedProperties: { ActionTaken: 'Blocked' } });
    expect(found.severity).toBe(word);
  });

  it('leaves the severity of the reference as it is, which knows of it', () => {
    const found = classifyDefender({ AlertType: 'VM_SuspectDownload', ExtendedProperties: { ActionTaken: 'Blocked' } });
    expect(found.severity).toBe('Medium');
  });
});

describe('tactics', () => {
  it('are those that the source names, in the order of the kill chain', () => {
    const found = classifyDefender({ AlertType: 'VM_SuspectDownload', Intent: 'Persistence, Execution' });
    expect(found.tactics).toEqual(['TA0002', 'TA0003']);
    expect(found.reasons).toContainEqual({
      code: 'tactic.source',
      text: 'Microsoft Defender for Cloud itself names Persistence, Execution.',
    });
  });

  it.each(['Unknown', '', 'Nonsense', 'constructor'])('are those of the reference when the source says "%s"', (intent) => {
    const found = classifyDefender({ AlertType: 'SQL.DB_BruteForce', Intent: intent });
    expect(found.tactics).toEqual(['TA0043']);
    expect(codesOf(found)).toContain('tactic.known-alert-type');
  });

  it('are none, with a reason, when nobody names one', () => {
    const found = classifyDefender({ AlertDisplayName: 'Quux', Intent: 'Unknown' });
    expect(found.tactics).toEqual([]);
    expect(codesOf(found)).toContain('tactic.unknown');
  });

  it('come with the techniques of the source', () => {
    expect(classifyDefender({ Techniques: ['t1059', 'T1059', 'T1059.001', 'nonsense'] }).techniques).toEqual(['T1059', 'T1059.001']);
  });
});

it('classification leaves the alert alone', () => {
  const alert = alertOf(defenderExport({ Intent: 'Persistence, Execution' }));
  const before = structuredClone(alert);
  classify(alert);
  expect(alert).toEqual(before);
});
