import { type ChildProcess, fork } from 'node:child_process';
import { settle } from '../functions-host/sleep';
import { type ComponentMessage, STOP } from './component';

/** The process of one component, as the supervisor sees it. */
export class Child<Facts> {
  /** Rejects with what the component says when it cannot start. */
  readonly ready: Promise<Facts>;
  /** How the process ended, in words: never before somebody or something ended it. */
  readonly exited: Promise<string>;
  readonly #process: ChildProcess;

  /** `entry`: the module whose main program calls {@link runComponent}. */
  constructor(entry: string, options: object, env: NodeJS.ProcessEnv = process.env) {
    this.#process = fork(entry, [JSON.stringify(options)], {
      env,
      // Nobody types into a component, and its output is the stack's.
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      // A process group of its own: Ctrl+C must reach it after its users are done, not together with them.
      detached: true,
    });
    this.exited = new Promise((resolve) => {
      this.#process.once('error', (error) => resolve(error.message));
      this.#process.once('exit', (code, signal) => resolve(signal ? `killed by ${signal}` : `exit code ${code}`));
    });
    this.ready = new Promise((resolve, reject) => {
      this.#process.once('message', (message: ComponentMessage<Facts>) => {
        if (message.kind === 'ready') resolve(message.facts);
        else reject(new Error(message.message));
      });
      this.exited.then((how) => reject(new Error(`its process ended (${how})`)));
    });
    // Whoever stops a child that is starting does not wait for it.
    this.ready.catch(() => undefined);
  }

  get pid(): number {
    return this.#process.pid as number;
  }

  /** Lets it end by itself for so many milliseconds, then kills it. Safe to call twice. */
  async stop(graceMs: number): Promise<void> {
    if (this.#process.connected) this.#process.send(STOP, () => undefined);
    await settle(this.exited, graceMs);
    this.#process.kill('SIGKILL');
    await this.exited;
  }
}
