import { messageOf } from '../functions-host/log';

/** A part of the local stack that runs in a process of its own. */
export interface Component<Facts> {
  /** What the supervisor must know of it. */
  facts: Facts;
  stop(): Promise<void>;
}

/** From a component's process to the supervisor. */
export type ComponentMessage<Facts> = { kind: 'ready'; facts: Facts } | { kind: 'failed'; message: string };

/** The supervisor's only command. */
export const STOP = 'stop';

/** A component whose supervisor is gone has nobody who would kill it. */
const LONGEST_STOP_MS = 3_000;

/**
 * The main program of a component's process: starts it with the options that the supervisor passes on the command line, and stops it when
 * the supervisor says so, or is gone, for whatever reason: the channel between them closes even when one of them is killed.
 */
export function runComponent<Options, Facts>(start: (options: Options) => Promise<Component<Facts>>): void {
  const starting = start(JSON.parse(process.argv[2] ?? '{}') as Options);
  const tell = (message: ComponentMessage<Facts>, done?: () => void) => {
    if (process.connected) process.send?.(message, undefined, undefined, done && (() => done()));
    else done?.();
  };
  const end = () => {
    setTimeout(() => process.exit(1), LONGEST_STOP_MS).unref();
    starting
      .then((component) => component.stop())
      .then(
        () => process.exit(0),
        () => process.exit(1),
      );
  };
  process.once('disconnect', end);
  process.on('message', (message) => message === STOP && end());
  starting.then(
    ({ facts }) => tell({ kind: 'ready', facts }),
    (error) => tell({ kind: 'failed', message: messageOf(error) }, () => process.exit(1)),
  );
}
