import { createHash } from 'node:crypto';

/**
 * The id of a cluster that this activity founded: the same in every run. 32 hexadecimal digits. Of the activity and not of its first alert, for a source may
 * revise an alert so that it is of another activity, and what both found must not get in each other's way.
 */
export function clusterIdOf(subscriptionId: string, activityId: string): string {
  return createHash('sha256')
    .update(JSON.stringify(['cluster', subscriptionId, activityId]))
    .digest('hex')
    .slice(0, 32);
}

export interface Founder {
  id: string;
  time: number;
}

export function earlierFounder(a: Founder, b: Founder): number {
  return a.time - b.time || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}
