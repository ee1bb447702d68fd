/** What an automation exports. Those of Azure that Sinter has no data for (assessments, scores) are refused; all but `Alerts` are Sinter's own additions. */
export const EVENT_SOURCES = ['Alerts', 'Incidents', 'AlertsSnapshot', 'IncidentsSnapshot'] as const;
export type EventSource = (typeof EVENT_SOURCES)[number];

export const PROPERTY_TYPES = ['String', 'Integer', 'Number', 'Boolean'] as const;
export type PropertyType = (typeof PROPERTY_TYPES)[number];

export const OPERATORS = [
  'Equals',
  'NotEquals',
  'GreaterThan',
  'GreaterThanOrEqualTo',
  'LesserThan',
  'LesserThanOrEqualTo',
  'Contains',
  'StartsWith',
  'EndsWith',
] as const;
export type Operator = (typeof OPERATORS)[number];

export interface AutomationRule {
  /** Of the record in the form in which event hubs get it, e.g. `Severity` or `Entities[*].Type`. */
  propertyJPath: string;
  propertyType: PropertyType;
  expectedValue: string;
  operator: Operator;
}

export interface AutomationSource {
  eventSource: EventSource;
  /** A record is exported when all rules of one set hold; without sets always. */
  ruleSets: { rules: AutomationRule[] }[];
}

export interface WorkspaceAction {
  actionType: 'Workspace';
  workspaceResourceId: string;
}

export interface EventHubAction {
  actionType: 'EventHub';
  eventHubResourceId: string;
  /** Name of the key in the connection string; empty when the app's own identity is used. */
  sasPolicyName: string;
}

/** An HTTPS webhook; the callback of a Logic App is one. */
export interface WebhookAction {
  actionType: 'LogicApp';
  logicAppResourceId: string;
}

/** Files in a container of Azure Storage, written once in each period; Sinter's own addition. */
export interface StorageAction {
  actionType: 'Storage';
  /** `https://<account>.blob.core.windows.net/<container>`. */
  containerUri: string;
  format: 'Csv' | 'Ndjson';
  period: 'Hour' | 'Day';
}

/** Incidents in a workspace of Microsoft Sentinel; Sinter's own addition. */
export interface SentinelAction {
  actionType: 'Sentinel';
  workspaceResourceId: string;
  /** Whether Sinter takes over the status, verdict, owner, severity and labels that people give an incident there. */
  syncStatus: boolean;
}

export type AutomationAction = WorkspaceAction | EventHubAction | WebhookAction | StorageAction | SentinelAction;

/** Where and with what right an action delivers. Never shown. */
export interface ActionSecrets {
  connectionString?: string;
  uri?: string;
  /** Of the signature of a webhook's requests. */
  signingKey?: string;
}

/** A setting of continuous export, after `Microsoft.Security/automations`. */
export interface Automation {
  subscriptionId: string;
  /** Lower case. */
  resourceGroup: string;
  /** As it was given; names that differ in case alone are one. */
  name: string;
  /** Made anew when an automation is created: one that is deleted and created again starts from scratch. */
  uid: string;
  location: string;
  tags: Record<string, string>;
  description: string;
  /** A disabled one rests; enabled again, it goes on where it stopped. */
  isEnabled: boolean;
  /** Of alerts in all of the subscription, or in resource groups of it. */
  scopes: { description: string; scopePath: string }[];
  sources: AutomationSource[];
  actions: AutomationAction[];
  /** Epoch milliseconds. */
  createdTime: number;
  modifiedTime: number;
  /** When it was last changed what the automation wants; absent when that was never. */
  rulesTime?: number;
}

/** What an action delivers to; the same as long as it is the same place, whatever else changes about the action. Unique within an automation. */
export function placeOf(action: AutomationAction): string {
  switch (action.actionType) {
    case 'Workspace':
      return `workspace ${action.workspaceResourceId.toLowerCase()}`;
    case 'EventHub':
      return `event-hub ${action.eventHubResourceId.toLowerCase()}`;
    case 'LogicApp':
      return `webhook ${action.logicAppResourceId.toLowerCase()}`;
    case 'Sentinel':
      return `sentinel ${action.workspaceResourceId.toLowerCase().replace(/\/$/, '')}`;
    case 'Storage':
      return `storage ${action.containerUri.toLowerCase()} ${action.format}`;
  }
}
