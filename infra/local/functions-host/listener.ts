/** What fires functions of one kind: the HTTP server, or the listener of one trigger. */
export interface Listener {
  /** Begins to listen, in the background where the service may not be there yet. Throws only for what cannot mend itself. */
  start(): Promise<void> | void;
  /** Takes nothing new, lets running invocations end for at most so many milliseconds, and leaves nothing behind. */
  stop(graceMs: number): Promise<void>;
}
