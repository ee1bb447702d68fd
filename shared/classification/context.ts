import type { SourceAlert } from '../model/alert';

/** Tells what is known beside an alert of a subscription, such as the matches of its entities with a feed that has been loaded. */
export type ContextOf = (alert: SourceAlert, subscriptionId: string) => ClassificationContext;

/** What is known beside the alert itself. All of it is handed in: classification looks nothing up. */
export interface ClassificationContext {
  /** Indicators of threat intelligence that entities of the alert match. */
  threatMatches?: readonly ThreatMatch[];
  /** What analysts found earlier alerts of the same analytic to be. */
  trackRecord?: TrackRecord;
}

/** An entity of the alert which a source of threat intelligence knows. */
export interface ThreatMatch {
  /** As the source spells it, e.g. an address or a hash. */
  indicator: string;
  /** The source. */
  source: string;
  /** How sure the source is, 0 to 1. */
  confidence: number;
  /** What it is known for, e.g. the name of a malware; empty when the source does not say. */
  threat: string;
}

/** Verdicts of analysts on earlier alerts of one analytic, in numbers of alerts. */
export interface TrackRecord {
  truePositives: number;
  /** The finding was right, the activity allowed. */
  benignPositives: number;
  falsePositives: number;
}
