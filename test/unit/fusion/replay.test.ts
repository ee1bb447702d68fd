import fc from 'fast-check';
import type { FusionAlert } from '../../../shared/fusion/fusion-alert';
import { InMemoryFusionStore } from '../../../shared/fusion/in-memory-fusion-store';
import { DAY, fusionAlert, host, MINUTE, NOON } from './fusion-alerts';
import { batchesOf, fuseBatch, fuseUntilDone, incidentSets } from './incident-sets';
import { Death, DyingStore } from './unreliable-stores';

/** Alerts of five days that are all over, in the order of time: what is usual and what is new, on three machines. */
const fiveDays: fc.Arbitrary<FusionAlert[]> = fc
  .uniqueArray(
    fc.record({
      minute: fc.integer({ min: 0, max: 5 * 24 * 60 - 1 }),
      type: fc.constantFrom('Logon', 'Update', 'Scan', 'Shell', 'Dump', 'Beacon'),
      on: fc.constantFrom('web01', 'web02', 'db01'),
      severity: fc.constantFrom('Low' as const, 'Low' as const, 'Medium' as const),
    }),
    { selector: ({ minute }) => minute, minLength: 30, maxLength: 80 },
  )
  .map((drawn) =>
    [...drawn, ...ATTACK]
      .sort((a, b) => a.minute - b.minute)
      .map(({ minute, type, on, severity }, index) =>
        fusionAlert({
          id: `replayed-${index}`,
          alertType: type,
          displayName: type,
          severity,
          tactics: [],
          startTime: NOON - (NOON % DAY) + minute * MINUTE,
          entities: [host(on)],
        }),
      ),
  );

const ATTACK = ['Scan', 'Shell', 'Dump', 'Beacon', 'Persist'].map((type, index) => ({
  minute: 4 * 24 * 60 + 600 + index,
  type,
  on: 'web01',
  severity: 'Low' as const,
}));

describe('a replay of five past days', () => {
  it('ends in the same incidents wherever it is cut, interrupted and repeated', async () => {
    let incidents = 0;
    await fc.assert(
      fc.asyncProperty(
        fiveDays,
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 40 }),
        fc.array(fc.nat({ max: 20 }), { maxLength: 4 }),
        async (all, cuts, deaths) => {
          const undisturbed = new InMemoryFusionStore();
          await fuseBatch(undisturbed, all);
          incidents += undisturbed.incidents.size;

          const store = new DyingStore();
          for (const [index, batch] of batchesOf(all, cuts).entries()) {
            store.deaths = deaths.includes(index) ? 1 : 0;
            await fuseUntilDone(store, batch, survive);
          }
          expect(incidentSets(store)).toEqual(incidentSets(undisturbed));
        },
      ),
      { numRuns: 40 },
    );
    expect(incidents).toBeGreaterThan(0);
  });
});

/** The worker that comes after one that died begins with the same alerts. */
async function survive(store: InMemoryFusionStore, batch: readonly FusionAlert[]): Promise<void> {
  try {
    await fuseBatch(store, batch);
  } catch (error) {
    if (!(error instanceof Death)) throw error;
    await fuseBatch(store, batch);
  }
}
