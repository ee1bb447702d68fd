import type { ThreatMatch } from '../context';
import type { EvidenceRule } from '../rule';

/** What a match that its source is sure of adds: enough to make of a Medium a High. */
const CERTAIN = { analytic: 1, malice: 1.5 };

/** The surest match of an entity with threat intelligence. */
export const threatIntelligence: EvidenceRule = (_alert, _found, { threatMatches = [] }) => {
  const [first, ...others] = threatMatches;
  if (first === undefined) return undefined;
  const surest = others.reduce((best, match) => (match.confidence > best.confidence ? match : best), first);
  const share = Math.min(1, Math.max(0, surest.confidence));
  const effect = { analytic: CERTAIN.analytic * share, malice: CERTAIN.malice * share };
  return { effect, reason: { code: 'severity.threat-intelligence', text: describe(surest, threatMatches.length), effect } };
};

function describe({ indicator, source, threat }: ThreatMatch, matches: number): string {
  const known = threat === '' ? 'as malicious' : `for ${threat}`;
  return `${source} knows ${indicator} ${known}${matches > 1 ? `; ${matches} indicators match in all` : ''}.`;
}
