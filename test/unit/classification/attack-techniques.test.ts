import { classify } from '../../../shared/classification/classify';
import { currentTechnique, tacticsOfTechnique, tacticsOfTechniques } from '../../../shared/classification/reference/attack-techniques';
import { readTactic } from '../../../shared/model/tactic';
import { readRealData, realDataFiles } from '../../support/real-data';
import { defenderExport } from '../../support/sample-alerts';
import { alertOf } from '../formats/reading';

describe('an id that ATT&CK gave up', () => {
  it.each([
    ['T1086', 'T1059.001'],
    ['T1089', 'T1685'],
    ['T1070.001', 'T1685.005'],
    ['T1562.001', 'T1685'],
    ['T1562.002', 'T1685.001'],
    ['T1562.004', 'T1686'],
    ['T1562.008', 'T1685.002'],
    ['T1656', 'T1684.001'],
  ])('%s is known as %s today, and keeps a tactic', (old, current) => {
    expect(currentTechnique(old)).toBe(current);
    expect(tacticsOfTechnique(old)).toEqual(tacticsOfTechnique(current));
    expect(tacticsOfTechnique(old).length).toBeGreaterThan(0);
  });

  it('is stored as the one of today, once, whoever names it', () => {
    const ofSource = classify(alertOf(defenderExport({ Techniques: ['T1562.001', 'T1685', 'T1089'] })));
    expect(ofSource.techniques).toEqual(['T1685']);
    const ofName = classify(alertOf(defenderExport({ AlertDisplayName: 'The security log was cleared' })));
    expect(ofName.techniques).toEqual(['T1685.005']);
    expect(ofName.reasons.find(({ code }) => code === 'technique.name')?.text).toContain('T1685.005');
  });
});

describe('tactics of techniques', () => {
  it.each([
    ['T1059', ['TA0002']],
    ['T1059.001', ['TA0002']],
    ['T1078', ['TA0001', 'TA0003', 'TA0004', 'TA0005']],
    ['T1685', ['TA0005']],
    ['T1690', ['TA0005']],
    ['T1682', ['TA0043']],
    ['T1683', ['TA0042']],
    ['T9999', []],
    ['constructor', []],
  ])('%s serves %j', (technique, tactics) => {
    expect([...tacticsOfTechnique(technique)].sort()).toEqual([...tactics].sort());
  });

  it('of several are each once, in the order of the kill chain', () => {
    expect(tacticsOfTechniques(['T1485', 'T1059.001', 'T1059.003', 'T1566'])).toEqual(['TA0001', 'TA0002', 'TA0040']);
  });
});

interface PublishedTechnique {
  id: string;
  tactics: string[];
  revoked?: boolean;
  deprecated?: boolean;
}

/** What v19 withdrew of the version that lies beside the checkout. */
const GIVEN_UP_SINCE = /^T(?:1562|1070\.00[12]|1656|1672)\b/;

describe('published techniques', () => {
  for (const file of realDataFiles(/attack-techniques\.json$/)) {
    const published: PublishedTechnique[] = JSON.parse(readRealData(file)).techniques;
    const current = published.filter(({ id, revoked, deprecated }) => !revoked && !deprecated && !GIVEN_UP_SINCE.test(id));

    it('are known under their own ids, with exactly the tactics under which they are published', () => {
      expect(current.length).toBeGreaterThan(650);
      for (const { id, tactics } of current) {
        expect([id, currentTechnique(id)]).toEqual([id, id]);
        expect([id, [...tacticsOfTechnique(id)].sort()]).toEqual([id, tactics.map(readTactic).sort()]);
      }
    });

    it('that are revoked lead to one that is not', () => {
      const gone = published.filter(({ id, revoked }) => revoked || GIVEN_UP_SINCE.test(id));
      expect(gone.length).toBeGreaterThan(100);
      const goneIds = new Set(gone.map(({ id }) => id));
      for (const { id } of gone) {
        expect([id, goneIds.has(currentTechnique(id))]).toEqual([id, false]);
        expect([id, tacticsOfTechnique(id).length > 0]).toEqual([id, true]);
      }
    });
  }
});
