import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { TargetRun } from '../../../shared/export/export-subscription';
import type { HostOptions, Order, Report } from './host-process';

/** A process that needs more ends, however long the garbage would have been left lying otherwise. In megabytes. */
const HEAP_MB = 256;

/** The export in a process of its own, which is killed without warning and started again. */
export class KillableHost {
  kills = 0;
  /** The most memory that one of the processes ever had, in bytes. */
  peak = 0;
  #process: { child: ChildProcess; ended: Promise<unknown> } | undefined;

  constructor(private readonly options: HostOptions) {}

  /** One run; killed after so many milliseconds if it still goes on. Undefined when it was killed. */
  async run(late: number, killAfter?: number): Promise<TargetRun[] | undefined> {
    this.#process ??= this.#start();
    const { child, ended } = this.#process;
    const reported = new Promise<Report>((resolve) => child.once('message', (report) => resolve(report as Report)));
    child.send({ late } satisfies Order);
    const timer = killAfter === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfter);
    const report = await Promise.race([reported, ended.then(() => undefined)]);
    clearTimeout(timer);
    if (report) {
      this.peak = Math.max(this.peak, report.peak);
      return report.runs;
    }
    if (killAfter === undefined) throw new Error('The process of the export has ended');
    this.kills += 1;
    this.#process = undefined;
    return undefined;
  }

  stop(): void {
    this.#process?.child.disconnect();
  }

  #start() {
    const child = fork(path.join(__dirname, 'host-process'), [JSON.stringify(this.options)], {
      execArgv: [`--max-old-space-size=${HEAP_MB}`],
    });
    return { child, ended: once(child, 'exit') };
  }
}
