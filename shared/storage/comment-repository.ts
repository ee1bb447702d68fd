import type { Container } from '@azure/cosmos';
import type { IncidentComment } from '../incidents/comment';
import { allOf, type Condition, where } from './condition';
import { removeDocument, withoutSystemProperties, written } from './documents';
import type { Read } from './incident-repository';
import { type Page, type PageRequest, queryPage } from './pages';
import { inOneTransaction } from './transaction';

type CommentDocument = IncidentComment & { subscriptionId: string; kind: 'comment'; commentId: string; ttl: number };

/** What people have written at incidents, in the container of those. */
export class CommentRepository {
  constructor(
    private readonly container: Container,
    private readonly ttl: number,
  ) {}

  async get(subscriptionId: string, incidentId: string, id: string): Promise<Read<IncidentComment> | undefined> {
    const { resource, etag } = await this.container.item(documentId(incidentId, id), subscriptionId).read<CommentDocument>();
    return resource && { value: fromDocument(resource), etag };
  }

  /** Of several incidents, when they were merged. */
  async page(
    subscriptionId: string,
    incidentIds: readonly string[],
    page: Pick<PageRequest, 'limit' | 'after' | 'order'>,
    wanted?: Condition,
  ): Promise<Page<IncidentComment>> {
    const condition = allOf(where('kind', 'comment'), where('incidentId', incidentIds), wanted);
    const found = await queryPage<CommentDocument>(this.container, { subscriptionId, condition, ...page });
    return { ...found, documents: found.documents.map(fromDocument) };
  }

  /** `overtaken`: it is not what it was when it was read. */
  async put(subscriptionId: string, { value, etag }: Read<IncidentComment>): Promise<'done' | 'overtaken'> {
    const { id, incidentId } = value;
    const own = { id: documentId(incidentId, id), commentId: id, subscriptionId, kind: 'comment', ttl: this.ttl } as const;
    const document: CommentDocument = { ...value, ...own };
    return inOneTransaction(this.container, subscriptionId, [written(document, etag)]);
  }

  /** False when there was none. */
  async delete(subscriptionId: string, incidentId: string, id: string): Promise<boolean> {
    return removeDocument(this.container, subscriptionId, documentId(incidentId, id));
  }
}

function documentId(incidentId: string, id: string): string {
  return `comment-${incidentId}-${id}`;
}

function fromDocument(document: CommentDocument): IncidentComment {
  const { kind: _kind, subscriptionId: _subscription, ttl: _ttl, commentId, ...rest } = withoutSystemProperties(document);
  return { ...rest, id: commentId };
}
