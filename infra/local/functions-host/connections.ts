import type { EventHubConsumerClient } from '@azure/event-hubs';
import type { TokenCredential } from '@azure/identity';
import { BlobServiceClient } from '@azure/storage-blob';
import { QueueServiceClient } from '@azure/storage-queue';

/** The connection which a storage binding uses when it names none, and where the host keeps its own leases and checkpoints. */
export const HOST_STORAGE = 'AzureWebJobsStorage';

/** Short enough that an outage shows in the log within seconds; whoever uses a client tries again by itself. */
const STORAGE_RETRY = { retryOptions: { maxTries: 3, retryDelayInMs: 200, maxRetryDelayInMs: 1_000 } };

/** An Event Hubs namespace: by connection string, or by its name and an identity. */
export type EventHubsConnection =
  | { connectionString: string }
  | { fullyQualifiedNamespace: string; credential: ConstructorParameters<typeof EventHubConsumerClient>[3] & TokenCredential };

/**
 * What `connection: '<name>'` of a binding stands for. A setting `<name>` is a connection string and wins; without it, `<name>__<property>` settings
 * name the service, and the identity of the process is used. Throws, naming the settings, when neither is there.
 */
export function eventHubsConnection(name: string): EventHubsConnection {
  const connectionString = setting(name);
  if (connectionString) return { connectionString };
  const fullyQualifiedNamespace = setting(`${name}__fullyQualifiedNamespace`);
  if (fullyQualifiedNamespace) return { fullyQualifiedNamespace, credential: credential(name) };
  throw new Error(`neither the app setting ${name} nor ${name}__fullyQualifiedNamespace is set`);
}

/** See {@link eventHubsConnection}; here `__blobServiceUri` or `__accountName`. */
export function blobService(name = HOST_STORAGE): BlobServiceClient {
  const connectionString = setting(name);
  if (connectionString) return BlobServiceClient.fromConnectionString(connectionString, STORAGE_RETRY);
  return new BlobServiceClient(storageUri(name, 'blob'), credential(name), STORAGE_RETRY);
}

/** See {@link eventHubsConnection}; here `__queueServiceUri` or `__accountName`. */
export function queueService(name = HOST_STORAGE): QueueServiceClient {
  const connectionString = setting(name);
  if (connectionString) return QueueServiceClient.fromConnectionString(connectionString, STORAGE_RETRY);
  return new QueueServiceClient(storageUri(name, 'queue'), credential(name), STORAGE_RETRY);
}

function storageUri(name: string, service: 'blob' | 'queue'): string {
  const uri = setting(`${name}__${service}ServiceUri`);
  if (uri) return uri;
  const account = setting(`${name}__accountName`);
  if (account) return `https://${account}.${service}.core.windows.net`;
  throw new Error(`none of the app settings ${name}, ${name}__${service}ServiceUri and ${name}__accountName is set`);
}

function credential(name: string): TokenCredential {
  // Loaded on demand: it is large, and a local stack seldom needs it.
  const { DefaultAzureCredential } = require('@azure/identity') as typeof import('@azure/identity');
  const managedIdentityClientId = setting(`${name}__clientId`);
  return new DefaultAzureCredential(managedIdentityClientId ? { managedIdentityClientId } : {});
}

/** The real host looks for `AzureWebJobs<name>` first. An empty setting counts as none. */
function setting(name: string): string | undefined {
  return process.env[`AzureWebJobs${name}`] || process.env[name] || undefined;
}
