import fc from 'fast-check';
import { activityIdOf } from '../../../shared/fusion/activity-id';
import type { Decision } from '../../../shared/fusion/decision';
import { InMemoryFusionStore } from '../../../shared/fusion/in-memory-fusion-store';
import { closingOf } from '../../../shared/incidents/closing';
import type { IncidentDocument } from '../../../shared/storage/incident-document';
import { account, fusionAlert, host, MINUTE, NOON } from './fusion-alerts';
import { batchesOf, fuseBatch, fuseUntilDone, incidentSets } from './incident-sets';
import { ScheduledStore } from './unreliable-stores';

const alerts = fc
  .uniqueArray(
    fc.record({
      id: fc.integer({ min: 0, max: 500 }),
      minute: fc.integer({ min: 0, max: 400 }),
      on: fc.constantFrom('web01', 'web02', 'db01', 'db02'),
      by: fc.constantFrom(undefined, 'corp\\jsmith'),
      severity: fc.constantFrom('Low' as const, 'Medium' as const, 'High' as const),
    }),
    { selector: ({ id }) => id, minLength: 4, maxLength: 24 },
  )
  .map((all) =>
    all.map(({ id, minute, on, by, severity }) =>
      fusionAlert({
        id: `drawn-${id}`,
        alertType: `Type ${id}`,
        severity,
        startTime: NOON + minute * MINUTE,
        entities: [host(on), ...(by ? [account(by)] : [])],
      }),
    ),
  );

/** What analysts decide about alerts that were there (`known`) and about some that come later; numbers choose. */
const scene = alerts.chain((all) =>
  fc
    .record({
      known: fc.subarray(all, { minLength: 2 }),
      pins: fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 3 }),
      together: fc.option(fc.tuple(fc.nat(), fc.nat())),
      closed: fc.option(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 60 }))),
      repeats: fc.subarray(all),
      cuts: fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 40 }),
    })
    .chain(({ known, repeats, cuts, ...decided }) => {
      const rest = all.filter((alert) => !known.includes(alert));
      const length = rest.length + repeats.length;
      return fc
        .shuffledSubarray([...rest, ...repeats], { minLength: length, maxLength: length })
        .map((order) => ({ ...decided, known, rest, batches: batchesOf(order, cuts) }));
    }),
);
type Scene = typeof scene extends fc.Arbitrary<infer Value> ? Value : never;

const pick = <T>(from: readonly T[], number: number): T | undefined => from[number % from.length];

/** A store in which the known alerts are fused, with the decisions about them and about the rest. */
async function decidedStore<T extends InMemoryFusionStore>(store: T, { known, rest, pins, together, closed }: Scene): Promise<T> {
  await fuseBatch(store, known);
  const incidents = store.allClusters().filter(({ isIncident, mergedInto }) => isIncident && mergedInto === undefined);
  const decisions: (Decision | undefined)[] = pins.map(([which, where], index) => {
    const [alert, target] = [pick(rest, which), pick(incidents, where)];
    return alert && target && { kind: 'pinned', id: `pin-${index}`, time: index, activityIds: [activityIdOf(alert)], clusterId: target.id };
  });
  const anchors = (together ?? []).map((which) => pick(incidents, which)?.core[0]?.id ?? '');
  if (anchors[0] !== anchors[1]) decisions.push({ kind: 'together', id: 'merge', time: 9, activityIds: anchors });
  const resting = closed && pick(incidents, closed[0]);
  if (resting && !anchors.some((id) => resting.core.some((member) => member.id === id))) {
    const closedTime = NOON + 500 * MINUTE;
    decisions.push(closingOf({ id: resting.id, closedTime, modifiedTime: closedTime } as IncidentDocument, resting, closed[1] * MINUTE));
  }
  for (const decision of decisions) if (decision) store.addDecision(decision);
  /* As a person's action does at once: the incidents that were put together are one. */
  if (together) await fuseBatch(store, known);
  return store;
}

describe('what analysts decided', () => {
  it('holds in whatever order, batches and repetitions the other alerts come', async () => {
    await fc.assert(
      fc.asyncProperty(scene, async (one) => {
        const atOnce = await decidedStore(new InMemoryFusionStore(), one);
        if (one.rest.length > 0) await fuseBatch(atOnce, one.rest);
        const inPieces = await decidedStore(new InMemoryFusionStore(), one);
        for (const batch of one.batches) await fuseBatch(inPieces, batch);
        expect(incidentSets(inPieces)).toEqual(incidentSets(atOnce));
      }),
      { numRuns: 150 },
    );
  });

  it('holds however two workers interleave', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), scene, async (scheduler, one) => {
        const alone = await decidedStore(new InMemoryFusionStore(), one);
        if (one.rest.length > 0) await fuseBatch(alone, one.rest);
        const shared = await decidedStore(new ScheduledStore(), one);
        shared.scheduler = scheduler;
        const work = async () => {
          for (const batch of one.batches) await fuseUntilDone(shared, batch);
        };
        await scheduler.waitFor(Promise.all([work(), work()]));
        expect(incidentSets(shared)).toEqual(incidentSets(alone));
      }),
      { numRuns: 25 },
    );
  });
});
