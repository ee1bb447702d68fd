import type { Cluster, Touch } from '../fusion/cluster';
import type { ChangedField } from './changed-fields';
import type { Handling } from './lifecycle';

/** Who does something, for the record. */
export interface Actor {
  principalId: string;
  name: string;
}

/** How an incident was handled before; absent: there was none. */
export interface BeforeImage {
  incidentId: string;
  handling?: Handling;
}

/** Activities that went from one incident to another. */
export interface Movement {
  from: string;
  to: string;
  /** Ids of activities. */
  activities: string[];
  /** What tied the cluster that they left to new alerts. */
  touches: Touch[];
}

/** The clusters of a merge, as they were. */
export interface Taken {
  target: Cluster;
  sources: Cluster[];
}

/** What people do. A `note` stands for what somebody wanted to do. */
type Action = 'create' | 'update' | 'delete' | 'merge' | 'move' | 'undo' | 'note';
/** What fusion does. Of it people can undo that an incident was reopened. */
export const FUSION_ACTIONS = ['found', 'change', 'absorb', 'reopen'] as const;
type FusionAction = (typeof FUSION_ACTIONS)[number];

/** One thing that was done to incidents, with what it takes to undo it. Kept in the store beside them, in the same transaction. */
export interface Operation {
  id: string;
  action: Action | FusionAction;
  /** Epoch milliseconds. */
  time: number;
  actor: Actor;
  note?: string;
  /** Every incident that it changed. */
  incidentIds: string[];
  before: BeforeImage[];
  /** Of an update: what it says otherwise than before. */
  changes?: ChangedField[];
  /** Of a merge. */
  taken?: Taken;
  /** Of a move. */
  movement?: Movement;
  /** Set when it was undone. */
  undoneBy?: string;
  /** Of an undo: what it took back. */
  undoes?: string;
}

const LASTING: readonly Operation['action'][] = ['undo', 'note', 'found', 'change', 'absorb'];

/** Whether there is something to be taken back. */
export function canBeUndone({ action, undoneBy }: Operation): boolean {
  return undoneBy === undefined && !LASTING.includes(action);
}
