import { randomUUID } from 'node:crypto';
import { IncidentActions } from '../../incidents/incident-actions';
import { type IncidentUpdate, withHandling } from '../../incidents/lifecycle';
import type { Actor } from '../../incidents/operation';
import { Refusal } from '../../incidents/refusal';
import type { Clock } from '../../runtime/clock';
import type { ActivityLogRepository } from '../../storage/activity-log-repository';
import type { IncidentDocument } from '../../storage/incident-document';
import type { IncidentRepository, Read } from '../../storage/incident-repository';
import type { MirrorRepository } from '../../storage/mirror-repository';
import type { SubscriptionRegistry } from '../../storage/subscription-registry';
import type { Mirror } from './mirror';
import type { News, SinterIncidents } from './sides';
import { differs, type Part, type Standing, standingOf } from './standing';
import { noteOf } from './wording';

export interface IncidentStores {
  incidents: IncidentRepository;
  mirrors: MirrorRepository;
  activityLog: Pick<ActivityLogRepository, 'append'>;
  registry: Pick<SubscriptionRegistry, 'markChanged'>;
}

/** So many entries of an incident's history are looked through for the time of a change. */
const LOOKED_THROUGH = 50;

/** The incidents of one subscription, in the store. What comes from Sentinel goes the way of everything that people do to incidents. */
export class StoredIncidents implements SinterIncidents {
  readonly #actions: IncidentActions;

  /** `workspace`: resource id. */
  constructor(
    private readonly stores: IncidentStores,
    private readonly subscriptionId: string,
    private readonly workspace: { key: string; resourceId: string },
    private readonly clock: Clock,
  ) {
    this.#actions = new IncidentActions(stores.incidents, clock);
  }

  async incident(id: string): Promise<Read<IncidentDocument> | undefined> {
    return this.stores.incidents.incident(this.subscriptionId, id);
  }

  async mirror(name: string): Promise<Read<Mirror> | undefined> {
    return this.stores.mirrors.get(this.subscriptionId, this.workspace.key, name);
  }

  async timeOf(part: Part, incident: IncidentDocument): Promise<number> {
    const { documents } = await this.stores.incidents.operations(this.subscriptionId, incident.id, { limit: LOOKED_THROUGH });
    const change = documents.find(({ before }) => {
      const handling = before.find(({ incidentId }) => incidentId === incident.id)?.handling;
      return handling && differs(part, standingOf(withHandling(incident, handling, 0)), standingOf(incident));
    });
    return change?.time ?? incident.modifiedTime;
  }

  async remember(mirror: Read<Mirror>): Promise<'done' | 'overtaken'> {
    const others = [this.stores.mirrors.document(this.subscriptionId, mirror)];
    return this.stores.incidents.save(this.subscriptionId, { incidents: [], clusters: [], operations: [], others });
  }

  async takeOver(news: News, mirror: Read<Mirror>): Promise<'done' | 'overtaken'> {
    const { incident, settlement } = news;
    const actor = actorOf(news);
    const doing = { actor, note: noteOf(news) };
    const others = [this.stores.mirrors.document(this.subscriptionId, mirror)];
    if (settlement.taken.length === 0) {
      const { id } = incident.value;
      const note = this.#actions.record('note', this.#actions.momentAfter(incident.value), doing, [{ incidentId: id }]);
      return this.stores.incidents.save(this.subscriptionId, { incidents: [], clusters: [], operations: [note], others });
    }
    try {
      await this.#actions.update(this.subscriptionId, incident.value.id, updateOf(news), incident.etag, doing, others);
    } catch (error) {
      if (error instanceof Refusal) return 'overtaken';
      throw error;
    }
    await this.stores.registry.markChanged(this.subscriptionId);
    await this.#log(incident.value.id, actor, doing.note);
    return 'done';
  }

  async #log(incidentId: string, { principalId, name }: Actor, description: string): Promise<void> {
    const { resourceId } = this.workspace;
    const type = 'Microsoft.SecurityInsights/incidents';
    await this.stores.activityLog.append({
      id: randomUUID(),
      subscriptionId: this.subscriptionId,
      time: this.clock(),
      operation: `${type}/write`,
      status: 'Succeeded',
      subStatus: '',
      category: 'Administrative',
      level: 'Informational',
      resourceId: `${resourceId}/providers/${type}/${incidentId}`.toLowerCase(),
      resourceGroup: /\/resourcegroups\/([^/]+)/i.exec(resourceId)?.[1]?.toLowerCase() ?? '',
      resourceType: type.toLowerCase(),
      caller: { principalId, name, tenantId: '' },
      correlationId: randomUUID(),
      description,
      properties: {},
    });
  }
}

/** Whose name Sentinel does not tell is Sentinel itself to us. */
function actorOf({ changedBy }: News): Actor {
  return { principalId: 'Microsoft Sentinel', name: changedBy ?? 'Microsoft Sentinel' };
}

/** What people would say to have the incident handled so. What was not taken over stays. */
function updateOf({ incident: { value: incident }, theirs, settlement }: News): IncidentUpdate {
  const taken = new Set(settlement.taken);
  const owner = taken.has('owner') ? theirs.owner : incident.owner;
  return {
    wording: { title: incident.title, story: incident.story, severity: taken.has('severity') ? theirs.severity : incident.severity },
    ...(taken.has('verdict') ? verdictAfter(incident, theirs.verdict) : verdictNow(incident)),
    ...(owner && Object.keys(owner).length > 0 ? { owner } : {}),
    labels: taken.has('labels') ? theirs.labels : (incident.labels ?? []),
  };
}

function verdictNow({
  status,
  classification,
  classificationReason,
  classificationComment,
}: IncidentDocument): Pick<IncidentUpdate, 'status' | 'classification' | 'classificationReason' | 'classificationComment'> {
  return {
    status,
    ...(classification && { classification }),
    ...(classificationReason && { classificationReason }),
    ...(classificationComment && { classificationComment }),
  };
}

/** Of an open incident Sentinel knows no verdict: what somebody noted here before it was closed stays, what it was closed with does not. */
function verdictAfter(incident: IncidentDocument, verdict: Standing['verdict']) {
  if (verdict.status === 'Closed' || incident.status === 'Closed') return verdict;
  return { ...verdictNow(incident), status: verdict.status };
}
