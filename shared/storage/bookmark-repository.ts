import type { Container } from '@azure/cosmos';
import type { Bookmark } from '../incidents/bookmark';
import { allOf, type Condition, where } from './condition';
import { removeDocument, withoutSystemProperties } from './documents';
import { allPages, type Page, type PageRequest, queryPage } from './pages';

type BookmarkDocument = Bookmark & { subscriptionId: string; kind: 'bookmark'; bookmarkId: string; ttl: number };

/** A bookmark with the version to be handed back with a change. */
export type StoredBookmark = Bookmark & { etag: string };

/** Bookmarks of a subscription, in the container of what they belong to. */
export class BookmarkRepository {
  constructor(
    private readonly container: Container,
    private readonly ttl: number,
  ) {}

  async get(subscriptionId: string, id: string): Promise<StoredBookmark | undefined> {
    const { resource } = await this.container.item(documentId(id), subscriptionId).read<BookmarkDocument>();
    return resource && fromDocument(resource);
  }

  /** The newest first. */
  async page(subscriptionId: string, page: Pick<PageRequest, 'limit' | 'after'>, condition?: Condition): Promise<Page<StoredBookmark>> {
    const found = await queryPage<BookmarkDocument>(this.container, {
      subscriptionId,
      condition: allOf(where('kind', 'bookmark'), condition),
      order: { path: 'createdTime', descending: true },
      ...page,
    });
    return { ...found, documents: found.documents.map(fromDocument) };
  }

  /** All that belong to one of the incidents. */
  async ofIncidents(subscriptionId: string, incidentIds: readonly string[]): Promise<StoredBookmark[]> {
    const bookmarks: StoredBookmark[] = [];
    const pages = allPages((after) => this.page(subscriptionId, { limit: 200, ...after }, where('incidentId', incidentIds)));
    for await (const { documents } of pages) bookmarks.push(...documents);
    return bookmarks;
  }

  /** `etag`: of the bookmark as it was read; undefined: there was none. `overtaken`: it is not so any more, and nothing was written. */
  async put(subscriptionId: string, bookmark: Bookmark, etag: string | undefined): Promise<StoredBookmark | 'overtaken'> {
    const { id } = bookmark;
    const document: BookmarkDocument = {
      ...bookmark,
      id: documentId(id),
      bookmarkId: id,
      subscriptionId,
      kind: 'bookmark',
      ttl: this.ttl,
    };
    try {
      const written =
        etag === undefined
          ? await this.container.items.create(document)
          : await this.container
              .item(document.id, subscriptionId)
              .replace(document, { accessCondition: { type: 'IfMatch', condition: etag } });
      return { ...bookmark, etag: written.etag };
    } catch (error) {
      if ([404, 409, 412].includes((error as { code?: unknown }).code as number)) return 'overtaken';
      throw error;
    }
  }

  /** False when there was none. */
  async delete(subscriptionId: string, id: string): Promise<boolean> {
    return removeDocument(this.container, subscriptionId, documentId(id));
  }
}

function documentId(id: string): string {
  return `bookmark-${id}`;
}

function fromDocument(document: BookmarkDocument): StoredBookmark {
  const { kind: _kind, subscriptionId: _subscription, ttl: _ttl, bookmarkId, ...rest } = document;
  const { _etag: etag, ...own } = rest as typeof rest & { _etag: string };
  return { ...withoutSystemProperties(own), id: bookmarkId, etag };
}
