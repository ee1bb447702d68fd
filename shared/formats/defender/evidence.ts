import type { ActionTaken, AlertStatus } from '../../model/alert';
import { tacticsOfIntent } from '../../model/intent';
import type { TacticId } from '../../model/tactic';

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

const ACTIONS: readonly (readonly [RegExp, ActionTaken])[] = [
  [/quarantin/i, 'quarantined'],
  [/block|prevent|denied|removed|terminated/i, 'blocked'],
  [/detect|audit|allow|none|no action/i, 'allowed'],
];

/** The extended properties in which Defender's plans tell what was done. */
const ACTION_PROPERTIES = ['Action Taken', 'ActionTaken', 'actionTaken', 'Action taken'];

export function readAction(extendedProperties: Record<string, string>): ActionTaken {
  const name = ACTION_PROPERTIES.find((candidate) => extendedProperties[candidate] !== undefined);
  const text = name === undefined ? '' : (extendedProperties[name] ?? '');
  return ACTIONS.find(([words]) => words.test(text))?.[1] ?? 'unknown';
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
