import type { Incident as SentinelIncident } from '@azure/arm-securityinsight';
import type { IncidentDocument } from '../../storage/incident-document';
import type { Read } from '../../storage/incident-repository';
import { RecordsRefused, TargetUnavailable } from '../target';
import { copyNameOf, copyOf, saysAlready, stateNamedIn, uuidOf } from './incident-form';
import { knownOf, type Mirror } from './mirror';
import { type Agreed, contested, type Settlement, settle } from './settle';
import type { SentinelIncidents, SinterIncidents } from './sides';
import { differs, isGone, PARTS, type Part, type Standing, standingOf, standingThere } from './standing';

export interface StepOptions {
  subscriptionId: string;
  /** What tells the workspace from others, for the mirrors. */
  workspace: string;
  /** Whether Sinter takes over what people change in Sentinel. */
  syncStatus: boolean;
}

/** Attempts while others write to the same incident. */
const ATTEMPTS = 6;

/**
 * Keeps incidents and their copies in Microsoft Sentinel in step. Whatever is interrupted at whatever point can be done again: what is under way is written
 * down before it is sent, and what was taken over in the same transaction as what it changed.
 */
export class KeepInStep {
  constructor(
    private readonly there: SentinelIncidents,
    private readonly here: SinterIncidents,
    private readonly options: StepOptions,
  ) {}

  /**
   * Has Sentinel say what Sinter says of an incident at this moment: a state that a later one has taken the place of is not sent for itself. Rejects like
   * {@link SentinelIncidents}. Resolves with the id of the last request.
   */
  async give(incidentId: string): Promise<string> {
    const name = copyNameOf(this.options.subscriptionId, incidentId);
    let isThere = false;
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const copy = await this.there.get(name);
      isThere = copy !== undefined;
      const incident = await this.here.incident(incidentId);
      // It has expired; or nobody outside has ever heard of it, and need not.
      if (!incident || (!copy && isGone(incident.value))) return this.there.requestId;
      const mirror = await this.here.mirror(name);
      const settled = copy && (await this.#settle(copy, incident, mirror));
      if (copy && settled && isNews(settled) && this.options.syncStatus) {
        await this.#takeOver(copy, incident, mirror, settled);
        continue;
      }
      if ((await this.#send(name, copy, incident.value, mirror, settled)) === 'done') return this.there.requestId;
    }
    // The service uses no name twice.
    if (!isThere) throw new RecordsRefused('The copy of this incident was deleted in Microsoft Sentinel', 409);
    throw new TargetUnavailable('The incident is being changed by others at this moment', 409);
  }

  /**
   * Has Sinter take over what people changed in Sentinel since a moment (epoch milliseconds), the earliest change first. Gives the moment up to which that is
   * done, whenever it moves on.
   */
  async *take(since: number): AsyncIterable<number> {
    for await (const copies of this.there.changedSince(since)) {
      for (const copy of copies) await this.#take(copy);
      const latest = Math.max(...copies.map(timeOf));
      if (latest > since) yield latest;
    }
  }

  async #take(listed: SentinelIncident): Promise<void> {
    const { name = '' } = listed;
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const mirror = await this.here.mirror(name);
      // Not one of ours, or what is listed is our own doing.
      if (!mirror || !isChanged(listed, mirror.value)) return;
      const copy = await this.there.get(name);
      const incident = copy && (await this.here.incident(mirror.value.incidentId));
      if (!copy || !incident) return;
      const settled = await this.#settle(copy, incident, mirror);
      if (isNews(settled)) {
        if ((await this.#takeOver(copy, incident, mirror, settled)) === 'done') {
          if (settled.overruled.length > 0) await this.#restore(incident.value.id);
          return;
        }
      } else if (await this.#remember(name, incident.value.id, mirror, [at(stateNamedIn(copy.description), settled.agreed)])) return;
    }
    throw new TargetUnavailable('The incident is being changed by others at this moment', 409);
  }

  /** What does not hold is put right at once: of an incident that is no more there may never be another state to send. */
  async #restore(incidentId: string): Promise<void> {
    try {
      await this.give(incidentId);
    } catch (error) {
      // The record of the state that is refused tells of it.
      if (!(error instanceof RecordsRefused)) throw error;
    }
  }

  async #settle(
    copy: SentinelIncident,
    { value: incident }: Read<IncidentDocument>,
    mirror: Read<Mirror> | undefined,
  ): Promise<Settlement> {
    const [ours, theirs] = [standingOf(incident), standingThere(copy)];
    const before = mirror && knownOf(mirror.value, stateNamedIn(copy.description), theirs);
    // Nobody outside can change an incident that is no more.
    if (isGone(incident)) return allOverruled(settle(before, ours, theirs, { theirsHold: new Set(), takes: true }), ours);
    const theirsHold = new Set<Part>();
    for (const part of contested(before, ours, theirs)) {
      if (timeOf(copy) >= (await this.here.timeOf(part, incident))) theirsHold.add(part);
    }
    return settle(before, ours, theirs, { theirsHold, takes: this.options.syncStatus });
  }

