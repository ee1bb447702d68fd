import { createHash } from 'node:crypto';
import type { Clock } from '../../runtime/clock';
import type { SentinelAction } from '../../settings/automation';
import type { OutgoingRecord, Stream } from '../record';
import { KeepInStep } from '../sentinel/keep-in-step';
import { SentinelClient } from '../sentinel/sentinel-client';
import { type IncidentStores, StoredIncidents } from '../sentinel/stored-incidents';
import { type EncodedRecord, REQUEST_TIMEOUT_MS, type Target } from '../target';

/** By how much the clocks of Sentinel and of the app may differ when a workspace is looked at for the first time, and how late a change may become visible. */
const FIRST_LOOK_BACK_MS = 60 * 60_000;
const OVERLAP_MS = 60_000;

/** A workspace of Microsoft Sentinel, in which each incident has a copy: one request for each state of an incident. */
export class SentinelTarget implements Target {
  readonly maxBytes = 1_000_000;
  readonly maxRecords = 1;
  readonly #inStep: KeepInStep;

  /** `endpoint`: of Azure Resource Manager, where it is not that of the public cloud. */
  constructor(
    private readonly action: SentinelAction,
    endpoint: string | undefined,
    stores: IncidentStores,
    subscriptionId: string,
    private readonly clock: Clock,
    timeout = REQUEST_TIMEOUT_MS,
  ) {
    const resourceId = action.workspaceResourceId.replace(/\/$/, '');
    const [, ofWorkspace = '', resourceGroup = '', workspace = ''] = PARTS_OF_ID.exec(resourceId) ?? [];
    const key = createHash('sha256').update(resourceId.toLowerCase()).digest('hex').slice(0, 12);
    this.#inStep = new KeepInStep(
      new SentinelClient({ subscriptionId: ofWorkspace, resourceGroup, workspace }, endpoint, clock, timeout),
      new StoredIncidents(stores, subscriptionId, { key, resourceId }, clock),
      { subscriptionId, workspace: key, syncStatus: action.syncStatus },
    );
  }

  encode({ id, source }: OutgoingRecord): EncodedRecord {
    if (source.stream !== 'incidents') throw new Error('Microsoft Sentinel takes incidents alone');
    return { id, body: { incidentId: source.incident.id }, bytes: 0 };
  }

  async send(_: Stream, records: readonly EncodedRecord[]): Promise<{ requestId: string }> {
    let requestId = '';
    for (const { body } of records) requestId = await this.#inStep.give(String(body.incidentId));
    return { requestId };
  }

  async *receive(upTo: number | undefined): AsyncIterable<number> {
    if (!this.action.syncStatus) return;
    const since = upTo ?? this.clock() - FIRST_LOOK_BACK_MS;
    if (upTo === undefined) yield since;
    yield* this.#inStep.take(since - OVERLAP_MS);
  }
}

const PARTS_OF_ID = /^\/subscriptions\/([^/]+)\/resourcegroups\/([^/]+)\/providers\/microsoft\.operationalinsights\/workspaces\/([^/]+)$/i;
