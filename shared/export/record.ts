import { createHash } from 'node:crypto';
import type { Incident } from '../model/incident';
import type { ListedAlert } from '../storage/listed-alert';

export const STREAMS = ['alerts', 'incidents'] as const;
export type Stream = (typeof STREAMS)[number];

/**
 * One state of an alert or incident, as the store had it since the second `written`. `heldSince`: of a former state which the document of a later one still
 * holds, the second in which that was written: whoever follows the store in the order of writing comes by it only then.
 */
export type SourceRecord = { written: number; heldSince?: number } & (
  | { stream: 'alerts'; alert: ListedAlert }
  | { stream: 'incidents'; incident: Incident & { version: number } }
);

/** Names one state for good, wherever and however often it is delivered, so that a receiver can drop repeats. */
export function recordId(record: SourceRecord): string {
  if (record.stream === 'incidents') return `${record.incident.id}.${record.incident.version}`;
  const { id, revision, status, statusChangedTime = 0, severity } = record.alert;
  const state = JSON.stringify([revision, status, statusChangedTime, severity]);
  return `${id}.${createHash('sha256').update(state).digest('hex').slice(0, 12)}`;
}

/** A record on its way to a target. */
export interface OutgoingRecord {
  /** {@link recordId}; of a snapshot with `@` and the day of the snapshot behind it. */
  id: string;
  source: SourceRecord;
  isSnapshot: boolean;
}
