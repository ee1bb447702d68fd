import type { ContainerClient } from '@azure/storage-blob';
import { textSetting } from './app-settings';
import { blobService, HOST_STORAGE } from './connections';
import type { RegisteredFunction } from './core-module';
import { InFlight } from './in-flight';
import type { Invoker } from './invocation';
import type { Listener } from './listener';
import { ListenerLog } from './listener-log';
import type { Log } from './log';
import { Ncrontab } from './ncrontab';
import { withRetry } from './retry-policy';
import { resume, ScheduleMonitor, type ScheduleStatus, toWire } from './schedule-status';
import { whileLeased } from './singleton-lease';
import { settle, sleep } from './sleep';
import { type InvocationRequest, json } from './worker-protocol';

/** The longest wait that a timer of Node.js takes. */
const LONGEST_TIMEOUT_MS = 2 ** 31 - 1;

/** A schedule shorter than this keeps no status: a missed run of it is not worth making good. */
const SHORTEST_MONITORED_MS = 60_000;

const CONTAINER = 'azure-webjobs-hosts';

/** Fires one timer function on its schedule, on one host of all, never twice at once. A run that fails does not stop the schedule. */
export class TimerListener implements Listener {
  readonly #schedule: Ncrontab;
  readonly #stop = new AbortController();
  readonly #runs = new InFlight();
  #lastRun: Promise<unknown> = Promise.resolve();
  #listening: Promise<void> = Promise.resolve();
  readonly #log: ListenerLog;

  /** Throws when the schedule is none. */
  constructor(
    private readonly fn: RegisteredFunction,
    private readonly invoker: Invoker,
    private readonly hostId: string,
    log: Log,
  ) {
    this.#log = new ListenerLog(fn.name, log);
    this.#schedule = new Ncrontab(textSetting(fn.trigger, 'schedule'));
  }

  /** Throws when no storage account is set. */
  start(): void {
    const container = blobService().getContainerClient(CONTAINER);
    const lock = `locks/${this.hostId}/Host.Functions.${this.fn.name}.Listener`;
    this.#listening = whileLeased(
      container,
      lock,
      (signal) => this.#keepSchedule(container, signal),
      this.#stop.signal,
      this.#storageProblem,
    );
  }

  async stop(graceMs: number): Promise<void> {
    this.#stop.abort();
    await this.#runs.ended(graceMs);
    await settle(this.#listening, 1_000);
  }

  /** Runs the function now, after a run that is under way. Rejects when it fails. The schedule does not change. */
  async fire(): Promise<void> {
    await this.#run(undefined, false, this.#stop.signal);
  }

  readonly #storageProblem = (error: unknown) => this.#log.problem(`cannot use its storage (${HOST_STORAGE})`, error);

  async #keepSchedule(container: ContainerClient, signal: AbortSignal): Promise<void> {
    this.#log.recovered();
    const monitor = this.#isMonitored() ? new ScheduleMonitor(container, this.hostId, this.fn.name) : undefined;
    const { status: resumed, isPastDue } = resume(await monitor?.read(), this.#schedule, new Date());
    await monitor?.write(resumed);
    let status = resumed;
    let runNow = isPastDue || this.fn.trigger.runOnStartup === true;
    let pastDue = isPastDue;
    while (!signal.aborted) {
      if (!runNow) await sleepUntil(status.next, signal);
      if (signal.aborted) return;
      const started = new Date();
      await this.#run(monitor && status, pastDue, signal).catch(() => undefined);
      // The timer may come a moment too soon: the run is the one that was due.
      const last = runNow || started > status.next ? started : status.next;
      status = { last, next: this.#schedule.next(last), lastUpdated: last };
      await monitor?.write(status).catch(this.#storageProblem);
      runNow = false;
      pastDue = false;
    }
  }

  #isMonitored(): boolean {
    if (this.fn.trigger.useMonitor === false) return false;
    const first = this.#schedule.next(new Date());
    return this.#schedule.next(first).getTime() - first.getTime() >= SHORTEST_MONITORED_MS;
  }

  async #run(status: ScheduleStatus | undefined, isPastDue: boolean, signal: AbortSignal): Promise<void> {
    const run = this.#lastRun.then(async () => {
      const request = invocationOf(this.fn, status, isPastDue);
      const attempt = (retryContext: InvocationRequest['retryContext']) => this.invoker.invoke(this.fn, { ...request, retryContext });
      const outcome = await withRetry(this.fn.retryOptions, attempt, signal);
      if (outcome.status !== 'succeeded') throw outcome.error;
    });
    this.#lastRun = run.catch(() => undefined);
    await this.#runs.track(run);
  }
}

function invocationOf(fn: RegisteredFunction, status: ScheduleStatus | undefined, isPastDue: boolean): InvocationRequest {
  const timer = { Schedule: { AdjustForDST: true }, ScheduleStatus: status ? toWire(status) : null, IsPastDue: isPastDue };
  return {
    inputData: [{ name: fn.trigger.name, data: json(timer) }],
    triggerMetadata: { TimerTrigger: { string: new Date().toISOString() } },
  };
}

async function sleepUntil(time: Date, signal: AbortSignal): Promise<void> {
  for (let wait = time.getTime() - Date.now(); wait > 0 && !signal.aborted; wait = time.getTime() - Date.now()) {
    await sleep(Math.min(wait, LONGEST_TIMEOUT_MS), signal);
  }
}
