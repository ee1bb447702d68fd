/** What goes wrong with one request. `after`: what it brought was taken, and the client does not learn it. */
export type Fault =
  | { kind: 'refuse'; status: number; retryAfter?: number }
  | { kind: 'reset-before' }
  | { kind: 'reset-after' }
  | { kind: 'stall-after' };

/** Gives the fault of the request with that number, counted from 1; undefined when nothing goes wrong. */
export type Faults = (request: number) => Fault | undefined;

export const NO_FAULTS: Faults = () => undefined;

/** Numbers from 0 up to 1 which the seed decides (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
