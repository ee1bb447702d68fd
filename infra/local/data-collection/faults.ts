/** What goes wrong with one request. `after`: the rows were taken, and the client does not learn it. */
export type Fault =
  | { kind: 'refuse'; status: number; retryAfter?: number }
  | { kind: 'reset-before' }
  | { kind: 'reset-after' }
  | { kind: 'stall-after' };

/** Gives the fault of the request with that number, counted from 1; undefined when nothing goes wrong. */
export type Faults = (request: number) => Fault | undefined;

export const NO_FAULTS: Faults = () => undefined;

/** Faults of all kinds but stalls at `rate` (0 to 1) of the requests: the same for the same seed. */
export function seededFaults(seed: number, rate: number): Faults {
  const random = randomOf(seed);
  const kinds: Fault[] = [
    { kind: 'refuse', status: 429, retryAfter: 1 },
    { kind: 'refuse', status: 503 },
    { kind: 'refuse', status: 500 },
    { kind: 'reset-before' },
    { kind: 'reset-after' },
  ];
  return () => (random() < rate ? kinds[Math.floor(random() * kinds.length)] : undefined);
}

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
