import type { ActionTaken, AlertStatus } from '../../model/alert';
import { tacticsOfIntent } from '../../model/intent';
import type { TacticId } from '../../model/tactic';
import { readActionWord } from '../action';

const STATUSES = new Map<string, AlertStatus>([
  ['new', 'Active'],
  ['active', 'Active'],
  ['inprogress', 'InProgress'],
  ['resolved', 'Resolved'],
  ['dismissed', 'Dismissed'],
]);

/** Continuous export says New where the REST API says Active. */
export function readStatus(text: string): AlertStatus {
  return STATUSES.get(text.toLowerCase()) ?? 'Active';
}

/** The extended properties in which Defender's plans tell what was done. */
const ACTION_PROPERTIES = ['Action Taken', 'ActionTaken', 'actionTaken', 'Action taken'];

export function readAction(extendedProperties: Record<string, string>): ActionTaken {
  const name = ACTION_PROPERTIES.find((candidate) => extendedProperties[candidate] !== undefined);
  return readActionWord(name === undefined ? '' : (extendedProperties[name] ?? ''));
}

const tacticsByIntent = new Map<string, readonly TacticId[]>();
/** Far more than Defender has words for; a source that invents them gets no memory. */
const MOST_INTENTS = 256;

export function readIntent(intent: string): TacticId[] {
  let tactics = tacticsByIntent.get(intent);
  if (tactics === undefined) {
    tactics = tacticsOfIntent(intent);
    if (tacticsByIntent.size < MOST_INTENTS) tacticsByIntent.set(intent, tactics);
  }
  return [...tactics];
}
