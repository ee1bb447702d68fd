/** The items in order, at most so many together. */
export function slices<T>(items: readonly T[], length: number): T[][] {
  const count = Math.ceil(items.length / length);
  return Array.from({ length: count }, (_, index) => items.slice(index * length, (index + 1) * length));
}

/**
 * The values, the last one repeated until there are 1, 2, 4, 8... of them. A query that names each value by a parameter then has one of few texts,
 * and a store reads and plans each text only once.
 */
export function ofFewLengths<T>(values: readonly T[]): T[] {
  const length = values.length === 0 ? 0 : 2 ** Math.ceil(Math.log2(values.length));
  return Array.from({ length }, (_, index) => values[Math.min(index, values.length - 1)] as T);
}
