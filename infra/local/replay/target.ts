import { type EventHubClientOptions, EventHubProducerClient } from '@azure/event-hubs';
import { HUBS } from '../../../shared/runtime/resources';
import { type EventHubsConnection, eventHubsConnection } from '../functions-host/connections';
import { Failure } from '../stack/failure';
import { findRunningStack } from '../stack/state-file';

/** An attempt that hangs, because a connection dropped, is given up soon; a hub that is away for longer than all of them is a failure. */
const CLIENT: EventHubClientOptions = {
  retryOptions: { timeoutInMs: 10_000, maxRetries: 5, retryDelayInMs: 500, maxRetryDelayInMs: 4_000 },
};

/** A producer for the hub `alerts` of a namespace. */
export function alertProducer(connection: EventHubsConnection): EventHubProducerClient {
  if ('connectionString' in connection) return new EventHubProducerClient(connection.connectionString, HUBS.alerts, CLIENT);
  return new EventHubProducerClient(connection.fullyQualifiedNamespace, HUBS.alerts, connection.credential, CLIENT);
}

/**
 * The namespace that the settings of this process name, else that of the stack which runs in the checkout `appDir` (on the port SINTER_PORT, where it is set).
 * Throws a {@link Failure} when there is neither.
 */
export function replayTarget(appDir: string): EventHubsConnection {
  const { EVENT_HUBS, EVENT_HUBS__fullyQualifiedNamespace: namespace, SINTER_PORT } = process.env;
  if (EVENT_HUBS || namespace) return eventHubsConnection('EVENT_HUBS');
  const stack = findRunningStack(appDir, SINTER_PORT);
  if (!stack) {
    throw new Failure('No local stack runs here: start it with "npm start" in another terminal, or set EVENT_HUBS to a connection string.');
  }
  const connectionString = stack.connections.eventHubs;
  if (connectionString !== undefined) return { connectionString };
  throw new Failure(`The stack at ${stack.url} uses Event Hubs of its own settings: set EVENT_HUBS for the replay too.`);
}
