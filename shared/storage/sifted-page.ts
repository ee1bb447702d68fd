import type { Page, Position } from './pages';

/** Those of the documents that are looked for, which no condition in a query could tell; in the order in which they are given. */
export type Sieve<Document> = (documents: readonly Document[]) => Promise<readonly Document[]>;

/** Documents looked at for one page while others are left out: then the page ends, be it empty, and the next one goes on from there. */
const MOST_LOOKED_AT = 2_000;
const LEAST_READ = 100;

interface PageAsked {
  limit: number;
  after?: Position | undefined;
}

/** Reads on until the page is full of documents that pass the sieve. */
export async function siftedPage<Document>(
  { limit, after }: PageAsked,
  read: (asked: { limit: number; after?: Position }) => Promise<Page<Document>>,
  sieve: Sieve<Document>,
  positionOf: (document: Document) => Position,
): Promise<Page<Document>> {
  const found: Document[] = [];
  let next = after;
  for (let lookedAt = 0; lookedAt < MOST_LOOKED_AT; ) {
    const page = await read({ limit: Math.max(limit, LEAST_READ), ...(next ? { after: next } : {}) });
    for (const document of await sieve(page.documents)) {
      found.push(document);
      const isLast = page.next === undefined && document === page.documents.at(-1);
      if (found.length === limit) return { documents: found, ...(isLast ? {} : { next: positionOf(document) }) };
    }
    if (page.next === undefined) return { documents: found };
    next = page.next;
    lookedAt += page.documents.length;
  }
  return { documents: found, ...(next ? { next } : {}) };
}
