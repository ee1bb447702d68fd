import type { Activity } from './activity';
import type { Bound } from './bound';
import type { Predecessor } from './predecessor';

/** A stretch of time in which members of a cluster touch a key. Epoch milliseconds. */
export interface Touch {
  key: string;
  from: number;
  to: number;
}

/** What a cluster keeps of an activity: all that its facts need. */
export interface Member
  extends Pick<
    Activity,
    | 'id'
    | 'bucket'
    | 'alertType'
    | 'displayName'
    | 'product'
    | 'subject'
    | 'actor'
    | 'severity'
    | 'weight'
    | 'tactics'
    | 'techniques'
    | 'isBlocked'
    | 'isIncident'
    | 'isSilenced'
    | 'entities'
    | 'firstTime'
    | 'lastTime'
    | 'alertCount'
    | 'remediationSteps'
  > {
  /** The earliest alerts, at most `MEMBER_ALERTS`; the activity itself keeps more. */
  alertIds: string[];
  /** The earliest alert: of all of a cluster's, the first founds it. */
  founder: { id: string; time: number };
  /** See `Appraisal`. */
  surprise: number;
  isNovel: boolean;
  zone: string;
  /** Surprising or severe enough to found and to bridge; evidence only joins. */
  isCore: boolean;
}

export const MEMBER_ALERTS = 20;
/** More activities are counted and found through `Activity.clusterId`, but not kept in the cluster. */
export const KEPT_CORE: Bound = { count: 300, bytes: 500_000 };
export const KEPT_EVIDENCE: Bound = { count: 100, bytes: 150_000 };
/** Touches that a cluster keeps, the latest: an incident that has grown so large no longer draws in what happens near its oldest activities. */
export const KEPT_TOUCHES: Bound = { count: 1_500, bytes: 250_000 };

/**
 * A connected component of core activities, with the evidence around it: an incident, or a candidate which may become one. A document of its own in the
 * store. `touches` stand for the members when a new activity looks for its cluster, so that no member need be read.
 */
export interface Cluster {
  /** That of the incident, see `clusterIdOf`. Kept for life; of two that merge, the one founded earlier stays. */
  id: string;
  founder: { id: string; time: number };
  core: Member[];
  evidence: Member[];
  touches: Touch[];
  firstTime: number;
  lastTime: number;
  isIncident: boolean;
  /** Core activities beyond those kept. They count, and lead here by `StoredActivity.clusterId`; they no longer have a say in the facts. */
  more?: { activities: number; alerts: number };
  /** Of an incident that began after another one, about the same things, was closed. */
  predecessor?: Predecessor;
  /** Set when it was merged away; such a cluster has no members and no touches, and serves only to redirect. */
  mergedInto?: string;
}
