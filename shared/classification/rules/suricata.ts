import type { Entity } from '../../model/entity';
import { valueOfKey } from '../../model/entity-key';
import { isInternalAddress } from '../../model/ip-address';
import { type Severity, severityRank } from '../../model/severity';
import { tacticTitles } from '../../model/tactic';
import { confidencesOf } from '../confidence';
import { SURICATA_CATEGORIES } from '../reference/suricata-categories';
import { signatureClass } from '../reference/suricata-signature-classes';
import type { LevelFinding, LevelRule, TacticRule } from '../rule';

const PRODUCT = 'Suricata';

/** Suricata's priorities tell how much the category matters, not how sure the signature is: 1 alone makes no High. */
const LEVELS: ReadonlyMap<string, Severity> = new Map([
  ['1', 'Medium'],
  ['2', 'Low'],
  ['3', 'Low'],
  ['4', 'Informational'],
]);

/**
 * The severity of the signature's category, else of its priority. The class of the signature (SCAN, POLICY, ...) caps it, for authors file scans under
 * attacks; only where the category speaks of a compromise (High) it counts for more than the class.
 */
export const suricataLevel: LevelRule = (alert) => {
  if (alert.product !== PRODUCT) return undefined;
  const found = ofCategory(alert.category) ?? ofLevel(alert.vendorSeverity);
  const known = signatureClass(alert.displayName);
  if (known?.ceiling === undefined || found?.severity === 'High') return found && finding(found);
  if (found && severityRank(found.severity) <= severityRank(known.ceiling)) return finding(found);
  return finding({
    severity: known.ceiling,
    code: 'severity.suricata-signature-class',
    text: `Signatures of the class ${known.name} are ${known.ceiling} at most.`,
  });
};

interface Found {
  severity: Severity;
  code: string;
  text: string;
}

/** Category and class say what the words of a signature's name say, and say it better. */
function finding({ severity, code, text }: Found): LevelFinding {
  const confidences = confidencesOf(severity);
  return { confidences, weighed: ['name'], reasons: [{ code, text, effect: confidences }] };
}

function ofCategory(category: string): Found | undefined {
  const severity = SURICATA_CATEGORIES.get(category.toLowerCase())?.severity;
  return severity && { severity, code: 'severity.suricata-category', text: `Suricata's category "${category}" is ${severity}.` };
}

function ofLevel(level: string): Found | undefined {
  const severity = LEVELS.get(level);
  return severity && { severity, code: 'severity.suricata-priority', text: `Suricata's priority ${level} is ${severity}.` };
}

/** Tactics of the signature's class, else of its category. */
export const suricataTactics: TacticRule = (alert) => {
  if (alert.product !== PRODUCT) return undefined;
  const known = signatureClass(alert.displayName);
  if (known?.isScan) return scan(known.name, alert.entities);
  if (known && known.tactics.length > 0) {
    return {
      tactics: known.tactics,
      reason: {
        code: 'tactic.suricata-signature-class',
        text: `Signatures of the class ${known.name} stand for ${tacticTitles(known.tactics)}.`,
      },
    };
  }
  const category = SURICATA_CATEGORIES.get(alert.category.toLowerCase());
  if (category?.isScan) return scan(`"${alert.category}"`, alert.entities);
  if (!category || category.tactics.length === 0) return undefined;
  return {
    tactics: category.tactics,
    reason: {
      code: 'tactic.suricata-category',
      text: `Suricata's category "${alert.category}" stands for ${tacticTitles(category.tactics)}.`,
    },
  };
};

/** A scan from outside gathers what it can see; between two inner addresses it is an intruder who looks around. */
function scan(what: string, entities: readonly Entity[]): ReturnType<TacticRule> {
  const addresses = entities.filter(({ kind, key, role }) => kind === 'ip' && key !== undefined && role !== undefined);
  const isInside = addresses.length > 1 && addresses.every(({ key = '' }) => isInternalAddress(valueOfKey(key)));
  return isInside
    ? { tactics: ['TA0007'], reason: { code: 'tactic.scan-inside', text: `A scan (${what}) between two addresses of the inner network.` } }
    : {
        tactics: ['TA0043'],
        reason: { code: 'tactic.scan-outside', text: `A scan (${what}) from or of an address outside the inner network.` },
      };
}
