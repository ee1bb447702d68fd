import type { Container } from '@azure/cosmos';
import { allOf, type Condition, where } from './condition';
import { selected } from './condition-sql';
import type { DeadLetterDocument } from './dead-letter-repository';
import { type Page, type PageRequest, queryPage } from './pages';

export type ListedDeadLetter = Omit<DeadLetterDocument, 'raw'>;

const LISTED = selected(['id', 'subscriptionId', 'kind', 'code', 'detail', 'time', 'source', 'moreParts', 'ttl']);

/** Dead letters of one subscription, the latest first; without the content, which may be large. */
export class DeadLetterQueries {
  constructor(private readonly container: Container) {}

  async page(request: Omit<PageRequest, 'order'>): Promise<Page<ListedDeadLetter>> {
    const condition: Condition = allOf(where('kind', 'deadLetter'), request.condition);
    return queryPage<ListedDeadLetter>(this.container, { ...request, condition, order: { path: 'time', descending: true } }, LISTED);
  }
}
