import { app, type InvocationContext } from '@azure/functions';
import { exportSubscription } from '../shared/export/export-subscription';
import { Places } from '../shared/export/places';
import { readSubscriptionId } from '../shared/model/subscription-id';
import { systemClock } from '../shared/runtime/clock';
import { config } from '../shared/runtime/config';
import { line } from '../shared/runtime/log';
import { QUEUES } from '../shared/runtime/resources';
import { stores } from '../shared/storage/stores';

/** In milliseconds: well within the time that a function has. What is left then is for the next run. */
const BUDGET_MS = 2 * 60_000;

app.storageQueue('export-subscription', { queueName: QUEUES.exports, connection: 'AzureWebJobsStorage', handler: run });

let places: Places | undefined;

/** A message is the id of a subscription. One that is lost does no harm: the timer asks again. */
async function run(message: unknown, context: InvocationContext): Promise<void> {
  const subscriptionId = readSubscriptionId(String(message));
  if (subscriptionId === undefined) throw new Error(`'${String(message).slice(0, 60)}' is not the id of a subscription`);
  const { automations, exportSource: source, exportLedger: ledger, exportRegistry: registry } = stores();
  places ??= new Places(config(), systemClock, stores());
  const options = { clock: systemClock, random: Math.random, budget: BUDGET_MS };
  const runs = await exportSubscription(subscriptionId, automations, { source, ledger, registry }, places, options);
  for (const { outcome, delivered, dead, automation, place } of runs) {
    const facts = { subscriptionId, automation, place, outcome, delivered, dead };
    if (outcome === 'unavailable' || dead > 0) context.warn(line('An export target does not take everything', facts));
    else if (delivered > 0) context.log(line('Exported', facts));
  }
}
