import type { Check } from './check';
import { activityLogChecks } from './checks/activity-log';
import { alertChecks } from './checks/alerts';
import { attachmentChecks } from './checks/attachments';
import { configuredAddressChecks } from './checks/configured-address';
import { graphChecks } from './checks/graph';
import { incidentChecks } from './checks/incidents';
import { refusalChecks } from './checks/refusals';
import { settingsChecks } from './checks/settings';

/** Checks that follow one another in a subscription of their own. */
export interface Group {
  name: string;
  /** Of which API: one as it comes, or one with a configured address. */
  of: 'usual' | 'configured';
  /** How many incidents the checks take. */
  incidents: number;
  checks: readonly Check[];
}

export const GROUPS: readonly Group[] = [
  { name: 'alerts', of: 'usual', incidents: 0, checks: alertChecks },
  { name: 'incidents', of: 'usual', incidents: 5, checks: incidentChecks },
  { name: 'what hangs on incidents', of: 'usual', incidents: 4, checks: attachmentChecks },
  { name: 'settings', of: 'usual', incidents: 0, checks: settingsChecks },
  { name: 'the activity log', of: 'usual', incidents: 0, checks: activityLogChecks },
  { name: 'Graph', of: 'usual', incidents: 5, checks: graphChecks },
  { name: 'refusals', of: 'usual', incidents: 0, checks: refusalChecks },
  { name: 'a configured address', of: 'configured', incidents: 0, checks: configuredAddressChecks },
];

export function subscriptionOf(group: number): string {
  return `c11e4700-0000-4000-8000-${String(group + 1).padStart(12, '0')}`;
}
