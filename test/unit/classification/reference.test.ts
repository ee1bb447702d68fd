import { classify } from '../../../shared/classification/classify';
import { DEFENDER_ALERT_NAMES, DEFENDER_ALERT_TYPES } from '../../../shared/classification/reference/defender-alert-types';
import { SURICATA_CATEGORIES } from '../../../shared/classification/reference/suricata-categories';
import { signatureClass } from '../../../shared/classification/reference/suricata-signature-classes';
import { tacticsOfIntent } from '../../../shared/model/intent';
import { SEVERITIES, severityRank } from '../../../shared/model/severity';
import { TACTICS } from '../../../shared/model/tactic';
import { readRealData, realDataFiles } from '../../support/real-data';
import { defenderExport } from '../../support/sample-alerts';
import { alertOf } from '../formats/reading';

const TACTIC_IDS = TACTICS.map(({ id }) => id);

describe('the reference of alert types', () => {
  const entries = [...DEFENDER_ALERT_TYPES, ...DEFENDER_ALERT_NAMES];

  it('has no line that cannot be read', () => {
    for (const [key, { severities, tactics }] of entries) {
      expect(key).toMatch(/^[^|\s][^|]*$/);
      for (const severity of severities) expect(SEVERITIES).toContain(severity);
      expect(severities).toEqual([...new Set(severities)].sort((a, b) => severityRank(a) - severityRank(b)));
      for (const tactic of tactics) expect(TACTIC_IDS).toContain(tactic);
      expect(severities.length + tactics.length).toBeGreaterThan(0);
    }
  });

  it('covers the plans of Defender', () => {
    expect(DEFENDER_ALERT_TYPES.size).toBeGreaterThan(450);
    expect(DEFENDER_ALERT_NAMES.size).toBeGreaterThan(70);
    for (const plan of ['vm_', 'k8s', 'sql.', 'storage.', 'kv_', 'arm_', 'appservices_', 'azuredns_', 'cosmosdb_', 'api_']) {
      expect([...DEFENDER_ALERT_TYPES.keys()].some((id) => id.startsWith(plan))).toBe(true);
    }
  });
});

describe('the tables of Suricata', () => {
  it('name tactics and categories as the lookups expect', () => {
    for (const [name, { tactics }] of SURICATA_CATEGORIES) {
      expect(name).toBe(name.toLowerCase());
      for (const tactic of tactics) expect(TACTIC_IDS).toContain(tactic);
    }
  });

  it.each([
    ['ET SCAN Nmap', 'SCAN'],
    ['ETPRO TROJAN Example', 'TROJAN'],
    ['GPL NETBIOS SMB-DS', 'NETBIOS'],
    ['SURICATA HTTP unable to match', 'SURICATA'],
    ['ET UNHEARD_OF Example', undefined],
    ['Budget SCAN of the year', undefined],
    ['', undefined],
  ])('find in "%s" the class %s', (signature, name) => {
    expect(signatureClass(signature)?.name).toBe(name);
  });
});

interface PublishedType {
  alertType: string | null;
  alertTypeAliases: string[];
  name: string;
  severities: string[];
  tactics: string[];
}

describe('published alert types', () => {
  for (const file of realDataFiles(/alert-reference\.json$/)) {
    const published: PublishedType[] = JSON.parse(readRealData(file)).alerts;

    it('get one of the severities and all of the tactics under which they are published', () => {
      for (const { alertType, alertTypeAliases, name, severities, tactics } of published) {
        for (const type of [alertType ?? 'unlisted', ...alertTypeAliases]) {
          const found = classify(
            alertOf(defenderExport({ AlertType: type, AlertDisplayName: name, Severity: severities[0] ?? '', Intent: '' })),
          );
          if (severities.length > 0) expect([type, severities]).toEqual([type, expect.arrayContaining([found.severity])]);
          expect([type, found.tactics]).toEqual([type, expect.arrayContaining(tacticsOfIntent(tactics.join(',')))]);
        }
      }
    });
  }
});
