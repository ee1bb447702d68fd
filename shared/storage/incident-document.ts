import { isDeepStrictEqual } from 'node:util';
import { type Incident, type IncidentFacts, incidentNumber, type Wording } from '../model/incident';
import { severityRank } from '../model/severity';

/** An incident as it is stored, in the container `incidents` under its own id. */
export interface IncidentDocument extends Incident {
  kind: 'incident';
  /** Of the severity, for lists in its order. */
  severityRank: number;
  /** Counts the changes, from 1: with the id it names one state of the incident for good. */
  version: number;
  /** Seconds until it expires, counted from its last change. */
  ttl: number;
}

/** One state of an incident. It never changes, and is kept for a while for those who want each of them. */
export interface IncidentState {
  id: string;
  subscriptionId: string;
  kind: 'incidentState';
  version: number;
  /** Of the change, epoch milliseconds. */
  recordedTime: number;
  incident: Incident;
  ttl: number;
}

/** A state that is still to be announced. Both are written in the same transaction as the incident in that state. */
export interface OutboxEntry {
  id: string;
  subscriptionId: string;
  kind: 'outbox';
  stateId: string;
  /** Of the change, epoch milliseconds. */
  recordedTime: number;
  ttl: number;
}

/** Longer than any receiver is away, in seconds. */
const STATE_TTL = 30 * 24 * 60 * 60;

/** The incident in a first state. `now` is epoch milliseconds, `ttl` seconds. */
export function newIncident(id: string, subscriptionId: string, facts: IncidentFacts, now: number, ttl: number): IncidentDocument {
  return {
    id,
    subscriptionId,
    kind: 'incident',
    version: 1,
    status: 'New',
    number: incidentNumber(id),
    createdTime: now,
    modifiedTime: now,
    ...facts,
    severityRank: severityRank(facts.severity),
    ttl,
  };
}

/** The incident with other facts and otherwise as it was, what people say included; undefined when they say nothing new. */
export function withFacts(stored: IncidentDocument, facts: IncidentFacts, now: number): IncidentDocument | undefined {
  const { title, story, severity } = facts;
  const concluded: Wording | undefined = stored.overrides && { title, story, severity };
  const shown = { ...facts, ...stored.overrides };
  const { predecessorId, ...rest } = stored;
  const named = Object.keys(facts).filter((name) => name !== 'predecessorId') as (keyof IncidentFacts)[];
  const known = { ...Object.fromEntries(named.map((name) => [name, stored[name]])), ...(predecessorId && { predecessorId }) };
  if (isDeepStrictEqual(known, shown) && isDeepStrictEqual(stored.concluded, concluded)) return undefined;
  return {
    ...rest,
    ...shown,
    ...(concluded && { concluded }),
    severityRank: severityRank(shown.severity),
    version: stored.version + 1,
    modifiedTime: Math.max(now, stored.modifiedTime),
  };
}

/** A closed incident that has new alerts, at work again. The verdict on what it was before stands in its history. */
export function reopened(stored: IncidentDocument): IncidentDocument {
  const { classification: _, classificationReason: _reason, classificationComment: _comment, closedTime: _closed, ...rest } = stored;
  return { ...rest, status: 'Active', modifiedTime: rest.modifiedTime + 1 };
}

/** The incident after another one took it in. */
export function mergedInto(stored: IncidentDocument, target: string, now: number): IncidentDocument {
  return { ...stored, mergedInto: target, version: stored.version + 1, modifiedTime: Math.max(now, stored.modifiedTime) };
}

/** What is kept beside an incident in a new state. The ids are the same whenever it is made. */
export function announcementOf({
  kind: _kind,
  severityRank: _rank,
  version,
  ttl,
  ...incident
}: IncidentDocument): [IncidentState, OutboxEntry] {
  const { id, subscriptionId, modifiedTime: recordedTime } = incident;
  const stateId = `state-${id}-${version}`;
  return [
    { id: stateId, subscriptionId, kind: 'incidentState', version, recordedTime, incident, ttl: Math.min(ttl, STATE_TTL) },
    { id: `outbox-${id}-${version}`, subscriptionId, kind: 'outbox', stateId, recordedTime, ttl },
  ];
}
