import { DEFENDER_ALERT_NAMES, DEFENDER_ALERT_TYPES } from '../../../shared/classification/reference/defender-alert-types';
import { SURICATA_CATEGORIES } from '../../../shared/classification/reference/suricata-categories';
import { signatureClass } from '../../../shared/classification/reference/suricata-signature-classes';
import { tacticsOfIntent } from '../../../shared/model/intent';
import { highestSeverity, SEVERITIES, type Severity, severityRank } from '../../../shared/model/severity';
import { inKillChainOrder, TACTICS } from '../../../shared/model/tactic';
import { readRealData, realDataFiles } from '../../support/real-data';
import { classifyDefender, codesOf } from './classifying';

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
  severities: Severity[];
  tactics: string[];
  plan: string;
  deprecated: boolean;
}

describe('published alert types', () => {
  for (const file of realDataFiles(/alert-reference\.json$/)) {
    const published: PublishedType[] = JSON.parse(readRealData(file)).alerts;
    // A listing that was given up counts only where no other has the id.
    const current = new Set(published.filter(({ deprecated }) => !deprecated).flatMap(idsOf));
    const rows = published.filter((row) => !row.deprecated || !idsOf(row).some((id) => current.has(id)));
    // A name without an id may be listed for Windows and for Linux.
    const unnamed = rows.filter(({ alertType }) => alertType === null);

    it('are all looked up', () => {
      expect(rows.length).toBeGreaterThan(500);
    });

    it('have exactly the severity under which they are published, and of several the own one or the highest', () => {
      for (const { type, row, classified } of lookups(rows)) {
        const severities = row.severities.length > 0 ? row.severities : severitiesOfId(rows, type);
        if (severities.length === 0) continue;
        expect([type, row.name, classified({ Severity: '' }).severity]).toEqual([type, row.name, highestOf(severities)]);
        for (const own of severities) expect([type, own, classified({ Severity: own }).severity]).toEqual([type, own, own]);
      }
    });

    it('have exactly the tactics under which they are published', () => {
      for (const { type, row, classified } of lookups(rows)) {
        if (row.tactics.length === 0) continue;
        expect([type, row.name, classified({ Intent: '' }).tactics]).toEqual([
          type,
          row.name,
          inKillChainOrder(tacticsOfIntent(row.tactics.join(','))),
        ]);
      }
    });

    it('are found by the name where the reference lists no id', () => {
      expect(unnamed.length).toBeGreaterThan(50);
      for (const { name, severities } of unnamed) {
        if (severities.length === 0) continue;
        const found = classifyDefender({ AlertType: 'Unlisted', AlertDisplayName: name, Severity: '' });
        expect([name, codesOf(found)[0]]).toEqual([name, 'severity.known-alert-type']);
      }
    });
  }

  it('that are listed twice with different intents have those of all listings where nothing tells them apart', () => {
    const change = { AlertType: 'SQL.VM_PotentialSqlInjection', AlertDisplayName: 'A name of our own', Intent: '' };
    expect(classifyDefender(change).tactics).toEqual(['TA0043', 'TA0002']);
  });
});

/** Every id of every row, as an event of its plan that tells neither severity nor intent. */
function* lookups(rows: readonly PublishedType[]) {
  for (const row of rows) {
    for (const type of row.alertType === null ? ['Unlisted'] : idsOf(row)) {
      const base = { AlertType: type, AlertDisplayName: row.name, ProductComponentName: row.plan, Severity: '', Intent: '' };
      yield { type, row, classified: (changes: Record<string, unknown>) => classifyDefender({ ...base, ...changes }) };
    }
  }
}

function idsOf({ alertType, alertTypeAliases }: PublishedType): string[] {
  return alertType === null ? [] : [alertType, ...alertTypeAliases];
}

function severitiesOfId(rows: readonly PublishedType[], type: string): Severity[] {
  return rows.filter((row) => idsOf(row).includes(type)).flatMap(({ severities }) => severities);
}

function highestOf(severities: readonly Severity[]): Severity {
  return severities.reduce(highestSeverity);
}
