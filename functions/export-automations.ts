import { app, type InvocationContext, output, type Timer } from '@azure/functions';
import { line } from '../shared/runtime/log';
import { QUEUES } from '../shared/runtime/resources';
import { stores } from '../shared/storage/stores';

const exportQueue = output.storageQueue({ queueName: QUEUES.exports, connection: 'AzureWebJobsStorage' });

/** Asks for one run of the export for each subscription that has automations. */
app.timer('export-automations', { schedule: '%EXPORT_SCHEDULE%', extraOutputs: [exportQueue], handler: exportAutomations });

async function exportAutomations(_timer: Timer, context: InvocationContext): Promise<void> {
  const subscriptions = await stores().exportRegistry.subscriptions();
  context.extraOutputs.set(exportQueue, subscriptions);
  if (subscriptions.length > 0) context.debug(line('Subscriptions with automations', { subscriptions }));
}
