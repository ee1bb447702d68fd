import configFile from '../../event-hubs/Config.json';
import { EventHubsEmulator } from '../../event-hubs/emulator';
import { readHubConfig } from '../../event-hubs/hub-config';
import { runComponent } from '../component';

export interface EventHubsOptions {
  port: number;
  dataDir?: string;
}

export interface EventHubsFacts {
  connectionString: string;
}

/** Above the 1 MB of the service, so that an event which no hub in Azure would take reaches the app, and is seen to become a dead letter. */
const MAX_MESSAGE_SIZE = 4 * 1024 * 1024;

runComponent<EventHubsOptions, EventHubsFacts>(async (options) => {
  const emulator = await EventHubsEmulator.start({ ...options, hubs: readHubConfig(configFile), maxMessageSize: MAX_MESSAGE_SIZE });
  return { facts: { connectionString: emulator.connectionString }, stop: () => emulator.close() };
});
