import type { Container } from '@azure/cosmos';
import type { StoredActivity } from '../fusion/fusion-store';
import type { AlertDocument } from './alert-document';
import { PartitionReader } from './partition-reader';

/** How often an alert has repeated, as far as fusion has seen: the same type about the same thing by the same actor. Epoch milliseconds. */
export interface Repeats {
  count: number;
  firstTime: number;
  lastTime: number;
}

/** Repeats are not written at each alert: a flood would write all of its alerts anew with each one. The activity of an alert knows them. */
export class RepeatCounts {
  constructor(private readonly activities: Container) {}

  /** By the ids of the activities; those that fusion has not seen yet are left out. */
  async of(subscriptionId: string, alerts: readonly Pick<AlertDocument, 'activityId'>[]): Promise<Map<string, Repeats>> {
    const reader = new PartitionReader<Pick<StoredActivity, 'id' | 'alertCount' | 'firstTime' | 'lastTime'>>(
      this.activities,
      subscriptionId,
      'activity',
      'c.id, c.alertCount, c.firstTime, c.lastTime',
    );
    const found = await reader.byIds(alerts.map(({ activityId }) => activityId));
    return new Map(found.map(({ id, alertCount, firstTime, lastTime }) => [id, { count: alertCount, firstTime, lastTime }]));
  }
}
