import { Failure } from './failure';

/** Which parts the settings leave to the local stack. */
export interface Embedded {
  eventHubs: boolean;
  cosmos: boolean;
  storage: boolean;
  issuer: boolean;
  dataCollection: boolean;
}

/** What the app needs to reach an embedded part. */
export interface Connections {
  eventHubs?: string;
  cosmos?: { endpoint: string; key: string };
  storage?: string;
  /** Address of the issuer of tokens for the API. */
  issuer?: string;
  /** Address of the data collection endpoint, to which automations with a workspace deliver. */
  dataCollection?: string;
  /** Address of the incidents of Microsoft Sentinel. */
  sentinel?: string;
}

/** Looks for the settings by which a service is chosen in place of an embedded part. Throws a {@link Failure} for parts that cannot go together. */
export function embeddedParts(env: NodeJS.ProcessEnv, dataDir: string | undefined): Embedded {
  const isSet = (...names: string[]) => names.some((name) => Boolean(env[name]));
  const embedded = {
    eventHubs: !isSet('EVENT_HUBS', 'EVENT_HUBS__fullyQualifiedNamespace'),
    cosmos: !isSet('COSMOS_ENDPOINT'),
    storage: !isSet(
      'AzureWebJobsStorage',
      'AzureWebJobsStorage__accountName',
      'AzureWebJobsStorage__blobServiceUri',
      'AzureWebJobsStorage__queueServiceUri',
    ),
    issuer: !isSet('AUTH_ISSUER', 'AUTH_JWKS_URI'),
    dataCollection: !isSet('EXPORT_WORKSPACES'),
  };
  if (embedded.eventHubs && !embedded.storage && dataDir === undefined) {
    throw new Failure(
      'AzureWebJobsStorage is set and EVENT_HUBS is not: checkpoints kept there do not fit an event hub that starts empty each time. Set EVENT_HUBS too, or add --data DIR.',
    );
  }
  return embedded;
}

/** What a setting of the app is locally, unless the environment sets it. */
const LOCAL_SETTINGS = {
  FUNCTIONS_WORKER_RUNTIME: 'node',
  FUSION_SCHEDULE: '*/5 * * * * *',
  EXPORT_SCHEDULE: '*/5 * * * * *',
  EXPORT_ALLOWS_LOCAL: 'true',
  WORKSPACE_RESOURCE_GROUP: 'sample-rg',
  WORKSPACE_NAME: 'fusion',
  HOME_LOCATION: 'centralus',
};

/** The local endpoints stand for those of all workspaces. */
const ANY_WORKSPACE = { workspaceResourceId: '*', ruleId: 'dcr-local' };

/** The environment of the Functions host: the settings of the app. What `env` sets goes before what is usual locally; `auth` are the settings for the issuer. */
export function appSettings(
  env: NodeJS.ProcessEnv,
  { eventHubs, cosmos, storage, dataCollection, sentinel }: Connections,
  auth: Record<string, string> = {},
): NodeJS.ProcessEnv {
  return {
    ...LOCAL_SETTINGS,
    // An emulator's account document names addresses which are none.
    ...(isLocal(cosmos?.endpoint ?? env.COSMOS_ENDPOINT) && { COSMOS_DISCOVERY: 'false' }),
    ...env,
    ...auth,
    ...(eventHubs !== undefined && { EVENT_HUBS: eventHubs }),
    ...(cosmos && { COSMOS_ENDPOINT: cosmos.endpoint, COSMOS_KEY: cosmos.key }),
    ...(storage !== undefined && { AzureWebJobsStorage: storage }),
    ...(dataCollection !== undefined && {
      EXPORT_WORKSPACES: JSON.stringify([{ ...ANY_WORKSPACE, endpoint: dataCollection, managementEndpoint: sentinel }]),
    }),
  };
}

function isLocal(endpoint: string | undefined): boolean {
  return endpoint !== undefined && /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:|\/|$)/i.test(endpoint);
}
