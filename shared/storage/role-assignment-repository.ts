import type { Container } from '@azure/cosmos';
import { NO_SUBSCRIPTION } from '../model/subscription-id';
import type { RoleAssignment } from '../settings/role-assignment';
import { removeDocument } from './documents';
import { writeOver } from './write-over';

type AssignmentDocument = RoleAssignment & { subscriptionId: string; kind: 'roleAssignment'; assignmentId: string };

/** In which subscriptions to look for assignments of a principal. May name more than there are. */
interface PrincipalDocument {
  id: string;
  subscriptionId: typeof NO_SUBSCRIPTION;
  kind: 'principal';
  subscriptions: string[];
}

/** Role assignments, each in the partition of its subscription. */
export class RoleAssignmentRepository {
  constructor(private readonly container: Container) {}

  async of(subscriptionId: string): Promise<RoleAssignment[]> {
    const query = {
      query: "SELECT * FROM c WHERE c.subscriptionId = @subscriptionId AND c.kind = 'roleAssignment'",
      parameters: [{ name: '@subscriptionId', value: subscriptionId }],
    };
    const { resources } = await this.container.items.query<AssignmentDocument>(query, { partitionKey: subscriptionId }).fetchAll();
    return resources.map(fromDocument);
  }

  async subscriptionsOf(principalId: string): Promise<string[]> {
    const { resource } = await this.container.item(principalDocumentId(principalId), NO_SUBSCRIPTION).read<PrincipalDocument>();
    return resource?.subscriptions ?? [];
  }

  /** Creates or replaces. The principal's list of subscriptions goes first: what it names in vain does no harm. */
  async put(subscriptionId: string, assignment: RoleAssignment): Promise<'created' | 'replaced'> {
    await this.#remember(assignment.principalId, subscriptionId);
    const document: AssignmentDocument = {
      ...assignment,
      id: documentId(assignment.id),
      assignmentId: assignment.id,
      subscriptionId,
      kind: 'roleAssignment',
    };
    const { statusCode } = await this.container.items.upsert(document);
    return statusCode === 201 ? 'created' : 'replaced';
  }

  /** False when there was none. */
  async delete(subscriptionId: string, id: string): Promise<boolean> {
    return removeDocument(this.container, subscriptionId, documentId(id));
  }

  async #remember(principalId: string, subscriptionId: string): Promise<void> {
    const id = principalDocumentId(principalId);
    await writeOver<PrincipalDocument>(this.container, NO_SUBSCRIPTION, id, (known) => {
      if (known?.subscriptions.includes(subscriptionId)) return undefined;
      const subscriptions = [...(known?.subscriptions ?? []), subscriptionId];
      return { id, subscriptionId: NO_SUBSCRIPTION, kind: 'principal', subscriptions };
    });
  }
}

function documentId(id: string): string {
  return `assignment-${id}`;
}

function principalDocumentId(principalId: string): string {
  return `principal-${principalId}`;
}

function fromDocument({ assignmentId, principalId, principalType, roleId, scope }: AssignmentDocument): RoleAssignment {
  return { id: assignmentId, principalId, principalType, roleId, scope };
}
