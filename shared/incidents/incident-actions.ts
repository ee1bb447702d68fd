import { randomUUID } from 'node:crypto';
import type { Cluster } from '../fusion/cluster';
import { withKnownTypes } from '../fusion/incident-types';
import type { IncidentType } from '../fusion/incident-types/incident-type';
import type { Clock } from '../runtime/clock';
import type { IncidentDocument } from '../storage/incident-document';
import { newIncident, withFacts } from '../storage/incident-document';
import type { IncidentChanges, IncidentRepository, Read } from '../storage/incident-repository';
import { changedFields } from './changed-fields';
import { closingId, closingOf, deletionOf } from './closing';
import { handlingOf, type IncidentUpdate, updated, withHandling } from './lifecycle';
import { emptyCluster, emptyFacts, factsOf } from './membership';
import type { Actor, BeforeImage, Operation } from './operation';
import { Refusal } from './refusal';

/** Who acts, with what to say of it. */
export interface Doing {
  actor: Actor;
  note?: string;
}

/** Attempts while others write to the same incidents. */
const ATTEMPTS = 8;

/** What every action needs: reading, saving in one transaction with its record, and trying again when somebody else was faster. */
export class IncidentActions {
  constructor(
    readonly store: IncidentRepository,
    readonly clock: Clock,
    /** The subscriptions' own kinds of incidents. */
    private readonly incidentTypes?: { of(subscriptionId: string): Promise<IncidentType[]> },
  ) {}

  /** Creates an incident that a person made. The id must never have been used. `activity`: when it happened, as the person says, until alerts tell it. */
  async create(
    subscriptionId: string,
    id: string,
    update: IncidentUpdate,
    doing: Doing,
    activity: Partial<Pick<IncidentDocument, 'firstActivityTime' | 'lastActivityTime'>> = {},
  ): Promise<IncidentDocument> {
    return this.attempt(async () => {
      if (await this.store.incident(subscriptionId, id)) throw new Refusal('conflict', `The id '${id}' has been used before.`);
      const now = this.clock();
      const incident = {
        ...updated(
          newIncident(id, subscriptionId, { ...emptyFacts(update.wording.title, now), ...activity }, now, this.store.ttl),
          update,
          now,
        ),
        version: 1,
      };
      const saved = await this.save(subscriptionId, {
        incidents: [{ value: incident, etag: undefined }],
        clusters: [{ value: emptyCluster(id, now), etag: undefined }],
        operations: [this.record('create', now, doing, [{ incidentId: id }])],
      });
      return saved && incident;
    });
  }

  /**
   * `update`: also made of what the incident is when it is written. `etag`: the version that the person has seen, `*`: any; undefined: whatever it is.
   * `others`: further documents to be written in the same transaction.
   */
  async update(
    subscriptionId: string,
    id: string,
    update: IncidentUpdate | ((present: IncidentDocument) => IncidentUpdate),
    etag: string | undefined,
    doing: Doing,
    others: IncidentChanges['others'] = [],
  ): Promise<IncidentDocument> {
    return this.attempt(async () => {
      const read = await this.existing(subscriptionId, id);
      if (read.value.id !== id) throw new Refusal('conflict', `The incident '${id}' was merged into '${read.value.id}'.`);
      if (etag !== undefined && !sameEtag(etag, read.etag)) throw new Refusal('stale', id);
      const now = this.momentAfter(read.value);
      const incident = updated(read.value, typeof update === 'function' ? update(read.value) : update, now);
      const isClosing = incident.status === 'Closed' && read.value.status !== 'Closed';
      // Written as it is: a run of fusion that read it before the closing finds it changed, and begins again.
      const closing = isClosing ? [await this.clusterOf(subscriptionId, read.value)] : [];
      for (const { value } of closing) await this.keepClosed(subscriptionId, incident, value);
      const saved = await this.save(subscriptionId, {
        incidents: [{ value: incident, etag: read.etag }],
        clusters: closing,
        operations: [this.record('update', now, doing, [imageOf(read.value)], { changes: changedFields(read.value, incident) })],
        others,
      });
      const isOpening = incident.status !== 'Closed' && read.value.status === 'Closed';
      if (saved ? isOpening : isClosing) await this.keepAsIs(subscriptionId, id);
      return saved && incident;
    });
  }

  /** Hides it for good, unless it is undone. Deleting what is deleted changes nothing, but a person who has seen a version of it, `etag`, is told. */
  async delete(subscriptionId: string, id: string, doing: Doing, etag?: string): Promise<boolean> {
    return this.attempt(async () => {
      const read = await this.store.incident(subscriptionId, id);
      if (!read || read.value.deletedTime !== undefined) {
        if (etag !== undefined) throw new Refusal('missing', id);
        return { deleted: false };
      }
      if (etag !== undefined && !sameEtag(etag, read.etag)) throw new Refusal('stale', id);
      const now = this.momentAfter(read.value);
      const incident = withHandling(read.value, { ...handlingOf(read.value), deletedTime: now }, now);
      const cluster = await this.clusterOf(subscriptionId, read.value);
      await this.store.addDecision(subscriptionId, deletionOf(incident, cluster.value));
      const saved = await this.save(subscriptionId, {
        incidents: [{ value: incident, etag: read.etag }],
        clusters: [cluster],
        operations: [this.record('delete', now, doing, [imageOf(read.value)])],
      });
      if (!saved) await this.keepAsIs(subscriptionId, id);
      return saved && { deleted: true };
    }).then(({ deleted }) => deleted);
  }

