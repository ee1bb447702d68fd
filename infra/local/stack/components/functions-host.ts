import { readConfig } from '../../../../shared/runtime/config';
import { prepareDatabase } from '../../../../shared/storage/database';
import { FunctionsHost } from '../../functions-host/host';
import { runComponent } from '../component';
import { consoleLog } from '../console-log';

export interface FunctionsHostOptions {
  appDir: string;
  port: number;
  verbose: boolean;
}

export interface FunctionsHostFacts {
  port: number;
  functions: { name: string; trigger: string }[];
}

runComponent<FunctionsHostOptions, FunctionsHostFacts>(async ({ appDir, port, verbose }) => {
  const config = readConfig(process.env);
  // An identity may not create containers; the template does it where there is one.
  if (config.COSMOS_KEY !== undefined) await prepareDatabase(config);
  const host = await FunctionsHost.start({ appDir, port, log: consoleLog(verbose) });
  return { facts: { port: host.port, functions: host.functions }, stop: () => host.stop() };
});
