/** What a connection string of Event Hubs says. */
export interface EventHubConnection {
  /** Host name, with the port if it names one. */
  host: string;
  /** Name of the key. */
  keyName: string;
  /** Empty when it is for the namespace. */
  hub: string;
  isEmulator: boolean;
}

/** Undefined when the text is none. */
export function connectionOf(connectionString: string): EventHubConnection | undefined {
  const parts = new Map(
    connectionString
      .split(';')
      .map((part) => part.trim())
      .filter((part) => part !== '')
      .map((part) => [part.slice(0, part.indexOf('=')).toLowerCase(), part.slice(part.indexOf('=') + 1)]),
  );
  const [, host] = /^sb:\/\/([^/\s@]+)\/?$/i.exec(parts.get('endpoint') ?? '') ?? [];
  const keyName = parts.get('sharedaccesskeyname') ?? '';
  if (host === undefined || keyName === '' || !parts.get('sharedaccesskey')) return undefined;
  return { host, keyName, hub: parts.get('entitypath') ?? '', isEmulator: parts.get('usedevelopmentemulator') === 'true' };
}

const HUB_ID =
  /^\/subscriptions\/([\w-]+)\/resourcegroups\/[^/]+\/providers\/microsoft\.eventhub\/namespaces\/([\w-]+)\/eventhubs\/([\w.-]+)\/?$/i;

/** The parts of an event hub's resource id, the subscription as it is written there; undefined when it is none. */
export function hubOf(eventHubResourceId: string): { subscription: string; namespace: string; hub: string } | undefined {
  const [, subscription, namespace, hub] = HUB_ID.exec(eventHubResourceId) ?? [];
  return subscription === undefined || namespace === undefined || hub === undefined ? undefined : { subscription, namespace, hub };
}