  /** The incident under this id, or the one that took it in. Throws a `Refusal` when there is none, or it is deleted. */
  async existing(subscriptionId: string, id: string): Promise<Read<IncidentDocument>> {
    let read = await this.store.incident(subscriptionId, id);
    for (let hops = 0; read?.value.mergedInto !== undefined && hops < LONGEST_CHAIN; hops++) {
      read = await this.store.incident(subscriptionId, read.value.mergedInto);
    }
    if (!read || read.value.deletedTime !== undefined) throw new Refusal('missing', id);
    return read;
  }

  /** Now, but later than all that was done to the incidents: the order of actions is that of their times. */
  momentAfter(...incidents: readonly IncidentDocument[]): number {
    return Math.max(this.clock(), ...incidents.map(({ modifiedTime }) => modifiedTime + 1));
  }

  async clusterOf(subscriptionId: string, incident: IncidentDocument): Promise<Read<Cluster>> {
    return (
      (await this.store.cluster(subscriptionId, incident.id)) ?? {
        value: emptyCluster(incident.id, incident.firstActivityTime),
        etag: undefined,
      }
    );
  }

  /** Tells fusion whether the incident is closed or deleted, as it is now: whoever was faster may have made it so. */
  async keepAsIs(subscriptionId: string, id: string): Promise<void> {
    const incident = (await this.store.incident(subscriptionId, id))?.value;
    if (incident?.deletedTime !== undefined) {
      const { value } = await this.clusterOf(subscriptionId, incident);
      await this.store.addDecision(subscriptionId, deletionOf(incident, value));
    } else if (incident?.status === 'Closed' && incident.mergedInto === undefined) await this.keepClosed(subscriptionId, incident);
    else await this.store.removeDecision(subscriptionId, closingId(id));
  }

  /** Tells fusion that the incident is closed, with all that its cluster has now. */
  async keepClosed(subscriptionId: string, incident: IncidentDocument, cluster?: Cluster): Promise<void> {
    const known = cluster ?? (await this.clusterOf(subscriptionId, incident)).value;
    await this.store.addDecision(subscriptionId, closingOf(incident, known, this.store.reopenWindow));
  }

  /** The kinds of incidents that are known in the subscription. */
  async typesOf(subscriptionId: string): Promise<readonly IncidentType[]> {
    return withKnownTypes(await this.incidentTypes?.of(subscriptionId));
  }

  /** The incident with what its cluster says now. */
  async restated({ value, etag }: Read<IncidentDocument>, cluster: Cluster, now: number): Promise<Read<IncidentDocument>> {
    const types = await this.typesOf(value.subscriptionId);
    const facts = factsOf(cluster, emptyFacts(value.concluded?.title ?? value.title, value.createdTime), types);
    const next = withFacts(value, facts, now) ?? { ...value, version: value.version + 1, modifiedTime: now };
    return { value: next, etag };
  }

  record(
    action: Operation['action'],
    time: number,
    { actor, note }: Doing,
    before: BeforeImage[],
    rest: Partial<Operation> = {},
  ): Read<Operation> {
    const operation: Operation = {
      id: randomUUID(),
      action,
      time,
      actor,
      ...(note === undefined ? {} : { note }),
      incidentIds: before.map(({ incidentId }) => incidentId),
      before,
      ...rest,
    };
    return { value: operation, etag: undefined };
  }

  /** Undefined when somebody else was faster. */
  async save(subscriptionId: string, changes: IncidentChanges): Promise<true | undefined> {
    return (await this.store.save(subscriptionId, changes)) === 'done' ? true : undefined;
  }

  async attempt<T>(action: () => Promise<T | undefined>): Promise<T> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const result = await action();
      if (result !== undefined) return result;
    }
    throw new Refusal('conflict', 'The incident is being changed by others at this moment.');
  }
}

const LONGEST_CHAIN = 20;

export function imageOf(incident: IncidentDocument): BeforeImage {
  return { incidentId: incident.id, handling: handlingOf(incident) };
}

/** Whether the stored version is the one that a person has seen, for whom `*` is any. Quotes and the mark of a weak etag are spelling. */
export function sameEtag(seen: string, stored: string | undefined): boolean {
  const plain = (etag: string) =>
    etag
      .trim()
      .replace(/^W\//, '')
      .replace(/^"+|"+$/g, '');
  return stored !== undefined && (plain(seen) === '*' || plain(seen) === plain(stored));
}
