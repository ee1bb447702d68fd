import { app, type InvocationContext } from '@azure/functions';
import { EventHubPublisher } from '../shared/export/event-hub-publisher';
import { readSubscriptionId } from '../shared/model/subscription-id';
import { fuseSubscription } from '../shared/pipeline/fuse-subscription';
import { systemClock } from '../shared/runtime/clock';
import { config } from '../shared/runtime/config';
import { line } from '../shared/runtime/log';
import { QUEUES } from '../shared/runtime/resources';
import { stores } from '../shared/storage/stores';
import { handOver } from './export-hand-over';

app.storageQueue('fuse-subscription', { queueName: QUEUES.fusion, connection: 'AzureWebJobsStorage', handler: fuse });

let publisher: EventHubPublisher | undefined;

/** A message is the id of a subscription. One that is lost does no harm: the timer asks again as long as there are news. */
async function fuse(message: unknown, context: InvocationContext): Promise<void> {
  const subscriptionId = readSubscriptionId(String(message));
  if (subscriptionId === undefined) throw new Error(`'${String(message).slice(0, 60)}' is not the id of a subscription`);
  publisher ??= new EventHubPublisher(config());
  const summary = await fuseSubscription(subscriptionId, stores(), publisher, systemClock);
  if (summary.alerts > 0) await handOver([subscriptionId], context);
  context.log(line('Fused', { subscriptionId, ...summary }));
}
