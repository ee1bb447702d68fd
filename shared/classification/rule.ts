import type { SourceAlert } from '../model/alert';
import type { Reason } from '../model/reason';
import type { Severity } from '../model/severity';
import type { TacticId } from '../model/tactic';

/** A severity and why. `isFinal`: it weighs what was done about the activity already, and nothing adjusts it. */
export interface SeverityFinding {
  severity: Severity;
  reason: Reason;
  isFinal?: boolean;
}

/** Undefined: the rule has nothing to say about this alert. */
export type SeverityRule = (alert: SourceAlert) => SeverityFinding | undefined;

/** A later look at a severity found; undefined leaves it as it is. */
export type SeverityAdjustment = (alert: SourceAlert, found: SeverityFinding) => SeverityFinding | undefined;

/** Tactics and why. */
export interface TacticFinding {
  tactics: TacticId[];
  reason: Reason;
}

/** Undefined: the rule has nothing to say about this alert. */
export type TacticRule = (alert: SourceAlert) => TacticFinding | undefined;
