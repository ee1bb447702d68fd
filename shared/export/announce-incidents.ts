import type { OutboxRepository } from '../storage/outbox-repository';
import { type IncidentEvent, incidentEvent } from './incident-event';

/** Takes events on their way; resolves when all have arrived. */
export interface IncidentPublisher {
  publish(subscriptionId: string, events: readonly IncidentEvent[]): Promise<void>;
}

const PAGE = 100;

/**
 * Announces what the outbox of a subscription holds, the oldest first. An announcement leaves the outbox once it has arrived, so that each arrives at least
 * once; one that arrives again has the same id. Returns how many. Rejects when the stream does not answer; the rest stays for the next time.
 */
export async function announceIncidents(subscriptionId: string, outbox: OutboxRepository, publisher: IncidentPublisher): Promise<number> {
  let announced = 0;
  for (;;) {
    const entries = await outbox.pending(subscriptionId, PAGE);
    if (entries.length === 0) return announced;
    const states = entries.flatMap(({ state }) => state ?? []);
    await publisher.publish(subscriptionId, states.map(incidentEvent));
    await Promise.all(entries.map((entry) => outbox.remove(entry)));
    announced += entries.length;
  }
}
