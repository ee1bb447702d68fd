import type { ActionTaken, AlertStatus } from '../../model/alert';
import { textOf } from '../fields';
import type { JsonObject } from '../format';

/** The classes of events that are alerts. */
export const CLASSES: ReadonlyMap<number, string> = new Map([
  [2001, 'Security Finding'],
  [2004, 'Detection Finding'],
]);

const SEVERITIES = ['', 'Informational', 'Low', 'Medium', 'High', 'Critical', 'Fatal'];

/** The schema's own word for `severity_id`, else the word that the event brings along; empty for "unknown". */
export function severityOf(event: JsonObject): string {
  const word = textOf(event.severity);
  return SEVERITIES[Number(event.severity_id)] ?? (word.toLowerCase() === 'unknown' ? '' : word);
}

const STATUSES: Record<number, AlertStatus> = { 1: 'Active', 2: 'InProgress', 3: 'Dismissed', 4: 'Resolved' };

/** `status_id`: new, in progress, suppressed, resolved. */
export function statusOf(event: JsonObject): AlertStatus {
  return STATUSES[Number(event.status_id)] ?? 'Active';
}

const DISPOSITIONS: Record<number, ActionTaken> = {
  1: 'allowed',
  2: 'blocked',
  3: 'quarantined',
  4: 'quarantined',
  5: 'blocked',
  6: 'blocked',
  15: 'allowed',
  17: 'allowed',
  19: 'allowed',
};

/** What `disposition_id` (of the profile security_control) says, else what `action_id` says; undefined when neither does. */
export function dispositionOf(event: JsonObject): ActionTaken | undefined {
  const disposition = DISPOSITIONS[Number(event.disposition_id)];
  if (disposition !== undefined) return disposition;
  return event.action_id === 2 ? 'blocked' : event.action_id === 1 ? 'allowed' : undefined;
}
