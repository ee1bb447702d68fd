import { z } from 'zod';
import type { Clock } from '../runtime/clock';
import type { Config } from '../runtime/config';
import type { ActionSecrets, AutomationAction } from '../settings/automation';
import { connectionOf, hubOf } from '../settings/event-hub-connection';
import type { Target } from './target';
import { EventHubTarget } from './targets/event-hub-target';
import { problemOfContainer, StorageTarget } from './targets/storage-target';
import { problemOfUri, WebhookTarget } from './targets/webhook-target';
import { type WorkspaceConnection, WorkspaceTarget } from './targets/workspace-target';

export type PlaceSettings = Pick<Config, 'EXPORT_WORKSPACES' | 'EXPORT_ALLOWS_LOCAL' | 'EXPORT_TIMEOUT_SECONDS'>;

const WORKSPACES = z.array(
  z.object({ workspaceResourceId: z.string().toLowerCase(), endpoint: z.url(), ruleId: z.string().min(1) }),
) satisfies z.ZodType<WorkspaceConnection[]>;

/** Where Azure's own event hubs are. Whoever may write settings must not make the app connect to anything else. */
const EVENT_HUBS_HOST = /^[\w-]+\.servicebus\.(?:windows\.net|usgovcloudapi\.net|chinacloudapi\.cn|cloudapi\.de)$/i;
const RESOURCE_ID = /^\/subscriptions\/[^/]+\/resourcegroups\/[^/]+\/providers\/microsoft\.operationalinsights\/workspaces\/[^/]+\/?$/i;

/** The places to which this deployment can deliver. */
export class Places {
  readonly #workspaces: WorkspaceConnection[];

  /** Throws an `Error` when the settings are not valid. */
  constructor(
    private readonly settings: PlaceSettings,
    private readonly clock: Clock,
  ) {
    this.#workspaces = readWorkspaces(settings.EXPORT_WORKSPACES);
  }

  /** Why nothing can be delivered by the action, in words without secrets; undefined when it can. */
  problemOf(action: AutomationAction, secrets: ActionSecrets): string | undefined {
    switch (action.actionType) {
      case 'Workspace':
        return this.#problemOfWorkspace(action.workspaceResourceId);
      case 'EventHub':
        return this.#problemOfEventHub(action.eventHubResourceId, secrets.connectionString);
      case 'LogicApp':
        if (secrets.uri === undefined) return 'A LogicApp action needs a uri.';
        return problemOfUri(secrets.uri, this.settings.EXPORT_ALLOWS_LOCAL);
      case 'Storage':
        return problemOfContainer(action.containerUri, secrets.connectionString, this.settings.EXPORT_ALLOWS_LOCAL);
    }
  }

  /** Opens the place of an action. Throws an `Error` in the words of {@link problemOf}. */
  open(action: AutomationAction, secrets: ActionSecrets, subscriptionId: string): Target {
    const problem = this.problemOf(action, secrets);
    if (problem !== undefined) throw new Error(problem);
    const timeout = this.settings.EXPORT_TIMEOUT_SECONDS * 1_000;
    switch (action.actionType) {
      case 'Workspace':
        return new WorkspaceTarget(this.#workspace(action.workspaceResourceId) as WorkspaceConnection, this.clock, timeout);
      case 'EventHub': {
        const { namespace, hub } = hubOf(action.eventHubResourceId) as { namespace: string; hub: string };
        const { connectionString } = secrets;
        const connection =
          connectionString === undefined ? { host: `${namespace}.servicebus.windows.net`, hub } : { connectionString, hub };
        return new EventHubTarget(connection, subscriptionId, timeout);
      }
      case 'LogicApp': {
        const { uri = '', signingKey } = secrets;
        return new WebhookTarget({ uri, signingKey, allowsLocal: this.settings.EXPORT_ALLOWS_LOCAL, clock: this.clock, timeout });
      }
      case 'Storage':
        return new StorageTarget(action, secrets.connectionString, timeout);
    }
  }

  #problemOfWorkspace(resourceId: string): string | undefined {
    if (!RESOURCE_ID.test(resourceId)) return `'${resourceId.slice(0, 120)}' is no resource id of a workspace.`;
    if (this.#workspace(resourceId)) return undefined;
    return `The workspace '${resourceId.slice(0, 200)}' has no data collection rule in this deployment (setting EXPORT_WORKSPACES).`;
  }

  #problemOfEventHub(resourceId: string, connectionString: string | undefined): string | undefined {
    const named = hubOf(resourceId);
    if (!named) return `'${resourceId.slice(0, 120)}' is no resource id of an event hub.`;
    if (connectionString === undefined) return undefined;
    const connection = connectionOf(connectionString);
    if (!connection) return 'The connectionString of an EventHub action cannot be read.';
    if (connection.hub !== '' && connection.hub.toLowerCase() !== named.hub.toLowerCase()) {
      return 'The connectionString of an EventHub action is for another event hub.';
    }
    const isAllowed = EVENT_HUBS_HOST.test(connection.host) && !connection.isEmulator;
    return isAllowed || this.settings.EXPORT_ALLOWS_LOCAL
      ? undefined
      : 'The connectionString of an EventHub action names no namespace of Azure.';
  }

  #workspace(resourceId: string): WorkspaceConnection | undefined {
    const wanted = resourceId.toLowerCase().replace(/\/$/, '');
    return this.#workspaces.find(({ workspaceResourceId: id }) => id === '*' || id === wanted);
  }
}

function readWorkspaces(text: string): WorkspaceConnection[] {
  if (text.trim() === '') return [];
  try {
    return WORKSPACES.parse(JSON.parse(text));
  } catch {
    throw new Error('App settings: EXPORT_WORKSPACES: must be JSON [{"workspaceResourceId","endpoint","ruleId"}]');
  }
}
