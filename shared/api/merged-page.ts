import type { ShownPage } from './list-answer';

/** What shows in a list, and where: by time, and of the same moment by id. */
export interface Entry {
  at: readonly [time: number, id: string];
  shown: () => object;
}

/** A page of one list made of pages of several, each of which begins at the same position and holds up to `limit`. */
export function mergedPage(
  pages: readonly { entries: readonly Entry[]; next?: unknown }[],
  { limit, descending }: { limit: number; descending: boolean },
): ShownPage {
  const entries = pages.flatMap((page) => page.entries).sort((a, b) => (descending ? latestFirst(a.at, b.at) : latestFirst(b.at, a.at)));
  const shown = entries.slice(0, limit);
  const more = entries.length > shown.length || pages.some(({ next }) => next !== undefined);
  return { items: shown.map((entry) => entry.shown()), next: more ? shown.at(-1)?.at : undefined };
}

function latestFirst([timeA, idA]: Entry['at'], [timeB, idB]: Entry['at']): number {
  return timeB - timeA || (idA < idB ? 1 : -1);
}
