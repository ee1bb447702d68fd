import { z } from 'zod';
import type { Clock } from '../runtime/clock';
import type { Config } from '../runtime/config';
import type { ActionSecrets, AutomationAction } from '../settings/automation';
import { connectionOf, hubOf } from '../settings/event-hub-connection';
import type { IncidentStores } from './sentinel/stored-incidents';
import type { Target } from './target';
import { EventHubTarget } from './targets/event-hub-target';
import { SentinelTarget } from './targets/sentinel-target';
import { problemOfContainer, StorageTarget } from './targets/storage-target';
import { problemOfUri, WebhookTarget } from './targets/webhook-target';
import { type WorkspaceConnection, WorkspaceTarget } from './targets/workspace-target';

export type PlaceSettings = Pick<Config, 'EXPORT_WORKSPACES' | 'EXPORT_ALLOWS_LOCAL' | 'EXPORT_TIMEOUT_SECONDS'>;

/** A workspace to which this deployment may deliver. */
const WORKSPACE = z
  .object({
    /** Resource id in lower case, or `*` for every one. */
    workspaceResourceId: z.string().toLowerCase(),
    /** The data collection endpoint and rule that the deployment template makes for it; both are absent where only incidents of Sentinel are kept. */
    endpoint: z.url().optional(),
    ruleId: z.string().min(1).optional(),
    /** Of Azure Resource Manager, where it is not that of the public cloud. */
    managementEndpoint: z.url().optional(),
  })
  .refine(({ endpoint, ruleId }) => (endpoint === undefined) === (ruleId === undefined));
const WORKSPACES = z.array(WORKSPACE);
type Workspace = z.output<typeof WORKSPACE>;

/** Where Azure's own event hubs are. Whoever may write settings must not make the app connect to anything else. */
const EVENT_HUBS_HOST = /^[\w-]+\.servicebus\.(?:windows\.net|usgovcloudapi\.net|chinacloudapi\.cn|cloudapi\.de)$/i;
const RESOURCE_ID = /^\/subscriptions\/[^/]+\/resourcegroups\/[^/]+\/providers\/microsoft\.operationalinsights\/workspaces\/[^/]+\/?$/i;

/** The places to which this deployment can deliver. */
export class Places {
  readonly #workspaces: Workspace[];

  /** Throws an `Error` when the settings are not valid. */
  constructor(
    private readonly settings: PlaceSettings,
    private readonly clock: Clock,
    private readonly stores: IncidentStores,
  ) {
    this.#workspaces = readWorkspaces(settings.EXPORT_WORKSPACES);
  }

  /** Why nothing can be delivered by the action, in words without secrets; undefined when it can. */
  problemOf(action: AutomationAction, secrets: ActionSecrets): string | undefined {
    switch (action.actionType) {
      case 'Workspace':
        return this.#problemOfWorkspace(action.workspaceResourceId, (workspace) => connectionTo(workspace) !== undefined);
      case 'Sentinel':
        return this.#problemOfWorkspace(action.workspaceResourceId, () => true);
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
        return new WorkspaceTarget(connectionTo(this.#workspace(action.workspaceResourceId)) as WorkspaceConnection, this.clock, timeout);
      case 'Sentinel': {
        const { managementEndpoint } = this.#workspace(action.workspaceResourceId) ?? {};
        return new SentinelTarget(action, managementEndpoint, this.stores, subscriptionId, this.clock, timeout);
      }
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

  #problemOfWorkspace(resourceId: string, isEnough: (workspace: Workspace) => boolean): string | undefined {
    if (!RESOURCE_ID.test(resourceId)) return `'${resourceId.slice(0, 120)}' is no resource id of a workspace.`;
    const workspace = this.#workspace(resourceId);
    if (workspace && isEnough(workspace)) return undefined;
    const lack = workspace ? 'has no data collection rule in' : 'is none to which something may be exported by';
    return `The workspace '${resourceId.slice(0, 200)}' ${lack} this deployment (setting EXPORT_WORKSPACES).`;
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

  #workspace(resourceId: string): Workspace | undefined {
    const wanted = resourceId.toLowerCase().replace(/\/$/, '');
    return this.#workspaces.find(({ workspaceResourceId: id }) => id === '*' || id === wanted);
  }
}

function connectionTo({ endpoint, ruleId }: Partial<Workspace> = {}): WorkspaceConnection | undefined {
  return endpoint === undefined || ruleId === undefined ? undefined : { endpoint, ruleId };
}

function readWorkspaces(text: string): Workspace[] {
  if (text.trim() === '') return [];
  try {
    return WORKSPACES.parse(JSON.parse(text));
  } catch {
    throw new Error('App settings: EXPORT_WORKSPACES: must be JSON [{"workspaceResourceId","endpoint","ruleId","managementEndpoint"}]');
  }
}
