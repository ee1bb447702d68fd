import type { Incident } from '../model/incident';
import { tacticName } from '../model/tactic';
import type { IncidentState } from '../storage/incident-document';

/** An incident as the event hub `incidents` carries it: one event for each change of it, with its whole state after the change. */
export interface IncidentEvent {
  /** The same whenever this state is announced: a receiver drops what it has seen. */
  eventId: string;
  /** Counts the changes of the incident, from 1. */
  version: number;
  eventTime: string;
  incident: Record<string, unknown>;
}

/** Names and times as Azure's APIs spell them. The links stay behind: there may be many, and whoever wants them asks the API. */
export function incidentEvent({ incident, version, recordedTime }: IncidentState): IncidentEvent {
  return { eventId: `${incident.id}.${version}`, version, eventTime: iso(recordedTime), incident: outside(incident) };
}

function outside(incident: Incident): Record<string, unknown> {
  const { firstActivityTime, lastActivityTime, createdTime, modifiedTime, tactics, links: _, ...rest } = incident;
  return {
    ...rest,
    tactics: tactics.map(tacticName),
    firstActivityTimeUtc: iso(firstActivityTime),
    lastActivityTimeUtc: iso(lastActivityTime),
    createdTimeUtc: iso(createdTime),
    lastModifiedTimeUtc: iso(modifiedTime),
  };
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
