import type { Container } from '@azure/cosmos';
import type { IncidentType } from '../fusion/incident-types/incident-type';
import { removeDocument } from './documents';

interface IncidentTypeDocument {
  id: string;
  subscriptionId: string;
  kind: 'incidentType';
  type: IncidentType;
}

/** The kinds of incidents that a subscription has brought itself. */
export class IncidentTypeRepository {
  constructor(private readonly container: Container) {}

  /** In the order of their ids. */
  async of(subscriptionId: string): Promise<IncidentType[]> {
    const query = {
      query: "SELECT VALUE c.type FROM c WHERE c.subscriptionId = @subscriptionId AND c.kind = 'incidentType'",
      parameters: [{ name: '@subscriptionId', value: subscriptionId }],
    };
    const { resources } = await this.container.items.query<IncidentType>(query, { partitionKey: subscriptionId }).fetchAll();
    return resources.sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  async get(subscriptionId: string, id: string): Promise<IncidentType | undefined> {
    const { resource } = await this.container.item(documentId(id), subscriptionId).read<IncidentTypeDocument>();
    return resource?.type;
  }

  /** Creates or replaces. */
  async put(subscriptionId: string, type: IncidentType): Promise<void> {
    const document: IncidentTypeDocument = { id: documentId(type.id), subscriptionId, kind: 'incidentType', type };
    await this.container.items.upsert(document);
  }

  /** Harmless when there is no such type. */
  async delete(subscriptionId: string, id: string): Promise<void> {
    await removeDocument(this.container, subscriptionId, documentId(id));
  }
}

function documentId(id: string): string {
  return `incidentType|${id.toLowerCase()}`;
}
