import type { Classification, SourceAlert } from '../model/alert';
import { inKillChainOrder } from '../model/tactic';
import type { SeverityAdjustment, SeverityFinding, SeverityRule, TacticFinding, TacticRule } from './rule';
import { blockedActivity } from './rules/blocked-activity';
import { knownTypeSeverity, knownTypeTactics } from './rules/known-alert-type';
import { sourceTactics } from './rules/source-tactics';
import { suricataSeverity, suricataTactics } from './rules/suricata';
import { vendorSeverity } from './rules/vendor-severity';

/** The first rule that has something to say decides. */
const SEVERITY_RULES: readonly SeverityRule[] = [knownTypeSeverity, suricataSeverity, vendorSeverity];
const SEVERITY_ADJUSTMENTS: readonly SeverityAdjustment[] = [blockedActivity];
const TACTIC_RULES: readonly TacticRule[] = [sourceTactics, knownTypeTactics, suricataTactics];

/** Severity and tactics of an alert, with the reasons for both. A pure function: the same alert is always classified the same. */
export function classify(alert: SourceAlert): Classification {
  const found = firstFinding(SEVERITY_RULES, alert) ?? UNKNOWN_SEVERITY;
  const intent = firstFinding(TACTIC_RULES, alert) ?? UNKNOWN_TACTICS;
  const reasons = [found.reason];

  let severity = found;
  for (const adjust of SEVERITY_ADJUSTMENTS) {
    const adjusted = adjust(alert, severity);
    if (!adjusted) continue;
    severity = adjusted;
    reasons.push(adjusted.reason);
  }
  reasons.push(intent.reason);
  return { severity: severity.severity, tactics: inKillChainOrder(intent.tactics), techniques: [...alert.vendorTechniques], reasons };
}

function firstFinding<Finding>(rules: readonly ((alert: SourceAlert) => Finding | undefined)[], alert: SourceAlert): Finding | undefined {
  for (const rule of rules) {
    const finding = rule(alert);
    if (finding !== undefined) return finding;
  }
  return undefined;
}

/** The level at which most analytics are raised: neither hidden nor at the top of the list. */
const UNKNOWN_SEVERITY: SeverityFinding = {
  severity: 'Medium',
  reason: { code: 'severity.unknown', text: 'Neither the source nor a reference tells a severity; Medium stands until more is known.' },
};

const UNKNOWN_TACTICS: TacticFinding = {
  tactics: [],
  reason: { code: 'tactic.unknown', text: 'Neither the source nor a reference names a tactic.' },
};
