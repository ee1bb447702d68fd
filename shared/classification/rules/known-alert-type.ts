import type { SourceAlert } from '../../model/alert';
import { remember } from '../../model/remember';
import { highestSeverity, type Severity } from '../../model/severity';
import { tacticTitles } from '../../model/tactic';
import { confidencesOf } from '../confidence';
import { DEFENDER_ALERT_NAMES, DEFENDER_ALERT_TYPES, DEFENDER_ALERT_VARIANTS } from '../reference/defender-alert-types';
import type { AlertTypeFacts } from '../reference/fact-table';
import type { LevelRule, TacticRule } from '../rule';
import { readSeverityWord } from './vendor-scales';

/** The severity under which Microsoft publishes the alert type. Of several the vendor's own, if it is among them, else the highest. */
export const knownTypeLevel: LevelRule = (alert) => {
  const severities = factsOf(alert)?.severities ?? [];
  const [first] = severities;
  if (first === undefined) return undefined;
  const severity = severities.length === 1 ? first : choose(severities, readSeverityWord(alert.vendorSeverity));
  const confidences = confidencesOf(severity);
  return {
    confidences,
    weighed: ['name', 'action'],
    reasons: [
      {
        code: 'severity.known-alert-type',
        text: `Microsoft's reference lists ${nameOf(alert)} as ${severities.join(' or ')}.`,
        effect: confidences,
      },
    ],
  };
};

export const knownTypeTactics: TacticRule = (alert) => {
  const { tactics = [], isIntentUnknown = false } = factsOf(alert) ?? {};
  if (tactics.length === 0 && !isIntentUnknown) return undefined;
  const intent = isIntentUnknown ? 'an unknown intent' : tacticTitles(tactics);
  return { tactics, reason: { code: 'tactic.known-alert-type', text: `Microsoft's reference lists ${nameOf(alert)} under ${intent}.` } };
};

function factsOf(alert: SourceAlert): AlertTypeFacts | undefined {
  if (alert.vendor !== 'Microsoft') return undefined;
  const type = alert.alertType.toLowerCase();
  const facts = DEFENDER_ALERT_TYPES.get(type);
  if (facts === undefined) return DEFENDER_ALERT_NAMES.get(plainName(alert.displayName));
  return TYPES_WITH_VARIANTS.has(type) ? (variantOf(type, alert) ?? facts) : facts;
}

const TYPES_WITH_VARIANTS: ReadonlySet<string> = new Set([...DEFENDER_ALERT_VARIANTS.keys()].map((key) => key.slice(0, key.indexOf('>'))));

function variantOf(type: string, { displayName, component }: SourceAlert): AlertTypeFacts | undefined {
  return (
    DEFENDER_ALERT_VARIANTS.get(`${type}>${plainName(displayName)}`) ?? DEFENDER_ALERT_VARIANTS.get(`${type}>${component.toLowerCase()}`)
  );
}

/** Without the marks that Defender puts around a name: `[seen multiple times]`, `[SAMPLE ALERT]`. */
const plainName = remember((displayName: string): string =>
  displayName
    .replace(/\[[^\][]*\]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase(),
);

function choose(severities: readonly Severity[], own: Severity | undefined): Severity {
  return own !== undefined && severities.includes(own) ? own : severities.reduce(highestSeverity);
}

function nameOf(alert: SourceAlert): string {
  return DEFENDER_ALERT_TYPES.has(alert.alertType.toLowerCase()) ? alert.alertType : `"${alert.displayName}"`;
}
