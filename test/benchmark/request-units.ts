/**
 * Request units by document size, in KB: 1 for a read and 5 for a write of 1 KB, 10 and 50 for 100 KB, and in between on the straight line between these.
 * An estimate: indexing adds to it and the account's consistency too. Source: Microsoft Learn, Request Units in Azure Cosmos DB (see NOTICE).
 */
export function readUnits(kilobytes: number): number {
  return 1 + (Math.max(1, kilobytes) - 1) * (9 / 99);
}

export function writeUnits(kilobytes: number): number {
  return 5 * readUnits(kilobytes);
}
