import Module from 'node:module';
import type { Log, LogLevel } from './log';
import type { Binding, Capabilities, FunctionCallback, FunctionMetadata, ProgrammingModel } from './worker-protocol';

/** A function as the app registered it. */
export interface RegisteredFunction extends FunctionMetadata {
  callback: FunctionCallback;
  trigger: Binding;
}

export type HookName = 'appStart' | 'appTerminate' | 'preInvocation' | 'postInvocation' | 'log';
type Hook = (context: object) => unknown;

const MODULE_NAME = '@azure/functions-core';

/** The versions which the app may ask for: of the worker and host whose behaviour this one follows. */
const WORKER_VERSION = '3.13.0';
const HOST_VERSION = '4.1045.0';

/**
 * `@azure/functions-core`: the module which exists nowhere but in a Functions host, and through which `@azure/functions` registers an app's functions
 * and hooks. It holds what was registered.
 */
export class CoreModule {
  readonly functions = new Map<string, RegisteredFunction>();
  readonly appHookData = {};
  /** What the library can do, known once the app is loaded. */
  capabilities: Capabilities = {};
  model: ProgrammingModel | undefined;
  #locked = false;
  readonly #hooks = new Map<HookName, Hook[]>();

  constructor(private readonly log: Log) {}

  /** Answers `require('@azure/functions-core')` in this process from now on, until the returned function is called. */
  provide(): () => void {
    // The worker does the same: every CommonJS `require`, whichever file it is in, goes through this method.
    const prototype = Module.prototype as unknown as { require(id: string): unknown };
    const original = prototype.require;
    const { exports } = this;
    prototype.require = function (this: unknown, id: string) {
      return id === MODULE_NAME ? exports : original.call(this, id);
    };
    return () => {
      prototype.require = original;
    };
  }

  /** No function can be registered after this. */
  lock(): void {
    this.#locked = true;
  }

  /** Runs the hooks in the order of their registration. A hook that throws stops the rest. */
  async runHooks(name: HookName, context: object): Promise<void> {
    for (const hook of this.#hooks.get(name) ?? []) await hook(context);
  }

  /** Log hooks run on every line and may change it, so they cannot wait. */
  runLogHooks(context: { level: string; category: string; message: string }): void {
    for (const hook of this.#hooks.get('log') ?? []) hook(context);
  }

  private readonly exports = {
    version: WORKER_VERSION,
    hostVersion: HOST_VERSION,
    Disposable,
    registerFunction: (metadata: FunctionMetadata, callback: FunctionCallback) => this.#register(metadata, callback),
    registerHook: (name: HookName, hook: Hook) => this.#registerHook(name, hook),
    setProgrammingModel: (model: ProgrammingModel) => {
      this.model = model;
    },
    getProgrammingModel: () => this.model,
    log: (level: LogLevel, category: string, message: string) => this.log({ level, category, message }),
  };

  #register(metadata: FunctionMetadata, callback: FunctionCallback): Disposable {
    if (this.#locked) throw new Error('A function can only be registered during app startup.');
    const id = metadata.functionId ?? metadata.name;
    if (this.functions.has(id)) throw new Error(`A function with id "${id}" has already been registered.`);
    for (const [name, binding] of Object.entries(metadata.bindings)) binding.name = name;
    const trigger = Object.values(metadata.bindings).find((binding) => /trigger$/i.test(binding.type));
    if (!trigger) throw new Error(`Function "${metadata.name}" has no trigger.`);
    this.functions.set(id, { ...metadata, callback, trigger });
    return new Disposable(() => this.functions.delete(id));
  }

  #registerHook(name: HookName, hook: Hook): Disposable {
    const hooks = this.#hooks.get(name) ?? [];
    this.#hooks.set(name, hooks);
    hooks.push(hook);
    return new Disposable(() => hooks.splice(hooks.indexOf(hook), 1));
  }
}

class Disposable {
  #dispose: (() => unknown) | undefined;

  constructor(dispose: () => unknown) {
    this.#dispose = dispose;
  }

  static from(...disposables: { dispose(): unknown }[]): Disposable {
    return new Disposable(() => {
      for (const each of disposables) each.dispose();
    });
  }

  dispose(): unknown {
    const dispose = this.#dispose;
    this.#dispose = undefined;
    return dispose?.();
  }
}
