import type { SourceAlert } from '../../model/alert';
import { highestSeverity, type Severity } from '../../model/severity';
import { tacticTitles } from '../../model/tactic';
import { confidencesOf } from '../confidence';
import { DEFENDER_ALERT_NAMES, DEFENDER_ALERT_TYPES } from '../reference/defender-alert-types';
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
  const tactics = factsOf(alert)?.tactics ?? [];
  if (tactics.length === 0) return undefined;
  return {
    tactics,
    reason: { code: 'tactic.known-alert-type', text: `Microsoft's reference lists ${nameOf(alert)} under ${tacticTitles(tactics)}.` },
  };
};

function factsOf(alert: SourceAlert): AlertTypeFacts | undefined {
  if (alert.vendor !== 'Microsoft') return undefined;
  return DEFENDER_ALERT_TYPES.get(alert.alertType.toLowerCase()) ?? DEFENDER_ALERT_NAMES.get(plainName(alert.displayName));
}

/** Without the marks that Defender puts around a name: `[seen multiple times]`, `[SAMPLE ALERT]`. */
function plainName(displayName: string): string {
  return displayName
    .replace(/\[[^\][]*\]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
}

function choose(severities: readonly Severity[], own: Severity | undefined): Severity {
  return own !== undefined && severities.includes(own) ? own : severities.reduce(highestSeverity);
}

function nameOf(alert: SourceAlert): string {
  return DEFENDER_ALERT_TYPES.has(alert.alertType.toLowerCase()) ? alert.alertType : `"${alert.displayName}"`;
}
