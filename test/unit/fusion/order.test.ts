import fc from 'fast-check';
import type { FusionAlert } from '../../../shared/fusion/fusion-alert';
import { InMemoryFusionStore } from '../../../shared/fusion/in-memory-fusion-store';
import type { TacticId } from '../../../shared/model/tactic';
import { account, fusionAlert, host, MINUTE, NOON, source } from './fusion-alerts';
import { batchesOf, fuseBatch, fuseUntilDone, incidentSets, storeWithHistory } from './incident-sets';
import { Death, DyingStore, ScheduledStore } from './unreliable-stores';

/** A few machines, kinds and minutes, so that alerts often meet. */
const alerts: fc.Arbitrary<FusionAlert[]> = fc
  .uniqueArray(
    fc.record({
      id: fc.integer({ min: 0, max: 500 }),
      type: fc.constantFrom('Logon', 'Update', 'Scan', 'Shell', 'Dump', 'Beacon', 'Persist'),
      minute: fc.integer({ min: 0, max: 300 }),
      on: fc.constantFrom('web01', 'web02', 'db01'),
      by: fc.constantFrom(undefined, '203.0.113.7', '198.51.100.9'),
      as: fc.constantFrom(undefined, 'corp\\jsmith'),
      severity: fc.constantFrom('Informational' as const, 'Low' as const, 'Medium' as const, 'High' as const),
      silenced: fc.boolean(),
      stated: fc.boolean(),
    }),
    { selector: ({ id }) => id, minLength: 1, maxLength: 30 },
  )
  .map((drawn) =>
    drawn.map(({ id, type, minute, on, by, as, severity, silenced, stated }) =>
      fusionAlert({
        id: `drawn-${id}`,
        alertType: type,
        displayName: `${type} ${id}`,
        startTime: NOON + minute * MINUTE,
        severity,
        isSeverityStated: stated,
        ...(silenced && { isSilenced: true }),
        tactics: TACTICS_OF[type],
        entities: [host(on), ...(by ? [source(by)] : []), ...(as ? [account(as)] : [])],
      }),
    ),
  );

const TACTICS_OF = {
  Logon: [],
  Update: [],
  Scan: ['TA0043'],
  Shell: ['TA0002'],
  Dump: ['TA0006'],
  Beacon: ['TA0011'],
  Persist: ['TA0003'],
} satisfies Record<string, TacticId[]>;

/** The alerts in another order, some of them twice, in batches. */
function delivery(all: readonly FusionAlert[]): fc.Arbitrary<FusionAlert[][]> {
  return fc
    .record({
      repeats: fc.subarray([...all]),
      cuts: fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 1, maxLength: 60 }),
    })
    .chain(({ repeats, cuts }) =>
      fc.shuffledSubarray([...all, ...repeats], { minLength: all.length + repeats.length }).map((order) => batchesOf(order, cuts)),
    );
}

describe('the incidents of a set of alerts', () => {
  it('do not depend on order, repetition or batches', async () => {
    await fc.assert(
      fc.asyncProperty(
        alerts.chain((all) => delivery(all).map((batches) => ({ all, batches }))),
        fc.boolean(),
        async ({ all, batches }, isNew) => {
          const emptyStore = async () => (isNew ? new InMemoryFusionStore() : storeWithHistory());
          const [at_once, in_pieces] = [await emptyStore(), await emptyStore()];
          await fuseBatch(at_once, all);
          for (const batch of batches) await fuseBatch(in_pieces, batch);
          expect(incidentSets(in_pieces)).toEqual(incidentSets(at_once));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('do not depend on how two workers interleave which began at the same place', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        alerts.chain((all) => delivery(all).map((batches) => ({ all, batches }))),
        async (scheduler, { all, batches }) => {
          const alone = await storeWithHistory();
          await fuseBatch(alone, all);

          const shared = await storeWithHistory(new ScheduledStore());
          (shared as ScheduledStore).scheduler = scheduler;
          const work = async () => {
            for (const batch of batches) await fuseUntilDone(shared, batch);
          };
          await scheduler.waitFor(Promise.all([work(), work()]));
          expect(incidentSets(shared)).toEqual(incidentSets(alone));
        },
      ),
      { numRuns: 25 },
    );
  });

  it('are complete again after a worker died between saving activities and saving clusters', async () => {
    await fc.assert(
      fc.asyncProperty(alerts, fc.integer({ min: 0, max: 3 }), async (all, deaths) => {
        const sound = await storeWithHistory();
        await fuseBatch(sound, all);
        const store = (await storeWithHistory(new DyingStore())) as DyingStore;
        store.deaths = deaths;
        for (;;) {
          try {
            await fuseBatch(store, all);
            break;
          } catch (error) {
            if (!(error instanceof Death)) throw error;
          }
        }
        expect(incidentSets(store)).toEqual(incidentSets(sound));
      }),
      { numRuns: 30 },
    );
  });
});
