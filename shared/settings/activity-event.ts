export const ACTIVITY_LEVELS = ['Informational', 'Warning', 'Error', 'Critical'] as const;

/** One entry of the activity log. Times are epoch milliseconds. */
export interface ActivityEvent {
  id: string;
  subscriptionId: string;
  time: number;
  /** What was done, e.g. `Microsoft.SecurityInsights/incidents/write`. */
  operation: string;
  /** `Active`: an alert, which begins to be there. */
  status: 'Started' | 'Succeeded' | 'Failed' | 'Active';
  /** The code of the refusal, for one that failed. */
  subStatus: string;
  category: 'Administrative' | 'Security';
  level: (typeof ACTIVITY_LEVELS)[number];
  /** Lower case, as are the group and the type: the filter compares so. */
  resourceId: string;
  resourceGroup: string;
  resourceType: string;
  caller: { principalId: string; name: string; tenantId: string; applicationId?: string };
  /** The same for all entries of one request. */
  correlationId: string;
  description: string;
  http?: { method: string; uri: string; clientAddress?: string; clientRequestId?: string };
  properties: Record<string, string>;
}
