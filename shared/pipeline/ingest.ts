import type { ContextOf } from '../classification/context';
import type { Clock } from '../runtime/clock';
import type { AlertRepository, StoredAs } from '../storage/alert-repository';
import type { DeadLetterRepository } from '../storage/dead-letter-repository';
import type { SubscriptionRegistry } from '../storage/subscription-registry';
import { notRaised, type PlanGate } from './plan-gate';
import { readEvents, unstorable } from './read-events';
import type { ReceivedEvent } from './received-event';
import { dismissed, type Suppression } from './suppression';

export interface IngestionStores {
  alerts: Pick<AlertRepository, 'add'>;
  deadLetters: Pick<DeadLetterRepository, 'add'>;
  registry: Pick<SubscriptionRegistry, 'markChanged'>;
  /** Without it every plan is on. */
  planGate?: Pick<PlanGate, 'planOff'>;
  /** Without it no alert is suppressed. */
  suppression?: Pick<Suppression, 'ruleFor' | 'count'>;
  /** Without it nothing is known beside the alerts themselves. Must not throw. */
  contextOf?: ContextOf;
  /** Told the subscriptions of which something was stored. Must not reject: the events have been taken in. */
  handOver?: (subscriptionIds: ReadonlySet<string>) => Promise<void>;
}

/** How many elements of the events became what. */
export type IngestionSummary = Record<StoredAs | 'rejected', number>;

/**
 * Takes a batch of events in: each element is stored as an alert or as a dead letter, so that none is lost and none is stored twice, however often the batch
 * comes. Throws when the store does not answer; the batch must come again then.
 */
export async function ingest(
  events: readonly ReceivedEvent[],
  stores: IngestionStores,
  maxEventBytes: number,
  clock: Clock,
): Promise<IngestionSummary> {
  const now = clock();
  const { alerts, deadLetters } = readEvents(events, maxEventBytes, now, stores.contextOf);
  const off = await Promise.all(alerts.map(({ alert }) => stores.planGate?.planOff(alert, now)));
  const rules = await Promise.all(
    alerts.map(({ alert }, index) => (off[index] === undefined ? stores.suppression?.ruleFor(alert, now) : undefined)),
  );
  const outcomes = await stores.alerts.add(
    alerts.map(({ alert }, index) => {
      const [plan, rule] = [off[index], rules[index]];
      if (plan !== undefined) return notRaised(alert, plan);
      return rule === undefined ? alert : dismissed(alert, rule);
    }),
    now,
  );
  const refused = alerts.filter((_, index) => outcomes[index] === 'refused').map((read) => unstorable(read, now));
  await stores.deadLetters.add([...deadLetters, ...refused]);

  // Also for alerts that were known before: an earlier try may have ended between storing and this.
  const subscriptions = new Set(alerts.map(({ alert }) => alert.subscriptionId));
  await Promise.all([...subscriptions].map((subscriptionId) => stores.registry.markChanged(subscriptionId)));

  const hits = alerts.flatMap(({ alert: { subscriptionId } }, index) => {
    const rule = rules[index];
    return rule !== undefined && outcomes[index] === 'created' ? [{ subscriptionId, rule }] : [];
  });
  await stores.suppression?.count(hits, now);
  await stores.handOver?.(subscriptions);

  const summary: IngestionSummary = { created: 0, revised: 0, known: 0, refused: 0, rejected: deadLetters.length };
  for (const outcome of outcomes) summary[outcome] += 1;
  return summary;
}
