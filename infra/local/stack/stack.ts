import path from 'node:path';
import { type Azurite, startAzurite } from '../azurite/azurite';
import { messageOf } from '../functions-host/log';
import { Issuer } from '../issuer/issuer';
import { appSettings, type Connections, type Embedded, embeddedParts } from './app-settings';
import { Child } from './child';
import type { CosmosFacts, CosmosOptions } from './components/cosmos';
import type { DataCollectionFacts, DataCollectionOptions } from './components/data-collection';
import type { EventHubsFacts, EventHubsOptions } from './components/event-hubs';
import type { FunctionsHostFacts, FunctionsHostOptions } from './components/functions-host';
import { Failure, startFailure } from './failure';
import { PORT_SETTINGS, type Ports, type StackOptions } from './options';

/** Both together stay below five seconds: the host lets running functions end, then the services write what they hold. */
const HOST_GRACE_MS = 2_700;
const SERVICE_GRACE_MS = 1_700;

/** What runs, once all of it does. */
export interface Running {
  /** Of the HTTP functions. */
  url: string;
  functions: FunctionsHostFacts['functions'];
  connections: Connections;
  /** The environment of the app. */
  settings: NodeJS.ProcessEnv;
  /** A token with which the API answers everything; undefined when the settings name an issuer. */
  token: string | undefined;
  /** Process ids by component. */
  pids: Record<string, number>;
}

interface Part {
  pid: number;
  exited: Promise<unknown>;
  stop(graceMs: number): Promise<void>;
}

/** The local stack: the embedded services which the settings leave to it, then the Functions host with the app, each in a process of its own. */
export class Stack {
  /** Rejects with a {@link Failure} when a component ends which nobody stopped. Never resolves. */
  readonly crashed: Promise<never>;
  readonly #embedded: Embedded;
  readonly #services = new Map<string, Part>();
  #issuer: Issuer | undefined;
  #host: Part | undefined;
  #stopped: Promise<void> | undefined;
  #reportCrash: (failure: Failure) => void = () => undefined;

  /** Throws a {@link Failure} for settings which do not go together. */
  constructor(
    private readonly options: StackOptions,
    private readonly env: NodeJS.ProcessEnv,
  ) {
    this.#embedded = embeddedParts(env, options.dataDir);
    this.crashed = new Promise((_, reject) => {
      this.#reportCrash = reject;
    });
    this.crashed.catch(() => undefined);
  }

