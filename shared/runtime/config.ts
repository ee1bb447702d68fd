import { z } from 'zod';

const MEGABYTE = 1024 * 1024;

const flag = (initial: boolean) =>
  z
    .enum(['true', 'false'])
    .default(initial ? 'true' : 'false')
    .transform((text) => text === 'true');

const days = (initial: number) => z.coerce.number().int().min(1).max(3650).default(initial);

/**
 * Every app setting that the code reads itself, each with its meaning. The README has the same table, and a test compares the two.
 * Settings which only a binding reads (connections, schedules) are in {@link BINDING_SETTINGS}.
 */
const SETTINGS = z.object({
  EVENT_HUBS: z
    .string()
    .min(1)
    .optional()
    .describe('Event Hubs namespace with the hubs `alerts` and `incidents`: a connection string, for an emulator'),
  EVENT_HUBS__fullyQualifiedNamespace: z
    .string()
    .min(1)
    .optional()
    .describe('The same namespace by its name; the identity of the app is used'),
  AzureWebJobsStorage: z
    .string()
    .min(1)
    .optional()
    .describe('Storage account of the host: checkpoints, leases, the queues between the functions; a connection string, for an emulator'),
  AzureWebJobsStorage__accountName: z.string().min(1).optional().describe('The same account by its name; the identity of the app is used'),
  COSMOS_ENDPOINT: z.url().describe('Address of the Cosmos DB account'),
  COSMOS_KEY: z.string().min(1).optional().describe('Key of the account; without one the identity of the app is used'),
  COSMOS_DATABASE: z.string().min(1).default('sinter').describe('Database with the containers'),
  COSMOS_DISCOVERY: flag(true).describe('Whether the account tells its own endpoints; `false` for an emulator'),
  MAX_EVENT_BYTES: z.coerce
    .number()
    .int()
    .min(1024)
    .max(MEGABYTE)
    .default(MEGABYTE)
    .describe('Largest body of an event that is read, in bytes; a larger one becomes a dead letter'),
  ALERT_RETENTION_DAYS: days(180).describe('How long an alert is kept after it last changed'),
  INCIDENT_RETENTION_DAYS: days(365).describe('How long an incident is kept after it last changed'),
  REOPEN_WINDOW_HOURS: z.coerce
    .number()
    .min(0)
    .max(24)
    .default(24)
    .describe(
      'How many hours after an incident was closed new alerts of it reopen it; later ones found an incident that names it. 0 to 24',
    ),
  DEAD_LETTER_RETENTION_DAYS: days(30).describe('How long a dead letter is kept'),
  HOME_LOCATION: z.string().min(1).default('centralus').describe('Azure region under which alerts are shown'),
  WORKSPACE_RESOURCE_GROUP: z.string().min(1).default('sinter').describe('Resource group of the workspace under which incidents are shown'),
  WORKSPACE_NAME: z.string().min(1).default('sinter').describe('Workspace under which incidents are shown'),
  AUTH_ISSUER: z.string().default('').describe('Issuers of accepted tokens, with commas between them: of both token versions of a tenant'),
  AUTH_AUDIENCE: z
    .string()
    .default('')
    .describe('Audiences of accepted tokens, with commas between them: client id and `api://<client id>`'),
  AUTH_JWKS_URI: z.url().optional().describe('Where the issuer publishes its keys; without it no token is accepted'),
  AUTH_TENANTS: z.string().default('').describe('Ids of the tenants whose tokens are accepted, with commas between them'),
  AUTH_ASSIGNMENTS: z
    .string()
    .default('')
    .describe('First role assignments, as JSON `[{"principalId","role","scope"}]`; further ones are made through the API'),
  REQUESTS_PER_SECOND: z.coerce
    .number()
    .min(1)
    .max(100_000)
    .default(100)
    .describe('Requests to the API that one caller may send per second and instance, with ten seconds worth at once'),
  EXPORT_WORKSPACES: z
    .string()
    .default('')
    .describe(
      'Workspaces to which automations may export, as JSON `[{"workspaceResourceId","endpoint","ruleId","managementEndpoint"}]`: their data collection endpoints and rules (not needed for incidents of Sentinel), and where Azure Resource Manager is in a cloud other than the public one',
    ),
  EXPORT_TIMEOUT_SECONDS: z.coerce
    .number()
    .min(0.1)
    .max(60)
    .default(30)
    .describe('How long an export target may take to answer, in seconds'),
  EXPORT_ALLOWS_LOCAL: flag(false).describe(
    'Whether automations may export to emulators and addresses that are not public; `true` for tests alone',
  ),
  PUBLIC_BASE_URL: z.url().optional().describe('Address under which clients reach the API, for the links to the next page'),
});

const CONSISTENT_SETTINGS = SETTINGS.refine((settings) => settings.EVENT_HUBS ?? settings.EVENT_HUBS__fullyQualifiedNamespace, {
  path: ['EVENT_HUBS'],
  message: 'neither this nor EVENT_HUBS__fullyQualifiedNamespace is set',
});

/** App settings which the Functions host reads for the bindings in functions/. */
export const BINDING_SETTINGS = {
  FUSION_SCHEDULE: 'When fusion looks for new alerts: an NCRONTAB expression with seconds',
  EXPORT_SCHEDULE: 'When the export looks for news of automations: an NCRONTAB expression with seconds',
} as const;

export type Config = z.output<typeof SETTINGS>;

/** Names and meanings of the settings, for the documentation. */
export const SETTING_DESCRIPTIONS: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(SETTINGS.shape).map(([name, schema]) => [name, schema.description ?? '']),
);

/** Reads the settings. Empty ones count as absent. Throws an `Error` which names every setting that is missing or wrong. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const present = Object.fromEntries(Object.keys(SETTINGS.shape).map((name) => [name, env[name] || undefined]));
  const parsed = CONSISTENT_SETTINGS.safeParse(present);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`App settings: ${problems.join('; ')}`);
}

let current: Config | undefined;

/** The settings of this process, read once. Throws like {@link readConfig}. */
export function config(): Config {
  current ??= readConfig(process.env);
  return current;
}
