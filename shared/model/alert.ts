import type { Entity } from './entity';
import type { Reason } from './reason';
import type { Severity } from './severity';
import type { TacticId } from './tactic';

export const ALERT_STATUSES = ['Active', 'InProgress', 'Resolved', 'Dismissed'] as const;
export type AlertStatus = (typeof ALERT_STATUSES)[number];

/** What the product that raised the alert did about the activity. */
export type ActionTaken = 'allowed' | 'blocked' | 'quarantined' | 'unknown';

/** An alert as its source told it: what a wire format makes of an event. All times are epoch milliseconds, UTC. */
export interface SourceAlert {
  /** Unique within the subscription and deterministic: the vendor's own id where it has one, else a hash of the content. */
  id: string;
  /** The format that read it, e.g. `defender`. */
  format: string;
  vendor: string;
  product: string;
  component: string;
  /** Which analytic fired: the vendor's id of the rule or alert type. */
  alertType: string;
  displayName: string;
  description: string;
  /** The vendor's own word or level, untranslated: evidence for the classification. Empty when it has none. */
  vendorSeverity: string;
  /** Tactics and techniques which the source itself names. */
  vendorTactics: TacticId[];
  vendorTechniques: string[];
  /** The source's own grouping of analytics (Suricata's category and the like). Empty when it has none. */
  category: string;
  action: ActionTaken;
  /** First and last activity; `startTime` is the event time by which alerts are ordered and fused. */
  startTime: number;
  endTime: number;
  /** When the source raised it. */
  generatedTime: number;
  /** When the source last changed it: of two versions with one id the later wins. */
  revisedTime: number;
  status: AlertStatus;
  entities: Entity[];
  compromisedEntity: string;
  /** Azure resource ids that the alert concerns, as the source spells them. */
  resourceIds: string[];
  isIncident: boolean;
  correlationKey: string;
  alertUri: string;
  remediationSteps: string[];
  extendedLinks: Record<string, string>[];
  extendedProperties: Record<string, string>;
  /** The event itself, as JSON text: nothing that the source said is lost. */
  raw: string;
}

/** What classification adds. */
export interface Classification {
  /** Follows from the two confidences by the table in classification/confidence.ts. */
  severity: Severity;
  /** 0 to 1: how sure it is that the finding is what the alert says it is. */
  analyticConfidence: number;
  /** 0 to 1: how sure it is that someone meant harm. */
  maliceConfidence: number;
  tactics: TacticId[];
  techniques: string[];
  /** Why this severity and these tactics, with what each reason did to the two confidences. */
  reasons: Reason[];
}

/** A classified alert of one subscription. */
export interface Alert extends SourceAlert, Classification {
  /** The Azure subscription (a lower-case GUID) to which every read and write of it is scoped. */
  subscriptionId: string;
  /** Nobody is asked to look at it, for its plan is off or a rule suppresses it: stored, and evidence, but no reason for an incident by itself. */
  isSilenced?: true;
}