  get embedded(): readonly string[] {
    const names = {
      storage: 'Azurite',
      eventHubs: 'Event Hubs',
      cosmos: 'Cosmos DB',
      issuer: 'a token issuer',
      dataCollection: 'a data collection endpoint',
    };
    return (Object.keys(names) as (keyof Embedded)[]).filter((part) => this.#embedded[part]).map((part) => names[part]);
  }

  /** Starts the services at once, then the host. Rejects with a {@link Failure}; whoever called then calls `stop`. */
  async start(): Promise<Running> {
    const { eventHubs, cosmos, storage, issuer, dataCollection } = this.#embedded;
    const [storageConnection, eventHubsConnection, cosmosConnection, tokenIssuer, collection] = await Promise.all([
      storage ? this.#startAzurite() : undefined,
      eventHubs ? this.#startEventHubs() : undefined,
      cosmos ? this.#startCosmos() : undefined,
      issuer ? this.#startIssuer() : undefined,
      dataCollection ? this.#startDataCollection() : undefined,
    ]);
    const connections: Connections = {
      ...(storageConnection !== undefined && { storage: storageConnection }),
      ...(eventHubsConnection !== undefined && { eventHubs: eventHubsConnection }),
      ...(cosmosConnection && { cosmos: cosmosConnection }),
      ...(tokenIssuer && { issuer: tokenIssuer.url }),
      ...(collection && { dataCollection: collection.url, sentinel: collection.sentinelUrl }),
    };
    const settings = appSettings(this.env, connections, tokenIssuer?.settings());
    const { port, functions } = await this.#startHost(settings);
    const parts = [...this.#services, ['functions-host', this.#host] as const];
    const pids = Object.fromEntries(parts.map(([name, part]) => [name, part?.pid ?? 0]));
    const token = await tokenIssuer?.token();
    return { url: `http://127.0.0.1:${port}`, functions, connections, settings, token, pids };
  }

  /** Ends the host first, then what it uses, in less than five seconds. Safe to call twice, and while the stack starts. */
  stop(): Promise<void> {
    this.#stopped ??= this.#stop();
    return this.#stopped;
  }

  async #stop(): Promise<void> {
    await this.#host?.stop(HOST_GRACE_MS);
    await Promise.all([this.#issuer?.stop(), ...[...this.#services.values()].map((service) => service.stop(SERVICE_GRACE_MS))]);
  }

  async #startAzurite(): Promise<string> {
    const { blob, queue, table } = this.options.ports;
    const options = { blobPort: blob, queuePort: queue, tablePort: table, ...this.#dataDir('azurite') };
    const ports = [PORT_SETTINGS.blob, PORT_SETTINGS.queue, PORT_SETTINGS.table].join(', ');
    const azurite = await startAzurite(options).catch((error) => {
      throw startFailure('Azurite', messageOf(error), ports);
    });
    this.#watch('azurite', azuritePart(azurite));
    return azurite.connectionString;
  }

  async #startEventHubs(): Promise<string> {
    const options: EventHubsOptions = { port: this.options.ports.eventHubs, ...this.#dataDir('event-hubs') };
    const child = this.#watch('event-hubs', this.#fork<EventHubsFacts>('event-hubs', options, this.env));
    return (await this.#ready(child, 'The Event Hubs emulator', 'eventHubs')).connectionString;
  }

  async #startCosmos(): Promise<CosmosFacts> {
    const options: CosmosOptions = { port: this.options.ports.cosmos, ...this.#dataDir('cosmos') };
    const child = this.#watch('cosmos', this.#fork<CosmosFacts>('cosmos', options, this.env));
    return this.#ready(child, 'The Cosmos DB server', 'cosmos');
  }

  async #startDataCollection(): Promise<DataCollectionFacts> {
    const options: DataCollectionOptions = { port: this.options.ports.dataCollection, ...this.#dataDir('data-collection') };
    const child = this.#watch('data-collection', this.#fork<DataCollectionFacts>('data-collection', options, this.env));
    return this.#ready(child, 'The data collection endpoint', 'dataCollection');
  }

  /** It does next to nothing, so it has no process of its own. */
  async #startIssuer(): Promise<Issuer> {
    this.#issuer = await Issuer.start(this.options.ports.issuer).catch((error) => {
      throw startFailure('The issuer of tokens', messageOf(error), PORT_SETTINGS.issuer);
    });
    return this.#issuer;
  }

  async #startHost(settings: NodeJS.ProcessEnv): Promise<FunctionsHostFacts> {
    const { appDir, ports, verbose } = this.options;
    const options: FunctionsHostOptions = { appDir, port: ports.http, verbose };
    const child = this.#fork<FunctionsHostFacts>('functions-host', options, settings);
    this.#host = child;
    this.#reportEnd('functions-host', child);
    return this.#ready(child, 'The Functions host', 'http');
  }

  #fork<Facts>(component: string, options: object, env: NodeJS.ProcessEnv): Child<Facts> {
    if (this.#stopped) throw new Failure('The stack stops.');
    return new Child<Facts>(path.join(__dirname, 'components', component), options, env);
  }

  async #ready<Facts>(child: Child<Facts>, name: string, port: keyof Ports): Promise<Facts> {
    try {
      return await child.ready;
    } catch (error) {
      throw startFailure(name, messageOf(error), PORT_SETTINGS[port]);
    }
  }

  #watch<Service extends Part>(name: string, part: Service): Service {
    this.#services.set(name, part);
    this.#reportEnd(name, part);
    // It was on its way when the stack was stopped.
    if (this.#stopped) void part.stop(SERVICE_GRACE_MS);
    return part;
  }

  #reportEnd(name: string, part: Part): void {
    void part.exited.then((how) => {
      if (!this.#stopped) this.#reportCrash(new Failure(`The component ${name} has ended (${how}), so everything stops. Start again.`));
    });
  }

  #dataDir(component: string): { dataDir?: string } {
    return this.options.dataDir === undefined ? {} : { dataDir: path.join(this.options.dataDir, component) };
  }
}

function azuritePart({ pid, exited, stop }: Azurite): Part {
  return { pid, exited: exited.then((code) => (code === null ? 'killed by a signal' : `exit code ${code}`)), stop };
}
