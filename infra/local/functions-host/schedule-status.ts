import type { BlockBlobClient, ContainerClient } from '@azure/storage-blob';
import type { Ncrontab } from './ncrontab';

/** When a timer last ran and when it runs next: what a restarted host needs to see that it has missed a run. Undefined `last`: never yet. */
export interface ScheduleStatus {
  last: Date | undefined;
  next: Date;
  lastUpdated: Date;
}

/** .NET's `default(DateTime)`. */
const NEVER = '0001-01-01T00:00:00';

/** As the function and the status blob have it. */
export function toWire({ last, next, lastUpdated }: ScheduleStatus): { Last: string; Next: string; LastUpdated: string } {
  return { Last: last ? withOffset(last) : NEVER, Next: withOffset(next), LastUpdated: withOffset(lastUpdated) };
}

function withOffset(time: Date): string {
  return time.toISOString().replace('Z', '+00:00');
}

/** Keeps the status of one timer in the blob in which the real host keeps it. */
export class ScheduleMonitor {
  readonly #blob: BlockBlobClient;

  constructor(
    private readonly container: ContainerClient,
    hostId: string,
    functionName: string,
  ) {
    this.#blob = container.getBlockBlobClient(`timers/${hostId}/Host.Functions.${functionName}/status`);
  }

  async read(): Promise<ScheduleStatus | undefined> {
    try {
      const status = JSON.parse((await this.#blob.downloadToBuffer()).toString()) as Record<'Last' | 'Next' | 'LastUpdated', string>;
      return {
        last: status.Last === NEVER ? undefined : new Date(status.Last),
        next: new Date(status.Next),
        lastUpdated: new Date(status.LastUpdated),
      };
    } catch (error) {
      if ((error as { statusCode?: number }).statusCode === 404) return undefined;
      throw error;
    }
  }

  async write(status: ScheduleStatus): Promise<void> {
    await this.container.createIfNotExists();
    const content = JSON.stringify(toWire(status));
    await this.#blob.upload(content, Buffer.byteLength(content), { blobHTTPHeaders: { blobContentType: 'application/json' } });
  }
}

/**
 * The status with which a timer begins at `now`, and whether it has missed a run since it last ran. A schedule that has changed meanwhile counts from now:
 * the old one's next run is then none that was missed.
 */
export function resume(kept: ScheduleStatus | undefined, schedule: Ncrontab, now: Date): { status: ScheduleStatus; isPastDue: boolean } {
  const fresh = { last: kept?.last, next: schedule.next(now), lastUpdated: now };
  if (!kept) return { status: fresh, isPastDue: false };
  const expected = schedule.next(kept.last ?? kept.lastUpdated);
  if (expected.getTime() === kept.next.getTime()) return { status: kept, isPastDue: kept.next < now };
  return { status: fresh, isPastDue: false };
}
