import type { Container } from '@azure/cosmos';
import { NO_SUBSCRIPTION } from '../model/subscription-id';

interface RegistryEntry {
  /** The subscription. */
  id: string;
  subscriptionId: typeof NO_SUBSCRIPTION;
  kind: 'registry';
  /** Counts the batches in which something of the subscription was stored. A counter, not a time: the clocks of two hosts differ. */
  changes: number;
  /** The count up to which fusion has seen everything. */
  fusedChanges: number;
}

/** Which subscriptions there are and which of them have news. Kept in a partition of its own, so that nobody has to read across subscriptions. */
export class SubscriptionRegistry {
  constructor(private readonly container: Container) {}

  /** To be called after something of the subscription was stored. */
  async markChanged(subscriptionId: string): Promise<void> {
    const increment = () => this.container.item(subscriptionId, NO_SUBSCRIPTION).patch([{ op: 'incr', path: '/changes', value: 1 }]);
    if ((await statusOf(increment())) !== 404) return;
    const entry: RegistryEntry = { id: subscriptionId, subscriptionId: NO_SUBSCRIPTION, kind: 'registry', changes: 1, fusedChanges: 0 };
    if ((await statusOf(this.container.items.create(entry))) === 409) await increment();
  }

  /** All subscriptions of which anything was ever stored. */
  async all(): Promise<string[]> {
    const query = {
      query: "SELECT VALUE c.id FROM c WHERE c.subscriptionId = @none AND c.kind = 'registry'",
      parameters: [{ name: '@none', value: NO_SUBSCRIPTION }],
    };
    return (await this.container.items.query<string>(query, { partitionKey: NO_SUBSCRIPTION }).fetchAll()).resources;
  }

  /** The subscriptions with news that fusion has not seen. */
  async changed(): Promise<string[]> {
    const query = {
      query: "SELECT VALUE c.id FROM c WHERE c.subscriptionId = @none AND c.kind = 'registry' AND c.changes > c.fusedChanges",
      parameters: [{ name: '@none', value: NO_SUBSCRIPTION }],
    };
    return (await this.container.items.query<string>(query, { partitionKey: NO_SUBSCRIPTION }).fetchAll()).resources;
  }

  /** To be read before fusion looks for news, and handed to `markFused` when it has seen them. */
  async changes(subscriptionId: string): Promise<number> {
    const { resource } = await this.container.item(subscriptionId, NO_SUBSCRIPTION).read<RegistryEntry>();
    return resource?.changes ?? 0;
  }

  async markFused(subscriptionId: string, changes: number): Promise<void> {
    await this.container.item(subscriptionId, NO_SUBSCRIPTION).patch([{ op: 'set', path: '/fusedChanges', value: changes }]);
  }
}

/** 404 and 409 as values; any other failure is thrown. */
async function statusOf(request: Promise<{ statusCode?: number }>): Promise<number> {
  try {
    return (await request).statusCode ?? 200;
  } catch (error) {
    const { code } = error as { code?: unknown };
    if (code === 404 || code === 409) return code;
    throw error;
  }
}
