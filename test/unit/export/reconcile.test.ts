import { reconcile } from '../../../shared/export/reconcile';
import type { SourceRecord } from '../../../shared/export/record';
import type { TargetState } from '../../../shared/export/target-state';
import type { Automation } from '../../../shared/settings/automation';
import type { LedgerChunk } from '../../../shared/storage/export-repository';

const SUBSCRIPTION = '11111111-2222-4333-8444-555555555555';
const AUTOMATION = {
  subscriptionId: SUBSCRIPTION,
  scopes: [{ description: '', scopePath: `/subscriptions/${SUBSCRIPTION}` }],
  sources: [{ eventSource: 'Incidents', ruleSets: [] }],
} as unknown as Automation;
const STATE = {
  ...{ subscriptionId: SUBSCRIPTION, target: 't', place: 'p' },
  streams: { incidents: { coveredFrom: 100, followedFrom: 250, watermark: 1_000 } },
} as unknown as TargetState;

const record = (id: string, written: number) =>
  ({ stream: 'incidents', written, incident: { id, version: 1, entities: [] } }) as unknown as SourceRecord;
const chunk = (outcome: LedgerChunk['outcome'], ...entries: LedgerChunk['entries']) =>
  ({ stream: 'incidents', mode: 'streaming', outcome, entries }) as unknown as LedgerChunk;

async function reconciled(records: SourceRecord[], chunks: LedgerChunk[], changes: Partial<Automation> = {}, state = STATE) {
  const source = {
    async *writtenSince(_subscription: string, _stream: string, since: number, before = Number.MAX_SAFE_INTEGER) {
      yield records.filter(({ written }) => written >= since && written < before);
    },
  };
  const ledger = {
    async *ledger() {
      yield* chunks;
    },
  };
  const [row] = await reconcile({ ...AUTOMATION, ...changes }, state, 0, 5_000, { source, ledger });
  return row;
}

describe('a reconciliation', () => {
  it('finds what was passed over, and does not take for that what is under way or refused', async () => {
    const records = [record('delivered', 200), record('lost', 300), record('dead', 400), record('recent', 995), record('before', 50)];
    expect(await reconciled(records, [chunk('delivered', ['delivered.1', 200]), chunk('dead', ['dead.1', 400])])).toMatchObject({
      ...{ recordsIn: 4, delivered: 1, dead: 1, pending: 1, missingCount: 1, missing: ['lost.1'], deadIds: ['dead.1'], repeated: 0 },
    });
  });

  it('waits for what a backfill under way has not come to yet', async () => {
    const backfill = { from: 40, until: { alerts: 100, incidents: 100 }, watermark: { alerts: 60, incidents: 60 } };
    const records = [record('never', 30), record('backfilled', 50), record('coming', 70), record('lost', 300)];
    const chunks = [chunk('delivered', ['backfilled.1', 50])];
    expect(await reconciled(records, chunks, {}, { ...STATE, backfill })).toMatchObject({
      ...{ recordsIn: 3, delivered: 1, pending: 1, missing: ['lost.1'] },
    });
    expect(await reconciled(records, chunks)).toMatchObject({ recordsIn: 2, delivered: 1, pending: 0, missing: ['lost.1'] });
  });

  it('counts a state that is in the store no more, and one that arrived in the end, as delivered', async () => {
    const chunks = [chunk('dead', ['a.1', 200]), chunk('delivered', ['a.1', 200], ['gone.1', 250], ['gone.1', 250])];
    expect(await reconciled([record('a', 200)], chunks)).toMatchObject({
      recordsIn: 2,
      delivered: 2,
      dead: 0,
      missingCount: 0,
      repeated: 1,
    });
  });

  it('promises the former states of the time that is followed, and of the time before only what is left of them', async () => {
    const former = (id: string, written: number, heldSince: number) => ({ ...record(id, written), heldSince });
    const records = [former('backfilled', 200, 300), former('lost', 260, 300), former('coming', 270, 995)];
    expect(await reconciled(records, [])).toMatchObject({ recordsIn: 2, pending: 1, missing: ['lost.1'] });
  });

  it('does not take for lost what other rules may not have wanted', async () => {
    const records = [record('old', 300), record('new', 600)];
    expect(await reconciled(records, [], { rulesTime: 500_000 })).toMatchObject({ missing: ['new.1'], missingCount: 1 });
  });
});
