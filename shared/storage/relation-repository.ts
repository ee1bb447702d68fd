import type { Container } from '@azure/cosmos';

/** The name that a client gave to the relation between an incident and one of its alerts. */
interface RelationDocument {
  id: string;
  subscriptionId: string;
  kind: 'relation';
  incidentId: string;
  alertId: string;
  name: string;
  ttl: number;
}

/** Names of relations. Which alerts an incident has is not kept here: a name whose alert has gone elsewhere means nothing. */
export class RelationRepository {
  constructor(
    private readonly container: Container,
    private readonly ttl: number,
  ) {}

  /** By alert, the name that each was given last. */
  async names(subscriptionId: string, incidentId: string): Promise<Map<string, string>> {
    const query = {
      query: `SELECT c.alertId, c.name, c._ts FROM c WHERE c.subscriptionId = @s AND c.kind = 'relation' AND c.incidentId = @i`,
      parameters: [
        { name: '@s', value: subscriptionId },
        { name: '@i', value: incidentId },
      ],
    };
    const options = { partitionKey: subscriptionId };
    const { resources } = await this.container.items.query<RelationDocument & { _ts: number }>(query, options).fetchAll();
    return new Map(resources.sort((a, b) => a._ts - b._ts).map(({ alertId, name }) => [alertId, name]));
  }

  async put(subscriptionId: string, incidentId: string, name: string, alertId: string): Promise<void> {
    const id = `relation-${incidentId}-${name}`;
    const document: RelationDocument = { id, subscriptionId, kind: 'relation', incidentId, alertId, name, ttl: this.ttl };
    await this.container.items.upsert(document);
  }
}