  async #takeOver(copy: SentinelIncident, incident: Read<IncidentDocument>, mirror: Read<Mirror> | undefined, settlement: Settlement) {
    const known = this.#mirror(copy.name ?? '', incident.value.id, [at(stateNamedIn(copy.description), settlement.agreed)]);
    const { lastModifiedBy: changedBy } = copy.systemData ?? {};
    const news = { incident, theirs: standingThere(copy), settlement, time: timeOf(copy), changedBy };
    return this.here.takeOver(news, { value: known, etag: mirror?.etag });
  }

  async #send(
    name: string,
    copy: SentinelIncident | undefined,
    incident: IncidentDocument,
    mirror: Read<Mirror> | undefined,
    settled: Settlement | undefined,
  ): Promise<'done' | 'again'> {
    const ours = standingOf(incident);
    const give = settled?.give ?? ours;
    const wanted = copyOf(incident, give, copy);
    const present = copy && settled ? [at(stateNamedIn(copy.description), settled.agreed)] : [];
    if (copy && mirror && saysAlready(copy, wanted) && !PARTS.some((part) => differs(part, standingThere(copy), give))) {
      return (await this.#remember(name, incident.id, mirror, present)) ? 'done' : 'again';
    }
    const sent = { version: incident.version, ours, theirs: give };
    const written = await this.#remember(name, incident.id, mirror, [...present, sent]);
    if (!written) return 'again';
    if (incident.mergedInto !== undefined) {
      const text = `Merged into the incident ${copyNameOf(this.options.subscriptionId, incident.mergedInto)} (Sinter incident ${incident.mergedInto}).`;
      await this.there.comment(name, uuidOf(['merged', name, incident.mergedInto]), text);
    }
    const answer = await this.there.put(name, wanted);
    if (answer === 'stale') return 'again';
    // What the service makes of it is not a person's doing. And the copy is no more what it was before: whoever brings that back has changed it.
    await this.#remember(name, incident.id, await this.here.mirror(name), [{ ...sent, theirs: standingThere(answer) }]);
    return 'done';
  }

  /** False when somebody else was faster. */
  async #remember(name: string, incidentId: string, mirror: Read<Mirror> | undefined, sent: Mirror['sent']): Promise<boolean> {
    const value = this.#mirror(name, incidentId, sent);
    if (mirror && JSON.stringify(mirror.value.sent) === JSON.stringify(sent)) return true;
    return (await this.here.remember({ value, etag: mirror?.etag })) === 'done';
  }

  #mirror(name: string, incidentId: string, sent: Mirror['sent']): Mirror {
    return { workspace: this.options.workspace, name, incidentId, sent };
  }
}

function isChanged(copy: SentinelIncident, mirror: Mirror): boolean {
  const theirs = standingThere(copy);
  const before = knownOf(mirror, stateNamedIn(copy.description), theirs);
  return PARTS.some((part) => differs(part, before.theirs, theirs));
}

function isNews({ taken, overruled }: Settlement): boolean {
  return taken.length + overruled.length > 0;
}

function allOverruled(settlement: Settlement, ours: Standing): Settlement {
  return { ...settlement, taken: [], overruled: [...settlement.overruled, ...settlement.taken], give: ours };
}

function at(version: number, agreed: Agreed): Mirror['sent'][number] {
  return { version, ...agreed };
}

function timeOf({ lastModifiedTimeUtc }: SentinelIncident): number {
  return lastModifiedTimeUtc?.getTime() ?? 0;
}
