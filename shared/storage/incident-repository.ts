import type { Container } from '@azure/cosmos';
import type { Cluster } from '../fusion/cluster';
import type { Decision } from '../fusion/decision';
import type { StoredActivity } from '../fusion/fusion-store';
import type { Operation } from '../incidents/operation';
import { allOf, type Condition, where, whereListHas } from './condition';
import { decisionDocument } from './decision-document';
import { removeDocument, withoutSystemProperties, written } from './documents';
import { type ClusterDocument, clusterDocument, clusterDocumentId, clusterOf, fromDocument, type SinterDocument } from './fusion-documents';
import { announcementOf, type IncidentDocument } from './incident-document';
import { IncidentMembership } from './incident-membership';
import { type OperationDocument, operationDocument, operationDocumentId } from './operation-document';
import { allPages, type Page, type PageRequest, queryPage } from './pages';
import { inOneTransaction } from './transaction';

/** A value as it was read; the etag goes back with the change. Undefined: it must not exist yet. */
export interface Read<T> {
  value: T;
  etag: string | undefined;
}

/** What becomes visible together, or not at all. */
export interface IncidentChanges {
  incidents: Read<IncidentDocument>[];
  clusters: Read<Cluster>[];
  operations: Read<Operation>[];
  /** Further documents that go with them, in the form in which they are stored. */
  others?: Read<{ id: string }>[];
}

export interface IncidentContainers {
  incidents: Container;
  activities: Container;
  state: Container;
}

const DAY_SECONDS = 24 * 60 * 60;
const HOUR = 60 * 60 * 1000;

/** Incidents in the hands of people: the records, what belongs to them, and the history of all that was done. */
export class IncidentRepository {
  readonly ttl: number;
  /** How long after its closing an incident is reopened by new alerts, in milliseconds. */
  readonly reopenWindow: number;
  readonly #membership: IncidentMembership;

  constructor(
    private readonly containers: IncidentContainers,
    options: { retentionDays: number; reopenWindowHours: number },
  ) {
    this.ttl = options.retentionDays * DAY_SECONDS;
    this.#membership = new IncidentMembership(containers);
    this.reopenWindow = options.reopenWindowHours * HOUR;
  }

  async incident(subscriptionId: string, id: string): Promise<Read<IncidentDocument> | undefined> {
    const { resource, etag } = await this.containers.incidents.item(id, subscriptionId).read<IncidentDocument>();
    return resource?.kind === 'incident' ? { value: withoutSystemProperties(resource), etag } : undefined;
  }

  /** Id of the incident that has the alerts of an activity. One that names an alert counts also when it is deleted: its cluster still has the activity. */
  async incidentOfActivity(subscriptionId: string, activityId: string, alertIds: readonly string[]): Promise<string | undefined> {
    const members: Condition = { op: 'or', of: alertIds.map((id) => whereListHas('alertIds', id)) };
    const condition = allOf(where('kind', 'incident'), where('mergedInto', null), members);
    const order = { path: 'createdTime', descending: true };
    const request = { subscriptionId, condition, order, limit: 1 };
    const { documents } = await queryPage<Pick<IncidentDocument, 'id'>>(this.containers.incidents, request, 'c.id, c.createdTime');
    if (documents[0]) return documents[0].id;
    const alerts = alertIds.slice(0, 1).map((id) => ({ id, activityId }));
    return [...(await this.#membership.incidentsOf(subscriptionId, alerts)).values()][0];
  }

  async cluster(subscriptionId: string, id: string): Promise<Read<Cluster> | undefined> {
    const { resource } = await this.containers.incidents.item(clusterDocumentId(id), subscriptionId).read<ClusterDocument>();
    return resource && clusterOf(resource);
  }

  async activity(subscriptionId: string, id: string): Promise<StoredActivity | undefined> {
    const { resource } = await this.containers.activities.item(id, subscriptionId).read<SinterDocument<StoredActivity>>();
    return resource && fromDocument(resource).value;
  }

  /** `overtaken`: something is not what it was when it was read, and nothing was done. */
  async save(subscriptionId: string, { incidents, clusters, operations, others = [] }: IncidentChanges): Promise<'done' | 'overtaken'> {
    const inputs = [
      ...incidents.flatMap(({ value, etag }) => [
        written(value, etag),
        ...announcementOf(value).map((beside) => written(beside, undefined)),
      ]),
      ...clusters.map(({ value, etag }) => written(clusterDocument(value, subscriptionId, this.ttl), etag)),
      ...operations.map(({ value, etag }) => written(operationDocument(value, subscriptionId, this.ttl), etag)),
      ...others.map(({ value, etag }) => written(value, etag)),
    ];
    return inOneTransaction(this.containers.incidents, subscriptionId, inputs);
  }

  async operation(subscriptionId: string, id: string): Promise<Read<Operation> | undefined> {
    const { resource, etag } = await this.containers.incidents.item(operationDocumentId(id), subscriptionId).read<OperationDocument>();
    return resource && { value: fromOperation(resource), etag };
  }

  /** What was done to the incident, the latest first. */
  async operations(subscriptionId: string, incidentId: string, page: Pick<PageRequest, 'limit' | 'after'>): Promise<Page<Operation>> {
    const condition = allOf(where('kind', 'operation'), whereListHas('incidentIds', incidentId));
    const order = { path: 'createdTime', descending: true };
    const found = await queryPage<OperationDocument>(this.containers.incidents, {
      subscriptionId,
      condition,
      order,
      ...page,
    });
    return { ...found, documents: found.documents.map(fromOperation) };
  }

  /** What analysts want fusion to keep to. */
  async addDecision(subscriptionId: string, decision: Decision): Promise<void> {
    await this.containers.state.items.upsert(decisionDocument(decision, subscriptionId));
  }

  async removeDecision(subscriptionId: string, id: string): Promise<void> {
    await removeDocument(this.containers.state, subscriptionId, `decision-${id}`);
  }

  /** Ids of the incidents that this one took in, directly or through another. */
  async mergedFrom(subscriptionId: string, id: string): Promise<string[]> {
    const found = new Set<string>();
    for (let into = [id]; into.length > 0; ) {
      const condition = allOf(where('kind', 'incident'), where('mergedInto', into));
      const order = { path: 'createdTime', descending: true };
      const request = { subscriptionId, condition, order, limit: 200 };
      into = [];
      for await (const { documents } of allPages((after) =>
        queryPage<Pick<IncidentDocument, 'id'>>(this.containers.incidents, { ...request, ...after }, 'c.id, c.createdTime'),
      ))
        into.push(...documents.map((document) => document.id).filter((each) => !found.has(each) && each !== id));
      for (const each of into) found.add(each);
    }
    return [...found];
  }
}

function fromOperation(document: OperationDocument): Operation {
  const {
    kind: _kind,
    subscriptionId: _subscription,
    ttl: _ttl,
    operationId,
    createdTime: _time,
    ...rest
  } = withoutSystemProperties(document);
  return { ...rest, id: operationId };
}
