import type { Container } from '@azure/cosmos';
import type { AlertStatus } from '../model/alert';
import type { AlertDocument, SupersededStatus } from './alert-document';

/** Of one alert. Nobody changes its state more often while the export looks away. */
const MOST_SUPERSEDED = 20;

/** The states into which people bring alerts. */
export class AlertStatusRepository {
  constructor(private readonly container: Container) {}

  /** From then on the source's own status no longer counts. Returns the alert with its new status; undefined when there is none. `now` is epoch milliseconds. */
  async set(subscriptionId: string, id: string, status: AlertStatus, now: number): Promise<AlertDocument | undefined> {
    const item = this.container.item(id, subscriptionId);
    for (;;) {
      const { resource: stored, etag } = await item.read<AlertDocument & { _ts: number }>();
      if (stored === undefined) return undefined;
      if (stored.status === status && stored.statusChangedTime !== undefined) return stored;
      const supersededStatuses = [...(stored.supersededStatuses ?? []), formerState(stored)].slice(-MOST_SUPERSEDED);
      const changed: AlertDocument = { ...stored, status, statusChangedTime: now, supersededStatuses };
      try {
        await item.replace(changed, { accessCondition: { type: 'IfMatch', condition: etag } });
        return changed;
      } catch (error) {
        if ((error as { code?: unknown }).code !== 412) throw error;
      }
    }
  }
}

function formerState({ status, statusChangedTime, _ts: written }: AlertDocument & { _ts: number }): SupersededStatus {
  return { status, ...(statusChangedTime === undefined ? {} : { statusChangedTime }), written };
}
