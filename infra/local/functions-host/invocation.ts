import { randomUUID } from 'node:crypto';
import type { CoreModule, RegisteredFunction } from './core-module';
import { describe, type Log, type LogLevel } from './log';
import type { OutputBindings } from './output-bindings';
import type { FunctionCallback, InvocationRequest, InvocationResponse } from './worker-protocol';

/** Runs functions, one attempt at a time, the way the worker and the host do together. */
export class Invoker {
  constructor(
    private readonly core: CoreModule,
    private readonly outputs: OutputBindings,
    private readonly log: Log,
  ) {}

  /** What the function returns, its output bindings sent. Throws, after logging it, what the function or an output binding throws. */
  async invoke(fn: RegisteredFunction, request: InvocationRequest, invocationId: string = randomUUID()): Promise<InvocationResponse> {
    const started = performance.now();
    const report = (level: LogLevel, ending: string) => {
      const took = `Duration=${Math.round(performance.now() - started)}ms`;
      const message = `Executed 'Functions.${fn.name}' (${took}) ${ending}`;
      this.log({ level, category: 'host', message, functionName: fn.name, invocationId });
    };
    try {
      const response = await this.#run(fn, request, invocationId);
      await this.outputs.send(fn, response);
      report('debug', 'Succeeded');
      return response;
    } catch (error) {
      report('error', `Failed: ${describe(error)}`);
      throw error;
    }
  }

  async #run(fn: RegisteredFunction, request: InvocationRequest, invocationId: string): Promise<InvocationResponse> {
    if (!this.core.model) throw new Error('The app has not been loaded');
    const context = {
      invocationId,
      // The library reads it, to warn about a log line after the end of the function.
      state: undefined as string | undefined,
      request: { invocationId, ...request },
      metadata: fn,
      log: (level: LogLevel, category: string, message: string) => this.#logOf(fn, invocationId, { level, category, message }),
    };
    const invocation = this.core.model.getInvocationModel(context);
    const { context: invocationContext, inputs } = await invocation.getArguments();

    const shared = { hookData: {}, appHookData: this.core.appHookData, invocationContext };
    const before = { ...shared, inputs, functionCallback: fn.callback as FunctionCallback };
    context.state = 'preInvocationHooks';
    await this.core.runHooks('preInvocation', before);

    const after = { ...shared, inputs: before.inputs, result: undefined as unknown, error: undefined as unknown };
    context.state = 'invocation';
    try {
      after.result = await invocation.invokeFunction(invocationContext, before.inputs, before.functionCallback);
    } catch (error) {
      after.error = error ?? new Error('The function threw nothing');
    }

    context.state = 'postInvocationHooks';
    await this.core.runHooks('postInvocation', after);
    context.state = undefined;
    if (after.error !== undefined && after.error !== null) throw after.error;
    return invocation.getResponse(invocationContext, after.result);
  }

  #logOf(fn: RegisteredFunction, invocationId: string, line: { level: LogLevel; category: string; message: string }): void {
    this.core.runLogHooks(line);
    this.log({ ...line, functionName: fn.name, invocationId });
  }
}
