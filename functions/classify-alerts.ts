import { app, type EventHubTriggerOptions, type InvocationContext } from '@azure/functions';
import { ingest } from '../shared/pipeline/ingest';
import { PlanGate } from '../shared/pipeline/plan-gate';
import { Suppression } from '../shared/pipeline/suppression';
import { systemClock } from '../shared/runtime/clock';
import { config } from '../shared/runtime/config';
import { line } from '../shared/runtime/log';
import { HUBS } from '../shared/runtime/resources';
import { stores } from '../shared/storage/stores';
import { eventsOf } from './event-hub-batch';
import { handOver } from './export-hand-over';

/** As bytes, since texts that are empty get lost on the way and the rest would arrive parsed. The library's types do not know the option. */
const AS_BYTES = { dataType: 'binary' } as Partial<EventHubTriggerOptions>;

/**
 * The checkpoint moves whether or not the function throws. So an event which is no alert does not throw, it becomes a dead letter; and a store which does
 * not answer does, under a policy that never gives up: the partition waits.
 */
app.eventHub('classify-alerts', {
  connection: 'EVENT_HUBS',
  eventHubName: HUBS.alerts,
  cardinality: 'many',
  ...AS_BYTES,
  retry: { strategy: 'exponentialBackoff', maxRetryCount: -1, minimumInterval: { seconds: 1 }, maximumInterval: { seconds: 15 } },
  handler: classifyAlerts,
});

let planGate: PlanGate | undefined;
let suppression: Suppression | undefined;

async function classifyAlerts(bodies: unknown, context: InvocationContext): Promise<void> {
  const events = eventsOf(bodies as Uint8Array[], context);
  planGate ??= new PlanGate(stores().plans);
  suppression ??= new Suppression(stores().suppressionRules);
  const handedOver = (subscriptionIds: Iterable<string>) => handOver(subscriptionIds, context);
  const taking = { ...stores(), planGate, suppression, handOver: handedOver };
  const summary = await ingest(events, taking, config().MAX_EVENT_BYTES, systemClock);
  const { refused, rejected } = summary;
  if (refused + rejected > 0)
    context.warn(line('Some events are no alerts and became dead letters', { ...summary, events: events.length }));
  else context.debug(line('Alerts stored', { ...summary, events: events.length }));
}
