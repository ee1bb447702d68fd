/**
 * A constraint set by an analyst, which the engine never overrides. Lifecycle code translates what the analyst did into these; alerts move with the
 * activity that they belong to.
 */
export type Decision =
  /** These activities belong together, and so do their clusters. */
  | { kind: 'together'; id: string; time: number; activityIds: string[] }
  /** These activities belong to that cluster (a new id for a split) and link nothing else; the latest decision about an activity counts. */
  | { kind: 'pinned'; id: string; time: number; activityIds: string[]; clusterId: string }
  | Closing;

/**
 * An analyst has closed the incident of this cluster. While the cluster is as the analyst saw it, nothing joins it that began after `reopenUntil`. What began
 * before that belongs to it and opens it again; an open one takes in everything, as if it had never been closed.
 */
export interface Closing {
  kind: 'closed';
  id: string;
  time: number;
  clusterId: string;
  /** Of the closing, but not before anything that the incident had. */
  closedAt: number;
  reopenUntil: number;
  /** Of a deleted incident: nothing joins it any more, and nothing opens it again. */
  isFinal?: true;
  /** The core activities that it had, each with the number of its alerts. */
  seen: Record<string, number>;
  /** Keys of the things that tied it together, so that what comes after can be found to follow it. */
  keys: string[];
}
