import type { Container } from '@azure/cosmos';

/** The name that a client gave to the relation between an incident and one of its alerts. */
interface RelationDocument {
  id: string;
  subscriptionId: string;
  kind: 'relation';
  incidentId: string;
  alertId: string;
  ttl: number;
}

/** Names of relations. Which alerts an incident has is not kept here: a name whose alert has gone elsewhere means nothing. */
export class RelationRepository {
  constructor(
    private readonly container: Container,
    private readonly ttl: number,
  ) {}

  async alertOf(subscriptionId: string, incidentId: string, name: string): Promise<string | undefined> {
    const { resource } = await this.container.item(documentId(incidentId, name), subscriptionId).read<RelationDocument>();
    return resource?.alertId;
  }

  async put(subscriptionId: string, incidentId: string, name: string, alertId: string): Promise<void> {
    const id = documentId(incidentId, name);
    const document: RelationDocument = { id, subscriptionId, kind: 'relation', incidentId, alertId, ttl: this.ttl };
    await this.container.items.upsert(document);
  }
}

function documentId(incidentId: string, name: string): string {
  return `relation-${incidentId}-${name}`;
}
