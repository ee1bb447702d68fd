import type { Severity } from '../../model/severity';
import type { SeverityRule } from '../rule';

/** The words in which products name a severity, in the four levels. */
const WORDS: ReadonlyMap<string, Severity> = new Map([
  ['informational', 'Informational'],
  ['information', 'Informational'],
  ['info', 'Informational'],
  ['low', 'Low'],
  ['medium', 'Medium'],
  ['moderate', 'Medium'],
  ['high', 'High'],
  ['critical', 'High'],
]);

export function readSeverityWord(text: string): Severity | undefined {
  return WORDS.get(text) ?? WORDS.get(text.trim().toLowerCase());
}

/** The vendor's own word. */
export const vendorSeverity: SeverityRule = (alert) => {
  const severity = readSeverityWord(alert.vendorSeverity);
  return severity && { severity, reason: { code: 'severity.vendor-word', text: `${alert.product} calls it ${alert.vendorSeverity}.` } };
};
