import { isDisabled } from './app-settings';
import { CoreModule, type RegisteredFunction } from './core-module';
import { EventHubListener } from './event-hub-trigger';
import { hostId } from './host-id';
import { readHostJson } from './host-json';
import { HttpServer } from './http-server';
import { Invoker } from './invocation';
import type { Listener } from './listener';
import { loadApp } from './load-app';
import { describe, type Log, messageOf } from './log';
import { OutputBindings } from './output-bindings';
import { QueueNews } from './queue-news';
import { queueTrigger } from './queue-trigger';
import { settle } from './sleep';
import { TimerListener } from './timer-trigger';

export interface HostOptions {
  /** The folder with the app's host.json and package.json. */
  appDir: string;
  /** Of the HTTP functions, on 127.0.0.1; 0 takes a free one. */
  port: number;
  log: Log;
}

/** How long a stop waits for running invocations. */
const GRACE_MS = 3_000;

/**
 * A Functions host: loads an app exactly as Azure Functions does and fires its functions. App settings are the environment variables of the process, as in Azure.
 * One per process: `@azure/functions` binds itself to the first host that loads it.
 */
export class FunctionsHost {
  static #started = false;

  readonly functions: { name: string; trigger: string }[];
  readonly #listeners: Listener[] = [];
  readonly #timers = new Map<string, TimerListener>();
  #stopped: Promise<void> | undefined;

  private constructor(
    readonly port: number,
    private readonly core: CoreModule,
    private readonly http: HttpServer,
    private readonly outputs: OutputBindings,
    private readonly release: () => void,
  ) {
    this.functions = [...core.functions.values()].map(({ name, trigger }) => ({ name, trigger: trigger.type }));
  }

  /**
   * Throws when host.json is not valid, the app cannot be loaded or the port is taken. A trigger that cannot listen (a setting is missing, a service is not
   * there) is logged and leaves the other functions running.
   */
  static async start({ appDir, port, log }: HostOptions): Promise<FunctionsHost> {
    if (FunctionsHost.#started) throw new Error('This process has had a Functions host already: start each one in a process of its own');
    const settings = readHostJson(appDir);
    FunctionsHost.#started = true;
    const core = new CoreModule(log);
    const stopProviding = core.provide();
    const stopWatching = logUnhandledRejections(log);
    const release = () => {
      stopProviding();
      stopWatching();
    };
    try {
      await loadApp(core, appDir);
      const news = new QueueNews();
      const outputs = new OutputBindings(settings.queues.messageEncoding, news);
      const invoker = new Invoker(core, outputs, log);
      const enabled = [...core.functions.values()].filter(({ name }) => !isDisabled(name));
      const http = new HttpServer(enabled.filter(isHttp), invoker, { port, ...settings.http, proxyUri: core.capabilities.HttpUri });
      await http.start();
      const host = new FunctionsHost(http.port, core, http, outputs, release);
      const id = hostId(appDir);
      for (const fn of enabled.filter((each) => !isHttp(each))) {
        host.#listen(fn, log, () => {
          switch (fn.trigger.type.toLowerCase()) {
            case 'timertrigger':
              return host.#remember(fn, new TimerListener(fn, invoker, id, log));
            case 'queuetrigger':
              return queueTrigger(fn, invoker, settings.queues, news, log);
            case 'eventhubtrigger':
              return new EventHubListener(fn, invoker, settings.eventHubs, 'IncludeEmptyEntriesInMessagePayload' in core.capabilities, log);
            default:
              throw new Error(`the local host has no trigger of type "${fn.trigger.type}"`);
          }
        });
      }
      return host;
    } catch (error) {
      release();
      throw error;
    }
  }

  /** Runs a timer function now and returns when it has ended. Rejects when it fails, or is no timer. Its schedule does not change. */
  async invokeTimer(name: string): Promise<void> {
    const timer = this.#timers.get(name);
    if (!timer) throw new Error(`There is no timer function '${name}'`);
    await timer.fire();
  }

  /** Takes nothing new, lets running invocations end for at most 3 s, and runs the app's terminate hooks. Safe to call twice. */
  stop(): Promise<void> {
    this.#stopped ??= this.#stop();
    return this.#stopped;
  }

  async #stop(): Promise<void> {
    await Promise.all([this.http, ...this.#listeners].map((listener) => listener.stop(GRACE_MS)));
    await settle(this.core.runHooks('appTerminate', { hookData: {}, appHookData: this.core.appHookData }), GRACE_MS);
    await this.outputs.close();
    this.release();
  }

  #listen(fn: RegisteredFunction, log: Log, create: () => Listener): void {
    try {
      const listener = create();
      listener.start();
      this.#listeners.push(listener);
    } catch (error) {
      const message = `The listener of function '${fn.name}' cannot start: ${messageOf(error)}`;
      log({ level: 'error', category: 'host', functionName: fn.name, message });
    }
  }

  #remember(fn: RegisteredFunction, timer: TimerListener): TimerListener {
    this.#timers.set(fn.name, timer);
    return timer;
  }
}

function isHttp(fn: RegisteredFunction): boolean {
  return fn.trigger.type.toLowerCase() === 'httptrigger';
}

/** An app that forgets to await must not fail in silence, nor take the host with it. */
function logUnhandledRejections(log: Log): () => void {
  const listener = (reason: unknown) => log({ level: 'error', category: 'host', message: `Unhandled rejection: ${describe(reason)}` });
  process.on('unhandledRejection', listener);
  return () => process.off('unhandledRejection', listener);
}
