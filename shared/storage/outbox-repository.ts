import type { Container } from '@azure/cosmos';
import type { OutboxEntry } from './incident-document';

/** Announcements of incidents that are still to be made. */
export class OutboxRepository {
  constructor(private readonly container: Container) {}

  /** The oldest first; at most `limit`. */
  async pending(subscriptionId: string, limit: number): Promise<OutboxEntry[]> {
    const query = {
      query: "SELECT TOP @limit * FROM c WHERE c.subscriptionId = @subscriptionId AND c.kind = 'outbox' ORDER BY c.recordedTime",
      parameters: [
        { name: '@limit', value: limit },
        { name: '@subscriptionId', value: subscriptionId },
      ],
    };
    return (await this.container.items.query<OutboxEntry>(query, { partitionKey: subscriptionId }).fetchAll()).resources;
  }

  /** To be called once the announcement has arrived. One that is gone already is no error: another worker has made it too. */
  async remove({ id, subscriptionId }: OutboxEntry): Promise<void> {
    try {
      await this.container.item(id, subscriptionId).delete();
    } catch (error) {
      if ((error as { code?: unknown }).code !== 404) throw error;
    }
  }
}
