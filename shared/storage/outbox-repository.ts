import type { Container } from '@azure/cosmos';
import { removeDocument } from './documents';
import type { IncidentState, OutboxEntry } from './incident-document';
import { PartitionReader } from './partition-reader';

/** A state to be announced; undefined when it was kept in vain for so long that it has expired. */
export type Announcement = OutboxEntry & { state: IncidentState | undefined };

/** Announcements of incidents that are still to be made. */
export class OutboxRepository {
  constructor(private readonly container: Container) {}

  /** The oldest first; at most `limit`. */
  async pending(subscriptionId: string, limit: number): Promise<Announcement[]> {
    const query = {
      query: "SELECT TOP @limit * FROM c WHERE c.subscriptionId = @subscriptionId AND c.kind = 'outbox' ORDER BY c.recordedTime",
      parameters: [
        { name: '@limit', value: limit },
        { name: '@subscriptionId', value: subscriptionId },
      ],
    };
    const { resources: entries } = await this.container.items.query<OutboxEntry>(query, { partitionKey: subscriptionId }).fetchAll();
    const states = new PartitionReader<IncidentState>(this.container, subscriptionId, 'incidentState');
    const found = new Map((await states.byIds(entries.map(({ stateId }) => stateId))).map((state) => [state.id, state]));
    return entries.map((entry) => ({ ...entry, state: found.get(entry.stateId) }));
  }

  /** To be called once the announcement has arrived. One that is gone already is no error: another worker has made it too. */
  async remove({ id, subscriptionId }: Pick<OutboxEntry, 'id' | 'subscriptionId'>): Promise<void> {
    await removeDocument(this.container, subscriptionId, id);
  }
}
