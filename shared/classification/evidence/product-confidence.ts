import type { SourceAlert } from '../../model/alert';
import { remember } from '../../model/remember';
import { logOdds } from '../confidence';
import type { EvidenceRule } from '../rule';

/** Extended properties in which products tell how sure they are, in lower case and without blanks and underscores. */
const NAMES: ReadonlySet<string> = new Set([
  'confidence',
  'confidencelevel',
  'confidencescore',
  'metadata.confidence',
  'detectionconfidence',
]);

const WORDS: ReadonlyMap<string, number> = new Map([
  ['high', 0.8],
  ['medium', 0],
  ['low', -0.8],
]);

/** At most this far, whatever the number says. */
const MOST = 1;

/** How sure the product itself is of its finding: a word, or a number of 0 to 1 or of 0 to 100. */
export const productConfidence: EvidenceRule = (alert) => {
  const said = confidenceIn(alert);
  const analytic = said === undefined ? undefined : oddsOf(said);
  if (said === undefined || analytic === undefined || analytic === 0) return undefined;
  const effect = { analytic, malice: 0 };
  return {
    effect,
    reason: { code: 'severity.product-confidence', text: `${alert.product} gives its finding the confidence ${said}.`, effect },
  };
};

function confidenceIn({ extendedProperties }: SourceAlert): string | undefined {
  for (const name in extendedProperties) {
    if (tellsConfidence(name)) return extendedProperties[name]?.trim().slice(0, 20);
  }
  return undefined;
}

const tellsConfidence = remember((name: string): boolean => NAMES.has(name.toLowerCase().replace(/[\s_]/g, '')));

function oddsOf(said: string): number | undefined {
  const word = WORDS.get(said.toLowerCase());
  if (word !== undefined) return word;
  if (!/^\d{1,3}(?:\.\d+)?$/.test(said)) return undefined;
  const number = Number(said);
  const share = number <= 1 ? number : number / 100;
  if (share > 1) return undefined;
  const odds = logOdds(Math.min(0.99, Math.max(0.01, share))) / 2;
  return Math.round(Math.min(MOST, Math.max(-MOST, odds)) * 100) / 100;
}
