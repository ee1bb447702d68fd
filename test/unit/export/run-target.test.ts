import type { SourceRecord } from '../../../shared/export/record';
import { runTarget } from '../../../shared/export/run-target';
import type { EncodedRecord, Target } from '../../../shared/export/target';
import type { TargetState } from '../../../shared/export/target-state';
import type { Automation } from '../../../shared/settings/automation';
import type { ExportRepository, LedgerChunk } from '../../../shared/storage/export-repository';

const SUBSCRIPTION = '11111111-2222-4333-8444-555555555555';
const AUTOMATION = {
  subscriptionId: SUBSCRIPTION,
  scopes: [{ description: '', scopePath: `/subscriptions/${SUBSCRIPTION}` }],
  sources: [{ eventSource: 'Alerts', ruleSets: [] }],
} as unknown as Automation;

/** An alert that was Active, and since then Dismissed. */
const former = { stream: 'alerts', written: 100, heldSince: 200, alert: { id: 'a', revision: '1', status: 'Active' } } as SourceRecord;
const present = {
  stream: 'alerts',
  written: 200,
  alert: { id: 'a', revision: '1', status: 'Dismissed', statusChangedTime: 1 },
} as SourceRecord;

function ledgerWith(chunks: LedgerChunk[]): ExportRepository {
  return {
    acquire: async (state: TargetState) => ({ state, held: { state, holder: 'h', etag: 'e' } }),
    commit: async (held: object, state: TargetState, _now: number, more: LedgerChunk[] = []) => {
      chunks.push(...more);
      return { ...held, state };
    },
    release: async () => undefined,
    deadLetters: async () => [],
    passedOn: async (_subscription: string, _target: string, _stream: string, since: number, until = Number.MAX_SAFE_INTEGER) =>
      new Set(chunks.flatMap(({ entries }) => entries.filter(([, written]) => written >= since && written <= until).map(([id]) => id))),
  } as unknown as ExportRepository;
}

async function delivered(chunks: LedgerChunk[], state: Partial<TargetState['streams']>): Promise<unknown[]> {
  const sent: EncodedRecord[] = [];
  const target: Target = {
    ...{ maxBytes: 1_000, maxRecords: 10 },
    encode: ({ id, source }) => ({ id, bytes: 1, body: { status: source.stream === 'alerts' && source.alert.status } }),
    send: async (_, records) => {
      sent.push(...records);
      return { requestId: 'r' };
    },
  };
  const source = {
    async *writtenSince() {
      yield [former, present];
    },
    existing: async () => [],
    get: async () => undefined,
  };
  const initial = {
    subscriptionId: SUBSCRIPTION,
    target: 't',
    streams: state,
    sequence: 0,
    delivered: 0,
    dead: 0,
  } as unknown as TargetState;
  const options = { clock: () => 300_000, random: () => 0, deadline: 1e15 };
  await runTarget(AUTOMATION, initial, target, { source, ledger: ledgerWith(chunks) }, options);
  return sent.map(({ body }) => body.status);
}

describe('a run that comes by an alert which has changed', () => {
  it('delivers its former state too when no run came by in time, though everything of that time has been passed', async () => {
    expect(await delivered([], { alerts: { coveredFrom: 50, followedFrom: 50, watermark: 199 } })).toEqual(['Active', 'Dismissed']);
  });

  it('delivers no state twice', async () => {
    const chunks: LedgerChunk[] = [];
    const streams = { alerts: { coveredFrom: 50, followedFrom: 50, watermark: 199 } };
    await delivered(chunks, streams);
    expect(await delivered(chunks, streams)).toEqual([]);
  });

  it('leaves out what the alert was before the export began', async () => {
    expect(await delivered([], { alerts: { coveredFrom: 50, followedFrom: 150, watermark: 199 } })).toEqual(['Dismissed']);
  });
});
