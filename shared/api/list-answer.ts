import { allPages, type Position } from '../storage/pages';
import { json } from './answer';
import { linesAnswer, valueAnswer, wantsLines } from './ndjson';
import { asksForPage, DEFAULT_PAGE, nextLink, type PageAsked, pageAsked } from './paging';
import type { Call } from './route';

/** A page of a list, as it is shown. */
export interface ShownPage {
  items: object[];
  /** Where the next page begins; undefined behind the last one. */
  next?: Position | undefined;
}

/** Of the pages that are read for an answer which has all of them, however small those are that the client asks for. */
const ITEMS_PER_PAGE = 500;

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

/** A list for which Azure's clients know no next page: all of it in one answer, written as the client reads, unless the client asks for a size. */
export async function wholeAnswer(call: Call, read: (asked: PageAsked) => Promise<ShownPage>): Promise<Response> {
  if (wantsLines(call.headers) || asksForPage(call)) return listAnswer(call, read);
  const first = await read({ limit: ITEMS_PER_PAGE });
  return first.next === undefined ? json({ value: first.items }) : valueAnswer(itemsOf(pagesFrom(first, read)));
}

async function allLines(asked: PageAsked, read: (asked: PageAsked) => Promise<ShownPage>): Promise<Response> {
  return linesAnswer(itemsOf(pagesFrom(await read({ ...asked, limit: ITEMS_PER_PAGE }), read)));
}

/** The first page is read before the answer begins: until then it can be a refusal. */
function pagesFrom(first: ShownPage, read: (asked: PageAsked) => Promise<ShownPage>): AsyncIterable<ShownPage> {
  return allPages(async ({ after }) => (after ? read({ limit: ITEMS_PER_PAGE, after }) : first));
}

async function* itemsOf(pages: AsyncIterable<ShownPage>): AsyncIterable<object> {
  for await (const { items } of pages) yield* items;
}
