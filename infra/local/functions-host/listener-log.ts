import { type Log, messageOf } from './log';

/** Logs the problems of one listener; one that lasts is logged once. */
export class ListenerLog {
  #ongoing = '';

  constructor(
    private readonly functionName: string,
    private readonly log: Log,
  ) {}

  /** Something the listener cannot do. `problem` names the setting to look at. */
  problem(problem: string, error: unknown): void {
    const message = `The listener of function '${this.functionName}' ${problem}: ${messageOf(error)}`;
    if (message === this.#ongoing) return;
    this.#ongoing = message;
    this.log({ level: 'error', category: 'host', functionName: this.functionName, message });
  }

  /** The problem is over: the next one is news again. */
  recovered(): void {
    this.#ongoing = '';
  }

  warning(message: string): void {
    this.log({ level: 'warning', category: 'host', functionName: this.functionName, message });
  }
}
