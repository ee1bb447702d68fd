import type { Cluster, Touch } from '../fusion/cluster';
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

/** One thing that a person did to incidents, with what it takes to undo it. Kept in the store beside them, in the same transaction. */
export interface Operation {
  id: string;
  action: 'create' | 'update' | 'delete' | 'merge' | 'move' | 'undo';
  /** Epoch milliseconds. */
  time: number;
  actor: Actor;
  note?: string;
  /** Every incident that it changed. */
  incidentIds: string[];
  before: BeforeImage[];
  /** Of a merge. */
  taken?: Taken;
  /** Of a move. */
  movement?: Movement;
  /** Set when it was undone. */
  undoneBy?: string;
  /** Of an undo: what it took back. */
  undoes?: string;
}
