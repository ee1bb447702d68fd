import path from 'node:path';
import { parseArgs } from 'node:util';
import { Failure } from './failure';

/** How the local stack runs: its command line, and the environment variables that choose ports. Port 0 takes a free one. */
export interface StackOptions {
  /** The folder with host.json and package.json. */
  appDir: string;
  /** Keeps events, documents, checkpoints and queues over a restart. Without it they end with the stack. */
  dataDir: string | undefined;
  /** Whether the bundled campaign is replayed. */
  sample: boolean;
  /** Shows every line that the app logs, not warnings and errors alone. */
  verbose: boolean;
  ports: Ports;
}

export interface Ports {
  http: number;
  eventHubs: number;
  cosmos: number;
  blob: number;
  queue: number;
  table: number;
  issuer: number;
  dataCollection: number;
}

/** The environment variable for each port. */
export const PORT_SETTINGS: Record<keyof Ports, string> = {
  http: 'SINTER_PORT',
  eventHubs: 'SINTER_EVENT_HUBS_PORT',
  cosmos: 'SINTER_COSMOS_PORT',
  blob: 'SINTER_BLOB_PORT',
  queue: 'SINTER_QUEUE_PORT',
  table: 'SINTER_TABLE_PORT',
  issuer: 'SINTER_ISSUER_PORT',
  dataCollection: 'SINTER_DATA_COLLECTION_PORT',
};

/** As the real Functions host. */
const DEFAULT_HTTP_PORT = 7071;

export const USAGE = `Usage: npm start -- [--no-sample] [--data DIR] [--verbose]

  --no-sample   starts empty, without the bundled campaign
  --data DIR    keeps events, documents, checkpoints and queues in DIR over a restart
  --verbose     shows every line that the app logs

Environment: SINTER_PORT (7071; 0 takes a free port). Set EVENT_HUBS, COSMOS_ENDPOINT or AzureWebJobsStorage
(or their __fullyQualifiedNamespace and __accountName forms) to use a service in place of the embedded one.`;

/** Undefined when the user asks for help. Throws a {@link Failure} for an option or port which is none. */
export function readOptions(args: string[], env: NodeJS.ProcessEnv, cwd: string): StackOptions | undefined {
  const { values } = parse(args);
  if (values.help) return undefined;
  return {
    appDir: cwd,
    dataDir: values.data === undefined ? undefined : path.resolve(cwd, values.data),
    sample: !values['no-sample'],
    verbose: values.verbose ?? false,
    ports: {
      http: port(env, 'http', DEFAULT_HTTP_PORT),
      eventHubs: port(env, 'eventHubs'),
      cosmos: port(env, 'cosmos'),
      blob: port(env, 'blob'),
      queue: port(env, 'queue'),
      table: port(env, 'table'),
      issuer: port(env, 'issuer'),
      dataCollection: port(env, 'dataCollection'),
    },
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        'no-sample': { type: 'boolean' },
        data: { type: 'string' },
        verbose: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new Failure(`${(error as Error).message.split('\n', 1)[0]} "npm start -- --help" lists the options.`);
  }
}

function port(env: NodeJS.ProcessEnv, name: keyof Ports, preset = 0): number {
  const setting = PORT_SETTINGS[name];
  const text = env[setting] || String(preset);
  const number = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (number <= 65_535) return number;
  throw new Failure(`${setting} is "${text}", which is no port: set it to a number from 0 (any free port) to 65535.`);
}
