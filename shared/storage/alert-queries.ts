import type { Container } from '@azure/cosmos';
import { SEVERITIES } from '../model/severity';
import type { AlertDocument } from './alert-document';
import { allOf, type Condition, where } from './condition';
import { selected } from './condition-sql';
import { foldRepeats, type PageBegin } from './fold-repeats';
import type { IncidentMembership } from './incident-membership';
import { LISTED_PROPERTIES, type ListedAlert } from './listed-alert';
import { allPages, count, type Page, type PageRequest, type Position, queryPage } from './pages';
import { type Sieve, siftedPage } from './sifted-page';
import { ofFewLengths } from './slices';

/** Both ends belong to it; epoch milliseconds. */
export interface TimeRange {
  from: number;
  to: number;
}

/** Which alerts of a subscription are looked for. */
export interface AlertSelection {
  subscriptionId: string;
  condition: Condition;
  /** Only alerts of an incident, or only those of none; undefined for both. */
  isInIncident?: boolean | undefined;
  /** `folded`: of alerts that repeat each other the first in the order of the list. */
  repeats?: 'folded' | undefined;
}

/** The latest first, unless `descending` is false. */
type AlertPageRequest = AlertSelection & Pick<PageRequest, 'limit' | 'after'> & { descending?: boolean };

/** What a page needs of an alert to go on behind it, and to find its incident. */
type Sought = Pick<ListedAlert, 'id' | 'startTime' | 'activityId'>;

const SOUGHT = 'c.id, c.startTime, c.activityId';

/** Alerts as people look for them: of one subscription, the latest activity first. */
export class AlertQueries {
  constructor(
    private readonly container: Container,
    private readonly membership: IncidentMembership,
  ) {}

  async page(request: AlertPageRequest): Promise<Page<ListedAlert>> {
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

  async count(subscriptionId: string, condition: Condition): Promise<number> {
    return count(this.container, subscriptionId, condition);
  }

  /** One alert with its raw event. */
  async get(subscriptionId: string, id: string): Promise<AlertDocument | undefined> {
    const { resource } = await this.container.item(id, subscriptionId).read<AlertDocument>();
    return resource;
  }

  async #page<Found extends Sought>(request: AlertPageRequest, properties: readonly string[]): Promise<Page<Found>> {
    const { isInIncident, repeats, descending = true, ...asked } = request;
    const order = { path: 'startTime', descending };
    const select = selected(properties);
    const read = (some: Pick<PageRequest, 'limit' | 'after'>) => queryPage<Found>(this.container, { ...asked, ...some, order }, select);
    if (isInIncident === undefined && repeats !== 'folded') return read(asked);
    const byIncident = isInIncident === undefined ? undefined : this.#byIncident<Found>(asked.subscriptionId, isInIncident);
    const folded = repeats === 'folded' ? foldRepeats<Found>(this.#beginOf(request)) : undefined;
    return siftedPage(asked, read, inTurn(byIncident, folded), positionOf);
  }

  /** Alerts that are in an incident, or in none. */
  #byIncident<Found extends Sought>(subscriptionId: string, isInIncident: boolean): Sieve<Found> {
    return async (alerts) => {
      const incidents = await this.membership.incidentsOf(subscriptionId, alerts);
      return alerts.filter(({ id }) => incidents.has(id) === isInIncident);
    };
  }

  /** The begin of a page that is not the first. Its position is that of an alert of the page before. */
  #beginOf({ subscriptionId, condition, after, descending = true }: AlertPageRequest): PageBegin | undefined {
    if (after === undefined) return undefined;
    const [time, lastId] = after;
    const order = { path: 'startTime', descending: !descending };
    return {
      time: Number(time),
      cameBefore: async (activityId) => {
        const both = allOf(condition, where('activityId', activityId));
        const earlier = { subscriptionId, condition: both, order, after, limit: 1 };
        const last = { subscriptionId, condition: allOf(both, where('id', lastId)), order, limit: 1 };
        const pages = await Promise.all([earlier, last].map((request) => queryPage<Sought>(this.container, request, SOUGHT)));
        return pages.some(({ documents }) => documents.length > 0);
      },
    };
  }
}

function positionOf({ startTime, id }: Sought): Position {
  return [startTime, id];
}

function inTurn<Document>(...sieves: (Sieve<Document> | undefined)[]): Sieve<Document> {
  return async (documents) => {
    let rest = documents;
    for (const sieve of sieves) if (sieve) rest = await sieve(rest);
    return rest;
  };
}

const IDS_PER_QUERY = 100;

/** All alerts of the activities. */
export function ofActivities(activityIds: readonly string[]): Condition {
  return where('activityId', ofFewLengths(activityIds));
}

export function startingWithin({ from, to }: TimeRange): Condition {
  return allOf({ op: 'compare', path: 'startTime', how: 'ge', value: from }, { op: 'compare', path: 'startTime', how: 'le', value: to });
}

/** Alerts that show in lists without being asked for by id: all but the informational. Every alert has a severity, and this form is served by an index. */
export const SHOWN_IN_LISTS = where(
  'severity',
  SEVERITIES.filter((severity) => severity !== 'Informational'),
);
