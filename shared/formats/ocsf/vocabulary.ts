import type { ActionTaken, AlertStatus } from '../../model/alert';
import { textOf } from '../fields';
import type { JsonObject } from '../format';

const SECURITY_FINDING = 2001;

/** The classes of events that are alerts. */
export const CLASSES: ReadonlyMap<number, string> = new Map([
  [SECURITY_FINDING, 'Security Finding'],
  [2004, 'Detection Finding'],
]);

const SEVERITIES = ['', 'Informational', 'Low', 'Medium', 'High', 'Critical', 'Fatal'];

/** The schema's own word for `severity_id`, else the word that the event brings along; empty for "unknown". */
export function severityOf(event: JsonObject): string {
  const word = textOf(event.severity);
  return SEVERITIES[Number(event.severity_id)] ?? (word.toLowerCase() === 'unknown' ? '' : word);
}

const STATUSES: Record<number, AlertStatus> = {
  1: 'Active',
  2: 'InProgress',
  3: 'Dismissed',
  4: 'Resolved',
  5: 'Resolved',
  6: 'Dismissed',
};

/** New, in progress, suppressed, resolved, archived, deleted. In a security finding `state_id` tells it, for there `status_id` is success or failure. */
export function statusOf(event: JsonObject): AlertStatus {
  const state = Number(event.class_uid) === SECURITY_FINDING ? event.state_id : event.status_id;
  return STATUSES[Number(state)] ?? 'Active';
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
