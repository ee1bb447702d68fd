import type { Container } from '@azure/cosmos';
import type { ActivityEvent } from '../settings/activity-event';
import { allOf, type Condition, where } from './condition';
import { type Page, type PageRequest, queryPage } from './pages';

type ActivityDocument = ActivityEvent & { kind: 'activity'; ttl: number };

/** As long as Azure keeps its own activity log. In seconds. */
const TTL = 90 * 24 * 60 * 60;

/** What was done, by whom. Events are added and read, never changed. */
export class ActivityLogRepository {
  constructor(private readonly container: Container) {}

  async append(event: ActivityEvent): Promise<void> {
    const document: ActivityDocument = { ...event, kind: 'activity', ttl: TTL };
    await this.container.items.create(document);
  }

  /** The latest first. */
  async page(subscriptionId: string, condition: Condition, page: Pick<PageRequest, 'limit' | 'after'>): Promise<Page<ActivityEvent>> {
    const order = { path: 'time', descending: true };
    return queryPage<ActivityDocument>(this.container, {
      subscriptionId,
      condition: allOf(where('kind', 'activity'), condition),
      order,
      ...page,
    });
  }
}
