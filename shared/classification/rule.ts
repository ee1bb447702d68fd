import type { SourceAlert } from '../model/alert';
import type { Reason } from '../model/reason';
import type { TacticId } from '../model/tactic';
import type { Confidences } from './confidence';
import type { ClassificationContext } from './context';

/** Kinds of evidence that a level may have weighed already. */
export type Weighed = 'name' | 'action';

/** Where the two confidences start, and why. */
export interface LevelFinding {
  confidences: Confidences;
  reasons: Reason[];
  /** Evidence that is in it already, and must not count twice. */
  weighed: readonly Weighed[];
}

/** Undefined: the rule has nothing to say about this alert. */
export type LevelRule = (alert: SourceAlert) => LevelFinding | undefined;

/** Evidence that moves the confidences; its reason carries the effect. */
export interface Evidence {
  effect: Confidences;
  reason: Reason;
}

/** Undefined: nothing of the kind is known of this alert. `found` is where the confidences stand. */
export type EvidenceRule = (alert: SourceAlert, found: Confidences, context: ClassificationContext) => Evidence | undefined;

/** Tactics and why. */
export interface TacticFinding {
  tactics: readonly TacticId[];
  reason: Reason;
}

/** Undefined: the rule has nothing to say about this alert. */
export type TacticRule = (alert: SourceAlert) => TacticFinding | undefined;
