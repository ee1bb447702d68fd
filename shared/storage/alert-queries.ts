import type { Container } from '@azure/cosmos';
import type { AlertDocument } from './alert-document';
import { allOf, type Condition, where } from './condition';
import { type Page, type PageRequest, queryPage } from './pages';

/** An alert without its raw event, which lists do without. */
export type ListedAlert = Omit<AlertDocument, 'raw'>;

const LISTED_PROPERTIES: readonly (keyof ListedAlert)[] = [
  'id',
  'subscriptionId',
  'format',
  'vendor',
  'product',
  'component',
  'alertType',
  'displayName',
  'description',
  'vendorSeverity',
  'vendorTactics',
  'vendorTechniques',
  'category',
  'action',
  'startTime',
  'endTime',
  'generatedTime',
  'revisedTime',
  'status',
  'entities',
  'compromisedEntity',
  'resourceIds',
  'isIncident',
  'correlationKey',
  'alertUri',
  'remediationSteps',
  'extendedLinks',
  'extendedProperties',
  'severity',
  'tactics',
  'techniques',
  'reasons',
  'entityKeys',
  'resourceGroups',
  'revision',
  'arrivedTime',
  'statusChangedTime',
  'ttl',
];
const LISTED = LISTED_PROPERTIES.map((name) => `c.${name}`).join(', ');

/** Alerts as people look for them: of one subscription, the latest activity first. */
export class AlertQueries {
  constructor(private readonly container: Container) {}

  async page(request: Omit<PageRequest, 'order'>): Promise<Page<ListedAlert>> {
    return queryPage<ListedAlert>(this.container, { ...request, order: { path: 'startTime', descending: true } }, LISTED);
  }

  /** All that fulfil the condition, read as they are taken. */
  async *all(subscriptionId: string, condition: Condition, pageSize = 500): AsyncIterable<ListedAlert> {
    let after: PageRequest['after'];
    for (;;) {
      const page = await this.page({ subscriptionId, condition, limit: pageSize, ...(after ? { after } : {}) });
      yield* page.documents;
      const last = page.documents.at(-1);
      if (!page.more || last === undefined) return;
      after = [last.startTime, last.id];
    }
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

  /** One alert with its raw event. */
  async get(subscriptionId: string, id: string): Promise<AlertDocument | undefined> {
    const { resource } = await this.container.item(id, subscriptionId).read<AlertDocument>();
    return resource;
  }
}

const IDS_PER_QUERY = 100;

/** Alerts that show in lists without being asked for by id: all but the informational. */
export const SHOWN_IN_LISTS = { op: 'not', condition: where('severity', 'Informational') } satisfies Condition;
