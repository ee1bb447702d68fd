import { app, type InvocationContext, output, type Timer } from '@azure/functions';
import { line } from '../shared/runtime/log';
import { QUEUES } from '../shared/runtime/resources';
import { stores } from '../shared/storage/stores';

const fusionQueue = output.storageQueue({ queueName: QUEUES.fusion, connection: 'AzureWebJobsStorage' });

/** Looks which subscriptions have news, and asks for one run of fusion for each. */
app.timer('fuse-alerts', { schedule: '%FUSION_SCHEDULE%', extraOutputs: [fusionQueue], handler: fuseAlerts });

async function fuseAlerts(_timer: Timer, context: InvocationContext): Promise<void> {
  const subscriptions = await stores().registry.changed();
  context.extraOutputs.set(fusionQueue, subscriptions);
  if (subscriptions.length > 0) context.debug(line('Subscriptions with news', { subscriptions }));
}
