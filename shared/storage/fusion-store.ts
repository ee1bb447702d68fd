import type { Container, OperationInput } from '@azure/cosmos';
import type { Activity } from '../fusion/activity';
import type { Cluster } from '../fusion/cluster';
import type { Decision } from '../fusion/decision';
import {
  type ClusterChange,
  type FusionChanges,
  FusionConflict,
  type FusionStore,
  type Stored,
  type StoredActivity,
} from '../fusion/fusion-store';
import type { DayRollUp } from '../fusion/roll-up';
import type { Clock } from '../runtime/clock';
import { bulkWrite } from './bulk-write';
import {
  ACTIVITY_BYTES,
  activityDocument,
  clusterDocument,
  clusterDocumentId,
  fromDocument,
  rollUpDocument,
  type SinterDocument,
} from './fusion-documents';
import { announcementOf, type IncidentDocument, mergedInto, newIncident, withFacts } from './incident-document';
import { inOneTransaction } from './transaction';

export interface FusionContainers {
  activities: Container;
  incidents: Container;
  state: Container;
}

/** How many values one query compares with: a query's text has a limit, and so has what the service spends on it. */
const VALUES_PER_QUERY = 50;
const DAY_SECONDS = 24 * 60 * 60;

/** How long an activity is kept after its last change, in seconds: longer than anything that fusion looks back at. */
const ACTIVITY_TTL = 45 * DAY_SECONDS;

type Kind = 'activity' | 'cluster' | 'rollUp' | 'decision';

/** What fusion reads and writes of one subscription, in Cosmos DB. */
export class CosmosFusionStore implements FusionStore {
  constructor(
    private readonly subscriptionId: string,
    private readonly containers: FusionContainers,
    private readonly incidentTtl: number,
    private readonly clock: Clock,
  ) {}

  async activities(ids: readonly string[]): Promise<Stored<StoredActivity>[]> {
    return this.#byIds<StoredActivity>(this.containers.activities, 'activity', ids);
  }

  async activitiesTouching(keys: readonly string[], from: number, to: number, limit: number): Promise<Stored<StoredActivity>[]> {
    const found = await this.#touching<StoredActivity>(this.containers.activities, 'activity', 'keys', keys, from, to);
    return found.sort((a, b) => a.value.firstTime - b.value.firstTime || (a.value.id < b.value.id ? -1 : 1)).slice(0, limit);
  }

  async *activitiesBetween(from: number, to: number): AsyncIterable<Activity> {
    const where = 'c.bucket >= @from AND c.bucket < @to';
    const pages = this.#query<SinterDocument<Activity>>(this.containers.activities, 'activity', where, { from, to });
    while (pages.hasMoreResults()) {
      for (const document of (await pages.fetchNext()).resources ?? []) yield fromDocument(document).value;
    }
  }

  async earliestBucket(): Promise<number | undefined> {
    const query = 'SELECT VALUE MIN(c.bucket) FROM c WHERE c.subscriptionId = @subscriptionId';
    const parameters = [{ name: '@subscriptionId', value: this.subscriptionId }];
    const options = { partitionKey: this.subscriptionId };
    const { resources } = await this.containers.activities.items.query<number>({ query, parameters }, options).fetchAll();
    return typeof resources[0] === 'number' ? resources[0] : undefined;
  }

  async clusters(ids: readonly string[]): Promise<Stored<Cluster>[]> {
    return this.#byIds<Cluster>(this.containers.incidents, 'cluster', ids.map(clusterDocumentId));
  }

  async clustersTouching(keys: readonly string[], from: number, to: number): Promise<Stored<Cluster>[]> {
    const found = await this.#touching<Cluster>(this.containers.incidents, 'cluster', 'touchKeys', keys, from, to);
    const wanted = new Set(keys);
    return found.filter(({ value }) => value.touches.some((touch) => wanted.has(touch.key) && touch.from <= to && touch.to >= from));
  }

  async rollUps(first: number, last: number): Promise<DayRollUp[]> {
    const where = 'c.day >= @first AND c.day <= @last';
    const { resources } = await this.#query<SinterDocument<DayRollUp>>(this.containers.state, 'rollUp', where, { first, last }).fetchAll();
    return resources.map((document) => fromDocument(document).value);
  }

  async addRollUp(rollUp: DayRollUp): Promise<DayRollUp> {
    const document = rollUpDocument(rollUp, this.subscriptionId);
    try {
      await this.containers.state.items.create(document);
      return rollUp;
    } catch (error) {
      if ((error as { code?: unknown }).code !== 409) throw error;
      const { resource } = await this.containers.state.item(document.id, this.subscriptionId).read<SinterDocument<DayRollUp>>();
      return resource === undefined ? rollUp : fromDocument(resource).value;
    }
  }

