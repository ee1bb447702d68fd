/** The least time of several rounds, in milliseconds: noise only ever adds. Each round does the same work; the first warms up and does not count. */
export function leastTime(rounds: number, work: () => unknown): number {
  return leastTimes(rounds, { work }).work;
}

/** The least time of each work by its name. The works take turns, so that what slows the machine down for a while slows all of them. */
export function leastTimes<Name extends string>(rounds: number, works: Record<Name, () => unknown>): Record<Name, number> {
  const names = Object.keys(works) as Name[];
  const least = Object.fromEntries(names.map((name) => [name, Number.POSITIVE_INFINITY])) as Record<Name, number>;
  for (let round = 0; round <= rounds; round++) {
    for (const name of names) {
      const start = performance.now();
      works[name]();
      if (round > 0) least[name] = Math.min(least[name], performance.now() - start);
    }
  }
  return least;
}

/** The value below which the given share (0 to 1) of the values lies. NaN without values. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
