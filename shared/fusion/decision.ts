/**
 * A constraint set by an analyst, which the engine never overrides. Lifecycle code translates what the analyst did into these; alerts move with the
 * activity that they belong to.
 */
export type Decision =
  /** These activities belong together, and so do their clusters. */
  | { kind: 'together'; id: string; time: number; activityIds: string[] }
  /** These activities belong to that cluster (a new id for a split) and link nothing else; the latest decision about an activity counts. */
  | { kind: 'pinned'; id: string; time: number; activityIds: string[]; clusterId: string }
  /** Activities that begin later than `closedAt` do not join this cluster. */
  | { kind: 'closed'; id: string; time: number; clusterId: string; closedAt: number };
