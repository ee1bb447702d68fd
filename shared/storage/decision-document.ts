import type { Decision } from '../fusion/decision';

/** A decision in the store. It stands under a name of its own, for both it and a document have a `kind`. */
export interface DecisionDocument {
  id: string;
  subscriptionId: string;
  kind: 'decision';
  /** Ids of the activities and clusters that it is about, and keys of the things, for the index. */
  concerns: string[];
  decision: Decision;
}

export function decisionDocument(decision: Decision, subscriptionId: string): DecisionDocument {
  const activities = decision.kind === 'closed' ? [] : decision.activityIds;
  const clusters = decision.kind === 'together' ? [] : [decision.clusterId];
  const things = decision.kind === 'closed' ? decision.keys : [];
  return { id: `decision-${decision.id}`, subscriptionId, kind: 'decision', concerns: [...activities, ...clusters, ...things], decision };
}
