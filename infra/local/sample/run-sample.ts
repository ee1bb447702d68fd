import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { eventHubsConnection } from '../functions-host/connections';
import { AlertSender } from '../replay/alert-sender';
import { alertProducer } from '../replay/target';
import type { Running } from '../stack/stack';
import { sampleCampaign } from './campaign';
import { DATA, SHOP } from './estate';
import { describeIncidents, incidentsPath, readIncidents, settledIncidents } from './incidents';

/** Of the minute in which the incidents should be on the screen, what is left after the start. */
const WITHIN_MS = 40_000;

/** Replays the bundled campaign and says what came out of it. Does so once for a data directory, which then holds it. */
export async function runSample(
  { settings, connections, url, token }: Running,
  dataDir: string | undefined,
  say: (line: string) => void,
): Promise<void> {
  const marker = dataDir === undefined ? undefined : path.join(dataDir, 'sample-replayed');
  if (marker && existsSync(marker)) say(`The sample campaign is in ${dataDir} already.`);
  else {
    const sent = await sendCampaign(connections.eventHubs);
    if (marker) writeFileSync(marker, `${new Date().toISOString()}\n`);
    say(`Sample campaign: ${sent} alerts of 7 days in 2 subscriptions, an intrusion among them. Fusing ...`);
  }
  if (token === undefined) return say('The API needs a token of the issuer that the settings name: ask it for the incidents yourself.');

  const workspace = { resourceGroup: settings.WORKSPACE_RESOURCE_GROUP ?? '', name: settings.WORKSPACE_NAME ?? '' };
  const paths = [SHOP, DATA].map((subscription) => incidentsPath(subscription, workspace));
  const incidents = await settledIncidents(() => readIncidents(url, paths, token), WITHIN_MS);
  if (incidents.length === 0) return say('No incident has come out of it yet: the lines above may say why.');
  say(`\n${incidents.length} incidents:`);
  for (const line of describeIncidents(incidents)) say(line);
}

async function sendCampaign(connectionString: string | undefined): Promise<number> {
  const producer = alertProducer(connectionString === undefined ? eventHubsConnection('EVENT_HUBS') : { connectionString });
  try {
    const sender = new AlertSender(producer, { format: 'defender' });
    for (const alert of sampleCampaign(Date.now())) await sender.add(Buffer.from(JSON.stringify(alert)));
    await sender.finish();
    return sender.sent;
  } finally {
    await producer.close().catch(() => undefined);
  }
}
