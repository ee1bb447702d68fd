import type { Container } from '@azure/cosmos';
import type { AlertDocument } from './alert-document';
import { allOf, type Condition, where } from './condition';
import { selected } from './condition-sql';
import type { IncidentMembership } from './incident-membership';
import { LISTED_PROPERTIES, type ListedAlert } from './listed-alert';
import { allPages, type Page, type PageRequest, type Position, queryPage } from './pages';
import { ofFewLengths } from './slices';

/** Which alerts of a subscription are looked for. */
export interface AlertSelection {
  subscriptionId: string;
  condition: Condition;
  /** Only alerts of an incident, or only those of none; undefined for both. */
  isInIncident?: boolean | undefined;
}

/** What a page needs of an alert to go on behind it, and to find its incident. */
type Sought = Pick<ListedAlert, 'id' | 'startTime' | 'activityId'>;

/** Alerts looked at for one page while those of an incident are left out: then the page ends, be it empty, and the next one goes on from there. */
const MOST_LOOKED_AT = 2_000;
const LEAST_READ = 100;

/** Alerts as people look for them: of one subscription, the latest activity first. */
export class AlertQueries {
  constructor(
    private readonly container: Container,
    private readonly membership: IncidentMembership,
  ) {}

  async page(request: AlertSelection & Pick<PageRequest, 'limit' | 'after'>): Promise<Page<ListedAlert>> {
    return this.#page<ListedAlert>(request, LISTED_PROPERTIES);
  }

  /** All that are looked for, read page by page as they are taken. */
  async *all(selection: AlertSelection, pageSize = 500): AsyncIterable<ListedAlert> {
    for await (const { documents } of allPages((after) => this.page({ ...selection, limit: pageSize, ...after }))) yield* documents;
  }

  /** The named properties alone of all that are looked for, page by page. */
  facts<Name extends keyof ListedAlert>(
    selection: AlertSelection,
    names: readonly Name[],
    pageSize: number,
  ): AsyncIterable<Page<Pick<ListedAlert, Name> & Sought>> {
    const select = [...new Set<keyof ListedAlert>(['id', 'startTime', 'activityId', ...names])];
    return allPages((after) => this.#page<Pick<ListedAlert, Name> & Sought>({ ...selection, limit: pageSize, ...after }, select));
  }

  /** Alerts that were raised, in the order of their arrival, the latest first. */
  async raised(subscriptionId: string, condition: Condition, page: Pick<PageRequest, 'limit' | 'after'>): Promise<Page<ListedAlert>> {
    const raised = allOf(SHOWN_IN_LISTS, where('isSilenced', null), condition);
    const request = { subscriptionId, condition: raised, order: { path: 'arrivedTime', descending: true }, ...page };
    return queryPage<ListedAlert>(this.container, request, selected(LISTED_PROPERTIES));
  }

  /** Those of the ids that exist, in the order of the ids. */
  async byIds(subscriptionId: string, ids: readonly string[]): Promise<ListedAlert[]> {
    const found = new Map<string, ListedAlert>();
    for (let start = 0; start < ids.length; start += IDS_PER_QUERY) {
      const some = ids.slice(start, start + IDS_PER_QUERY);
      const condition = allOf({ op: 'in', path: 'id', values: some });
      const { documents } = await this.page({ subscriptionId, condition, limit: some.length });
      for (const document of documents) found.set(document.id, document);
    }
    return ids.flatMap((id) => found.get(id) ?? []);
  }

  /** All alerts of the activities, the earliest first. */
  async ofActivities(
    subscriptionId: string,
    activityIds: readonly string[],
    page: Pick<PageRequest, 'limit' | 'after'>,
  ): Promise<Page<ListedAlert>> {
    const condition = where('activityId', ofFewLengths(activityIds));
    const request = { subscriptionId, condition, order: { path: 'startTime', descending: false }, ...page };
    return queryPage<ListedAlert>(this.container, request, selected(LISTED_PROPERTIES));
  }

  /** One alert with its raw event. */
  async get(subscriptionId: string, id: string): Promise<AlertDocument | undefined> {
    const { resource } = await this.container.item(id, subscriptionId).read<AlertDocument>();
    return resource;
  }

  async #page<Found extends Sought>(
    { isInIncident, ...request }: AlertSelection & Pick<PageRequest, 'limit' | 'after'>,
    properties: readonly string[],
  ): Promise<Page<Found>> {
    const order = { path: 'startTime', descending: true };
    const select = selected(properties);
    const read = (asked: Pick<PageRequest, 'limit' | 'after'>) => queryPage<Found>(this.container, { ...request, ...asked, order }, select);
    return isInIncident === undefined ? read(request) : this.#sifted(request, isInIncident, read);
  }

  /** Reads on until the page is full of alerts that are in an incident, or in none. */
  async #sifted<Found extends Sought>(
    { subscriptionId, limit, after }: AlertSelection & Pick<PageRequest, 'limit' | 'after'>,
    isInIncident: boolean,
    read: (asked: Pick<PageRequest, 'limit' | 'after'>) => Promise<Page<Found>>,
  ): Promise<Page<Found>> {
    const found: Found[] = [];
    let next = after;
    for (let lookedAt = 0; lookedAt < MOST_LOOKED_AT; ) {
      const page = await read({ limit: Math.max(limit, LEAST_READ), ...(next ? { after: next } : {}) });
      const incidents = await this.membership.incidentsOf(subscriptionId, page.documents);
      for (const [index, document] of page.documents.entries()) {
        if (incidents.has(document.id) !== isInIncident) continue;
        found.push(document);
        const isLast = page.next === undefined && index === page.documents.length - 1;
        if (found.length === limit) return { documents: found, ...(isLast ? {} : { next: positionOf(document) }) };
      }
      if (page.next === undefined) return { documents: found };
      next = page.next;
      lookedAt += page.documents.length;
    }
    return { documents: found, ...(next ? { next } : {}) };
  }
}

function positionOf({ startTime, id }: Sought): Position {
  return [startTime, id];
}

const IDS_PER_QUERY = 100;

/** Alerts that show in lists without being asked for by id: all but the informational. */
export const SHOWN_IN_LISTS = { op: 'not', condition: where('severity', 'Informational') } satisfies Condition;
