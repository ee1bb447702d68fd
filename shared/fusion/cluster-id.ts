import { createHash } from 'node:crypto';

/** The id of a cluster that this alert founded: the same in every run. 32 hexadecimal digits. */
export function clusterIdOf(subscriptionId: string, founderAlertId: string): string {
  return createHash('sha256')
    .update(JSON.stringify(['cluster', subscriptionId, founderAlertId]))
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
