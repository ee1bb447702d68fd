/** Numbers that look random and are the same in every run. */
export interface Random {
  /** From `least` to `most`, both included. */
  integer(least: number, most: number): number;
}

/** Marsaglia's xorshift with 32 bits: good enough for a sample. `seed` must not be 0. */
export function random(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 2 ** 32;
  };
  return { integer: (least, most) => least + Math.floor(next() * (most - least + 1)) };
}
