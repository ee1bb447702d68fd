import type { Incident as SentinelIncident } from '@azure/arm-securityinsight';
import type { IncidentDocument } from '../../storage/incident-document';
import type { Read } from '../../storage/incident-repository';
import type { Mirror } from './mirror';
import type { Settlement } from './settle';
import type { Part, Standing } from './standing';

/** The incidents of a workspace of Microsoft Sentinel. All reject with `TargetUnavailable`, and writing also with `RecordsRefused`. */
export interface SentinelIncidents {
  get(name: string): Promise<SentinelIncident | undefined>;
  /** With the etag that the incident has; without one it is created. `stale`: it is no longer, or already, what it was when it was read. */
  put(name: string, incident: SentinelIncident): Promise<SentinelIncident | 'stale'>;
  /** The same id makes the same comment. */
  comment(name: string, id: string, message: string): Promise<void>;
  /** What was changed at `time` (epoch milliseconds) or later, the earliest change first. Some may come twice. */
  changedSince(time: number): AsyncIterable<SentinelIncident[]>;
  /** The service's id of the latest request. */
  readonly requestId: string;
}

/** What changed in Sentinel, and who changed it. */
export interface News {
  incident: Read<IncidentDocument>;
  theirs: Standing;
  settlement: Pick<Settlement, 'taken' | 'overruled'>;
  /** Epoch milliseconds; of the latest change of anything about the copy. */
  time: number;
  changedBy: string | undefined;
}

/** Incidents as Sinter has them, of one subscription, and what is known of their copies. `overtaken`: something is not what it was when it was read. */
export interface SinterIncidents {
  incident(id: string): Promise<Read<IncidentDocument> | undefined>;
  mirror(name: string): Promise<Read<Mirror> | undefined>;
  /** When a part of the incident came to be what it is, epoch milliseconds. */
  timeOf(part: Part, incident: IncidentDocument): Promise<number>;
  remember(mirror: Read<Mirror>): Promise<'done' | 'overtaken'>;
  /** Does to the incident what was done in Sentinel, with an entry in its history, and remembers the mirror, in one transaction. */
  takeOver(news: News, mirror: Read<Mirror>): Promise<'done' | 'overtaken'>;
}
