import { allPages, type Position } from '../storage/pages';
import { json } from './answer';
import { linesAnswer, wantsLines } from './ndjson';
import { DEFAULT_PAGE, nextLink, type PageAsked, pageAsked } from './paging';
import type { Call } from './route';

/** A page of a list, as it is shown. */
export interface ShownPage {
  items: object[];
  /** Where the next page begins; undefined behind the last one. */
  next?: Position | undefined;
}

/** Pages that are read for an answer in lines, however small those are that the client asks for. */
const LINES_PER_PAGE = 500;

/** One page of a list with the link to the next one; or on `Accept: application/x-ndjson` all of it from there on, a line for each item. */
export async function listAnswer(
  call: Call,
  read: (asked: PageAsked) => Promise<ShownPage>,
  { defaultPage = DEFAULT_PAGE }: { defaultPage?: number } = {},
): Promise<Response> {
  const asked = pageAsked(call, defaultPage);
  if (wantsLines(call.headers)) return allLines(asked, read);
  const { items, next } = await read(asked);
  return json({ value: items, ...(next ? { nextLink: nextLink(call, next) } : {}) });
}

/** The same of a list that is short enough to be read whole, in the order of its keys, each of which comes once. */
export async function shortListAnswer<Item>(
  call: Call,
  items: readonly Item[],
  keyOf: (item: Item) => string,
  show: (item: Item) => object,
): Promise<Response> {
  const keyed = items.map((item) => ({ key: keyOf(item), item })).sort((a, b) => (a.key < b.key ? -1 : 1));
  return listAnswer(call, async ({ limit, after }) => {
    const rest = keyed.filter(({ key }) => after === undefined || key > after[1]);
    const page = rest.slice(0, limit);
    const last = page.at(-1);
    return { items: page.map(({ item }) => show(item)), next: last && rest.length > limit ? ['', last.key] : undefined };
  });
}

/** The first page is read before the answer begins: until then it can be a refusal. */
async function allLines(asked: PageAsked, read: (asked: PageAsked) => Promise<ShownPage>): Promise<Response> {
  const first = read({ ...asked, limit: LINES_PER_PAGE });
  await first;
  const pages = allPages(({ after }) => (after ? read({ limit: LINES_PER_PAGE, after }) : first));
  return linesAnswer(itemsOf(pages));
}

async function* itemsOf(pages: AsyncIterable<ShownPage>): AsyncIterable<object> {
  for await (const { items } of pages) yield* items;
}