  async decisions(activityIds: readonly string[], clusterIds: readonly string[]): Promise<Decision[]> {
    const found = new Map<string, Decision>();
    for (const some of slices([...activityIds, ...clusterIds])) {
      const where = anyOf('ARRAY_CONTAINS(c.concerns, @)', some);
      const { resources } = await this.#query<SinterDocument<Decision>>(
        this.containers.state,
        'decision',
        where.text,
        where.values,
      ).fetchAll();
      for (const document of resources) found.set(document.id, fromDocument(document).value);
    }
    return [...found.values()].sort((a, b) => a.time - b.time || (a.id < b.id ? -1 : 1));
  }

  async save({ activities, clusters }: FusionChanges): Promise<void> {
    const statuses = await bulkWrite(
      this.containers.activities,
      activities.map(({ value, etag }) => ({
        operation: { ...written(activityDocument(value, this.subscriptionId, ACTIVITY_TTL), etag), partitionKey: this.subscriptionId },
        bytes: ACTIVITY_BYTES,
      })),
    );
    for (const status of statuses) {
      if (status === 409 || status === 412 || status === 404) throw new FusionConflict(`an activity has changed meanwhile (${status})`);
      if (status >= 300) throw new Error(`The store answers ${status} to an activity`);
    }
    for (const change of clusters) await this.#saveCluster(change);
  }

  /** The cluster, those it absorbed, their incidents and the announcements become visible together or not at all. */
  async #saveCluster({ cluster, facts, absorbed }: ClusterChange): Promise<void> {
    const now = this.clock();
    const operations = [cluster, ...absorbed].map(({ value, etag }) =>
      written(clusterDocument(value, this.subscriptionId, this.incidentTtl), etag),
    );
    const announce = (document: IncidentDocument | undefined, etag: string | undefined) => {
      if (document === undefined) return;
      operations.push(written(document, etag), written(announcementOf(document), undefined));
    };
    if (facts) {
      const { resource: stored, etag } = await this.#incident(cluster.value.id);
      const next = stored
        ? withFacts(stored, facts, now)
        : newIncident(cluster.value.id, this.subscriptionId, facts, now, this.incidentTtl);
      announce(next, stored ? etag : undefined);
    }
    for (const { value } of absorbed) {
      const { resource: stored, etag } = await this.#incident(value.id);
      if (stored && stored.mergedInto !== cluster.value.id) announce(mergedInto(stored, cluster.value.id, now), etag);
    }
    const status = await inOneTransaction(this.containers.incidents, this.subscriptionId, operations);
    if (status === 'overtaken') throw new FusionConflict(`cluster ${cluster.value.id} has changed meanwhile`);
  }

  async #incident(id: string) {
    return this.containers.incidents.item(id, this.subscriptionId).read<IncidentDocument>();
  }

  async #byIds<T>(container: Container, kind: Kind, ids: readonly string[]): Promise<Stored<T>[]> {
    const queries = slices(ids).map((some) => {
      const values = Object.fromEntries(some.map((id, index) => [`v${index}`, id]));
      const names = some.map((_, index) => `@v${index}`).join(', ');
      return this.#query<SinterDocument<T>>(container, kind, `c.id IN (${names})`, values).fetchAll();
    });
    return (await Promise.all(queries)).flatMap(({ resources }) => resources.map((document) => fromDocument(document)));
  }

  /** Those which have one of the keys in the list `property`, and whose time overlaps. */
  async #touching<T>(container: Container, kind: Kind, property: 'keys' | 'touchKeys', keys: readonly string[], from: number, to: number) {
    const queries = slices(keys).map((some) => {
      // One ARRAY_CONTAINS for each key is served by the index; a subquery over the list is not.
      const { text, values } = anyOf(`ARRAY_CONTAINS(c.${property}, @)`, some);
      const where = `${text} AND c.firstTime <= @to AND c.lastTime >= @from`;
      return this.#query<SinterDocument<T>>(container, kind, where, { ...values, from, to }).fetchAll();
    });
    const byId = new Map<string, Stored<T>>();
    for (const { resources } of await Promise.all(queries)) for (const document of resources) byId.set(document.id, fromDocument(document));
    return [...byId.values()];
  }

  #query<T>(container: Container, kind: Kind, where: string, values: Readonly<Record<string, string | number>>) {
    const query = `SELECT * FROM c WHERE c.subscriptionId = @subscriptionId AND c.kind = @kind AND ${where}`;
    const all = { subscriptionId: this.subscriptionId, kind, ...values };
    const parameters = Object.entries(all).map(([name, value]) => ({ name: `@${name}`, value }));
    return container.items.query<T>({ query, parameters }, { partitionKey: this.subscriptionId });
  }
}

/** A document that is new, or one in place of the version that was read. */
function written(document: { id: string }, etag: string | undefined): OperationInput {
  // The SDK's type of JSON knows no interfaces.
  const resourceBody = document as never;
  if (etag === undefined) return { operationType: 'Create', resourceBody };
  return { operationType: 'Replace', id: document.id, resourceBody, ifMatch: etag };
}

function slices<T>(values: readonly T[]): T[][] {
  const unique = [...new Set(values)];
  return Array.from({ length: Math.ceil(unique.length / VALUES_PER_QUERY) }, (_, index) =>
    unique.slice(index * VALUES_PER_QUERY, (index + 1) * VALUES_PER_QUERY),
  );
}

/** The condition for one value or another; `@` stands for the value. */
function anyOf(condition: string, values: readonly string[]): { text: string; values: Record<string, string> } {
  return {
    text: `(${values.map((_, index) => condition.replace('@', `@v${index}`)).join(' OR ')})`,
    values: Object.fromEntries(values.map((value, index) => [`v${index}`, value])),
  };
}
