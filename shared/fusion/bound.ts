/** How much of something is kept in one document. */
export interface Bound {
  count: number;
  /** Of its JSON: a document, and a transaction, of the store takes 2 MB. */
  bytes: number;
}

/** The first of the sorted items, up to the first which would exceed the bound: what is dropped once stays dropped as more come, in whatever order. */
export function within<T>(sorted: readonly T[], { count, bytes }: Bound): T[] {
  let left = bytes;
  const end = sorted.slice(0, count).findIndex((item) => {
    left -= Buffer.byteLength(JSON.stringify(item)) + 1;
    return left < 0;
  });
  return sorted.slice(0, end === -1 ? count : end);
}
