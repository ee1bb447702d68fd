import type { Container, OperationInput } from '@azure/cosmos';
import type { Activity } from '../fusion/activity';
import type { Cluster } from '../fusion/cluster';
import type { Closing, Decision } from '../fusion/decision';
import {
  type ClusterChange,
  type FusionChanges,
  FusionConflict,
  type FusionStore,
  type Stored,
  type StoredActivity,
} from '../fusion/fusion-store';
import type { DayRollUp } from '../fusion/roll-up';
import { fusionEvent } from '../incidents/fusion-events';
import type { Operation } from '../incidents/operation';
import type { Clock } from '../runtime/clock';
import { bulkWrite } from './bulk-write';
import { where } from './condition';
import type { DecisionDocument } from './decision-document';
import { written } from './documents';
import {
  ACTIVITY_BYTES,
  activityDocument,
  type ClusterDocument,
  clusterDocument,
  clusterDocumentId,
  clusterOf,
  fromDocument,
  rollUpDocument,
  rollUpOf,
  type SinterDocument,
} from './fusion-documents';
import { announcementOf, type IncidentDocument, mergedInto, newIncident, reopened, withFacts } from './incident-document';
import { operationDocument } from './operation-document';
import { count } from './pages';
import { PartitionReader } from './partition-reader';
import { slices } from './slices';
import { inOneTransaction } from './transaction';

export interface FusionContainers {
  alerts: Container;
  activities: Container;
  incidents: Container;
  state: Container;
}

const DAY_SECONDS = 24 * 60 * 60;

/** How long an activity is kept after its last change, in seconds: longer than anything that fusion looks back at. */
const ACTIVITY_TTL = 45 * DAY_SECONDS;

/** Each takes up to four of the hundred operations of a transaction, and the cluster that absorbs them another five. */
const ABSORBED_AT_ONCE = 23;

const ACTIVITY_TOUCH = { keys: 'keys', from: 'firstTime', to: 'lastTime' };
const CLUSTER_TOUCH = { keys: 'touchKeys', from: 'touchedFrom', to: 'touchedTo' };

/** What fusion reads and writes of one subscription, in Cosmos DB. */
export class CosmosFusionStore implements FusionStore {
  readonly #activities: PartitionReader<SinterDocument<StoredActivity>>;
  readonly #clusters: PartitionReader<ClusterDocument>;
  readonly #rollUps: PartitionReader<SinterDocument<DayRollUp>>;
  readonly #decisions: PartitionReader<DecisionDocument>;

  /** `incidentTtl`: how long an incident is kept after its last change, in seconds. */
  constructor(
    private readonly subscriptionId: string,
    private readonly containers: FusionContainers,
    private readonly incidentTtl: number,
    private readonly clock: Clock,
  ) {
    this.#activities = new PartitionReader(containers.activities, subscriptionId, 'activity');
    this.#clusters = new PartitionReader(containers.incidents, subscriptionId, 'cluster');
    this.#rollUps = new PartitionReader(containers.state, subscriptionId, 'rollUp');
    this.#decisions = new PartitionReader(containers.state, subscriptionId, 'decision');
  }

