import type { Entity } from './entity';
import type { Reason } from './reason';
import type { Severity } from './severity';
import type { TacticId } from './tactic';

export const INCIDENT_STATUSES = ['New', 'Active', 'Closed'] as const;
export type IncidentStatus = (typeof INCIDENT_STATUSES)[number];

/** An entity's part in an incident. */
export interface IncidentEntity extends Pick<Entity, 'kind' | 'name'> {
  /** Canonical key, see `Entity.key`. */
  key: string;
  /** `pivot`: reached by the attacker first and used against others later. */
  role: 'attacker' | 'victim' | 'pivot' | 'related';
  /** 0 to 100: the score of the alerts that name it. */
  risk: number;
  alertCount: number;
}

/** Why an alert belongs to the incident: what ties it to another alert of the same incident. */
export interface AlertLink {
  /** The later of the two. */
  alertId: string;
  linkedTo: string;
  /** 0 to 1: how telling the tie is. */
  weight: number;
  /** Milliseconds between the two activities. */
  timeGap: number;
  reasons: Reason[];
}

/** What fusion concludes from a set of alerts: the same set gives the same facts. All times are epoch milliseconds, UTC. */
export interface IncidentFacts {
  title: string;
  /** What happened, to what, since when, and how far it came; for an analyst to read. */
  story: string;
  severity: Severity;
  /** 0 to 100. */
  score: number;
  /** Why it is an incident, and why this severe. */
  reasons: Reason[];
  /** In the order of time. */
  tactics: TacticId[];
  techniques: string[];
  firstActivityTime: number;
  lastActivityTime: number;
  /** Members, the earliest first. */
  alertIds: string[];
  /** May exceed the length of `alertIds`, which is bounded. */
  alertCount: number;
  products: string[];
  entities: IncidentEntity[];
  links: AlertLink[];
  remediationSteps: string[];
  /** Id of the incident about the same things that was closed before this one began. */
  predecessorId?: string;
}

export const CLASSIFICATIONS = ['Undetermined', 'TruePositive', 'BenignPositive', 'FalsePositive'] as const;
export type IncidentClassification = (typeof CLASSIFICATIONS)[number];

export const CLASSIFICATION_REASONS = ['SuspiciousActivity', 'SuspiciousButExpected', 'IncorrectAlertLogic', 'InaccurateData'] as const;
export type ClassificationReason = (typeof CLASSIFICATION_REASONS)[number];

/** Whose work the incident is. */
export interface IncidentOwner {
  objectId?: string;
  assignedTo?: string;
  email?: string;
  userPrincipalName?: string;
  ownerType?: 'Unknown' | 'User' | 'Group';
}

/** What an incident says that people may say otherwise. */
export type Wording = Pick<IncidentFacts, 'title' | 'story' | 'severity'>;

/** How people handle it. */
export interface IncidentLifecycle {
  status: IncidentStatus;
  /** Of this record, by the clock of the system that wrote it. */
  createdTime: number;
  modifiedTime: number;
  classification?: IncidentClassification;
  classificationReason?: ClassificationReason;
  classificationComment?: string;
  owner?: IncidentOwner;
  labels?: string[];
  /** What a person has put in the place of what fusion concludes; it stays, whatever fusion concludes later. */
  overrides?: Partial<Wording>;
  /** What fusion concludes, where a person says otherwise. */
  concluded?: Wording;
  closedTime?: number;
  /** A deleted incident shows nowhere; its record remains, so that its id is not used again. */
  deletedTime?: number;
}

/** An incident of one subscription. Its id is kept for life. */
export interface Incident extends IncidentFacts, IncidentLifecycle {
  id: string;
  subscriptionId: string;
  /** For people to say aloud; made of the id and as lasting. */
  number: number;
  /** The incident that took this one in; the record remains, so that its id goes on to mean something. */
  mergedInto?: string;
}

/** The number of the incident with this id, 1,000 to 900,000,999. Source of the hash: FNV-1a, 32 bits. */
export function incidentNumber(id: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < id.length; i++) hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193) >>> 0;
  return (hash % 900_000_000) + 1_000;
}