  async activities(ids: readonly string[]): Promise<Stored<StoredActivity>[]> {
    return (await this.#activities.byIds(ids)).map(fromDocument);
  }

  async countAlerts(activityId: string): Promise<number> {
    return count(this.containers.alerts, this.subscriptionId, where('activityId', activityId));
  }

  async activitiesTouching(keys: readonly string[], from: number, to: number, limit: number): Promise<Stored<StoredActivity>[]> {
    const found = (await this.#activities.touching(keys, from, to, ACTIVITY_TOUCH)).map(fromDocument);
    return found.sort((a, b) => a.value.firstTime - b.value.firstTime || (a.value.id < b.value.id ? -1 : 1)).slice(0, limit);
  }

  async *activitiesBetween(from: number, to: number): AsyncIterable<Activity> {
    const pages = this.#activities.query('c.bucket >= @from AND c.bucket < @to', { from, to });
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
    return (await this.#clusters.byIds(ids.map(clusterDocumentId))).map(clusterOf);
  }

  async clustersTouching(keys: readonly string[], from: number, to: number): Promise<Stored<Cluster>[]> {
    const found = (await this.#clusters.touching(keys, from, to, CLUSTER_TOUCH)).map(clusterOf);
    const wanted = new Set(keys);
    return found.filter(({ value }) => value.touches.some((touch) => wanted.has(touch.key) && touch.from <= to && touch.to >= from));
  }

  async rollUps(first: number, last: number): Promise<DayRollUp[]> {
    return (await this.#rollUps.query('c.day >= @first AND c.day <= @last', { first, last }).fetchAll()).resources.map(rollUpOf);
  }

  async addRollUp(rollUp: DayRollUp): Promise<DayRollUp> {
    try {
      await this.containers.state.items.create(rollUpDocument(rollUp, this.subscriptionId));
      return rollUp;
    } catch (error) {
      if ((error as { code?: unknown }).code !== 409) throw error;
      return (await this.rollUps(rollUp.day, rollUp.day))[0] ?? rollUp;
    }
  }

  async decisions(activityIds: readonly string[], clusterIds: readonly string[]): Promise<Decision[]> {
    const documents = await this.#decisions.withAnyOf('concerns', [...activityIds, ...clusterIds]);
    const found = documents.map(({ decision }) => decision);
    return found.sort((a, b) => a.time - b.time || (a.id < b.id ? -1 : 1));
  }

  async closings(keys: readonly string[]): Promise<Closing[]> {
    const documents = await this.#decisions.withAnyOf('concerns', keys);
    return documents.map(({ decision }) => decision).filter((decision) => decision.kind === 'closed');
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

  /**
   * The cluster, those it absorbed, their incidents and the announcements become visible together or not at all. Only of more absorbed clusters than one
   * transaction takes the rest follows in further ones: should the run die in between, its repetition finds them unabsorbed and absorbs them again.
   */
  async #saveCluster(change: ClusterChange): Promise<void> {
    const { id } = change.cluster.value;
    const [first = [], ...rest] = slices(change.absorbed, ABSORBED_AT_ONCE);
    const absorption = await this.#absorption(first, id);
    await this.#transact(id, [
      this.#cluster(change.cluster),
      ...(await this.#incidentWith(change, absorption.incidents)),
      ...absorption.operations,
    ]);
    for (const slice of rest) await this.#transact(id, (await this.#absorption(slice, id)).operations);
  }

  async #transact(id: string, operations: OperationInput[]): Promise<void> {
    const outcome = await inOneTransaction(this.containers.incidents, this.subscriptionId, operations);
    if (outcome === 'overtaken') throw new FusionConflict(`cluster ${id} has changed meanwhile`);
  }

  #cluster({ value, etag }: Stored<Cluster>): OperationInput {
    return written(clusterDocument(value, this.subscriptionId, this.incidentTtl), etag);
  }

  /** The incident as it is now, its announcement, and the event in its history; nothing where nothing changed. */
  async #incidentWith({ cluster, facts, isReopened }: ClusterChange, absorbed: readonly string[]): Promise<OperationInput[]> {
    if (facts === undefined) return [];
    const now = this.clock();
    const { resource: stored, etag } = await this.#incident(cluster.value.id);
    if (stored === undefined) {
      const founded = newIncident(cluster.value.id, this.subscriptionId, facts, now, this.incidentTtl);
      return [...announced(founded, undefined), this.#event(fusionEvent(undefined, founded, absorbed))];
    }
    const next = withFacts(isReopened && stored.status === 'Closed' ? reopened(stored) : stored, facts, now);
    return next ? [...announced(next, etag), this.#event(fusionEvent(stored, next, absorbed))] : [];
  }

  #event(event: Operation): OperationInput {
    return written(operationDocument(event, this.subscriptionId, this.incidentTtl), undefined);
  }

  /** Each leads to the target from now on. Gives the ids of those that were incidents. */
  async #absorption(absorbed: readonly Stored<Cluster>[], target: string): Promise<{ operations: OperationInput[]; incidents: string[] }> {
    const now = this.clock();
    const operations = absorbed.map((cluster) => this.#cluster(cluster));
    const incidents: string[] = [];
    for (const { value } of absorbed) {
      const { resource: stored, etag } = await this.#incident(value.id);
      if (!stored || stored.mergedInto === target) continue;
      operations.push(...announced(mergedInto(stored, target, now), etag));
      incidents.push(value.id);
    }
    return { operations, incidents };
  }

  async #incident(id: string) {
    return this.containers.incidents.item(id, this.subscriptionId).read<IncidentDocument>();
  }
}

/** An incident with its state, to be announced. */
function announced(document: IncidentDocument, etag: string | undefined): OperationInput[] {
  return [written(document, etag), ...announcementOf(document).map((beside) => written(beside, undefined))];
}
