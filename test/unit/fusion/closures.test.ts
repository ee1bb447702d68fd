import fc from 'fast-check';
import { activityIdOf } from '../../../shared/fusion/activity-id';
import type { Closing } from '../../../shared/fusion/decision';
import type { FusionAlert } from '../../../shared/fusion/fusion-alert';
import type { FusionChanges } from '../../../shared/fusion/fusion-store';
import { InMemoryFusionStore } from '../../../shared/fusion/in-memory-fusion-store';
import { closingOf, deletionOf } from '../../../shared/incidents/closing';
import type { IncidentDocument } from '../../../shared/storage/incident-document';
import { account, fusionAlert, host, MINUTE, NOON } from './fusion-alerts';
import { batchesOf, fuseBatch, fuseUntilDone, incidentSets } from './incident-sets';
import { Death, DyingStore, ScheduledStore } from './unreliable-stores';

const HOUR = 60 * MINUTE;

const grave = (on: string, minute: number, changes: Partial<FusionAlert> = {}) =>
  fusionAlert({ alertType: `Type ${minute}`, severity: 'High', startTime: NOON + minute * MINUTE, entities: [host(on)], ...changes });

const incidentOf = (store: InMemoryFusionStore, alert: FusionAlert) => store.incidentOf(activityIdOf(alert));

/** What an analyst decides who closes the incident of that alert at that minute. */
function closingAt(store: InMemoryFusionStore, alert: FusionAlert, minute: number, window: number): Closing {
  const cluster = store.allClusters().find(({ id }) => id === incidentOf(store, alert));
  if (!cluster) throw new Error('the alert is in no incident');
  const closedTime = NOON + minute * MINUTE;
  return closingOf({ id: cluster.id, closedTime, modifiedTime: closedTime } as IncidentDocument, cluster, window);
}

/** Remembers which incidents were reopened. */
class WatchedStore extends InMemoryFusionStore {
  readonly reopened = new Set<string>();

  override async save(changes: FusionChanges) {
    await super.save(changes);
    for (const { cluster, isReopened } of changes.clusters) if (isReopened) this.reopened.add(cluster.value.id);
  }
}

async function closed(window: number, minute = 20): Promise<{ store: WatchedStore; id: string; first: FusionAlert }> {
  const [store, first] = [new WatchedStore(), grave('web01', 0)];
  await fuseBatch(store, [first]);
  store.addDecision(closingAt(store, first, minute, window));
  return { store, id: incidentOf(store, first) ?? '', first };
}

describe('a closed incident', () => {
  it('is reopened by a new alert within the reopen window', async () => {
    const { store, id } = await closed(HOUR);
    const after = grave('web01', 50);
    await fuseBatch(store, [after]);
    expect(incidentOf(store, after)).toBe(id);
    expect([...store.reopened]).toEqual([id]);
  });

  it('is reopened by an alert about what happened before, which nobody had seen', async () => {
    const { store, id } = await closed(0);
    const late = grave('web01', 10);
    await fuseBatch(store, [late]);
    expect(incidentOf(store, late)).toBe(id);
    expect([...store.reopened]).toEqual([id]);
  });

  it('is reopened by one more alert of an activity that it has', async () => {
    const { store, id, first } = await closed(0);
    await fuseBatch(store, [{ ...first, id: 'one-more', startTime: first.startTime + 1_000 }]);
    expect([...store.reopened]).toEqual([id]);
  });

  it('stays as it is when the same alerts come again', async () => {
    const { store, first } = await closed(HOUR);
    await fuseBatch(store, [first, { ...first }]);
    expect([...store.reopened]).toEqual([]);
  });

  it('is left alone by what happens after the window: that founds an incident which names it', async () => {
    const { store, id } = await closed(0);
    const before = store.incidents.get(id);
    const after = grave('web01', 30);
    await fuseBatch(store, [after]);
    const successor = incidentOf(store, after) ?? '';
    expect(successor).not.toBe(id);
    expect(store.incidents.get(id)).toEqual(before);
    expect([...store.reopened]).toEqual([]);
    expect(store.incidents.get(successor)).toMatchObject({
      predecessorId: id,
      story: expect.stringMatching(/It follows incident \d+, also about web01, which was closed at 2026-03-02 12:20 UTC\.$/),
    });
  });

  it('is named by an incident about the same things days later, and not by one about others', async () => {
    const { store, id } = await closed(24 * HOUR);
    const [same, other] = [grave('web01', 3 * 24 * 60), grave('db01', 3 * 24 * 60)];
    await fuseBatch(store, [same, other]);
    expect(store.incidents.get(incidentOf(store, same) ?? '')?.predecessorId).toBe(id);
    expect(store.incidents.get(incidentOf(store, other) ?? '')?.predecessorId).toBeUndefined();
  });

  it('takes its successor in when an alert within the window reopens it after all', async () => {
    const { store, id } = await closed(15 * MINUTE);
    const [after, between] = [grave('web01', 50), grave('web01', 30)];
    await fuseBatch(store, [after]);
    expect(incidentOf(store, after)).not.toBe(id);
    await fuseBatch(store, [between]);
    expect(incidentOf(store, after)).toBe(id);
    expect(store.incidents.get(id)?.predecessorId).toBeUndefined();
  });

  it('gets no evidence from after the window', async () => {
    for (const window of [0, HOUR]) {
      const { store, id } = await closed(window, 5);
      const dull = fusionAlert({ alertType: 'Logon', severity: 'Low', startTime: NOON + 10 * MINUTE, entities: [host('web01')] });
      await fuseBatch(store, [dull]);
      expect(incidentOf(store, dull)).toBe(window === 0 ? undefined : id);
    }
  });
});

describe('a deleted incident', () => {
  it('takes in nothing more, neither what came late nor what goes on after an alert that belongs to it', async () => {
    const { store, id, first } = await closed(HOUR);
    const cluster = store.allClusters().find((one) => one.id === id);
    if (!cluster) throw new Error('there is one');
    const deletedTime = NOON + 30 * MINUTE;
    store.addDecision(deletionOf({ id, modifiedTime: deletedTime } as IncidentDocument, cluster));
    await fuseBatch(store, [{ ...first, id: 'one-more', startTime: first.startTime + 1_000 }]);
    const [late, after] = [grave('web01', 10), grave('web01', 45)];
    await fuseBatch(store, [after]);
    await fuseBatch(store, [late, first]);
    expect(incidentOf(store, late)).not.toBe(id);
    expect(incidentOf(store, after)).toBe(incidentOf(store, late));
    expect([...store.reopened]).toEqual([]);
  });
});

/** A few machines and people over some hours, so that alerts often meet. */
const drawn = fc.uniqueArray(
  fc.record({
    id: fc.integer({ min: 0, max: 500 }),
    minute: fc.integer({ min: 0, max: 600 }),
    on: fc.constantFrom('web01', 'web02', 'db01'),
    by: fc.constantFrom(undefined, 'corp\\jsmith', 'corp\\lee'),
    severity: fc.constantFrom('Low' as const, 'Medium' as const, 'High' as const),
  }),
  { selector: ({ id }) => id, minLength: 2, maxLength: 24 },
);
const alerts = drawn.map((all) =>
  all.map(({ id, minute, on, by, severity }) =>
    fusionAlert({
      id: `drawn-${id}`,
      alertType: `Type ${id % 7}`,
      displayName: `Type ${id % 7}`,
      severity,
      startTime: NOON + minute * MINUTE,
      tactics: id % 2 === 0 ? ['TA0002'] : ['TA0006'],
      entities: [host(on), ...(by ? [account(by)] : [])],
    }),
  ),
);

/** What was known when an analyst closed all that was there, and the rest in another order, repeated and cut into batches. */
const scene = fc
  .record({
    all: alerts,
    closedAt: fc.integer({ min: 60, max: 540 }),
    window: fc.integer({ min: 0, max: 240 }),
    missing: fc.array(fc.boolean(), { minLength: 24, maxLength: 24 }),
  })
  .chain(({ all, closedAt, window, missing }) => {
    const known = all.filter(({ startTime }, index) => startTime <= NOON + closedAt * MINUTE && !missing[index]);
    const rest = all.filter((alert) => !known.includes(alert));
    return fc
      .record({ repeats: fc.subarray(all), cuts: fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 40 }) })
      .chain(({ repeats, cuts }) => {
        const length = rest.length + repeats.length;
        return fc
          .shuffledSubarray([...rest, ...repeats], { minLength: length, maxLength: length })
          .map((order) => ({ known, rest, closedAt, window: window * MINUTE, batches: batchesOf(order, cuts) }));
      });
  });

/** A store in which all incidents of the alerts are closed. */
async function closedStore<T extends InMemoryFusionStore>(store: T, known: readonly FusionAlert[], closedAt: number, window: number) {
  if (known.length > 0) await fuseBatch(store, known);
  const incidents = new Map(known.map((alert) => [incidentOf(store, alert), alert]));
  for (const [id, alert] of incidents) if (id !== undefined) store.addDecision(closingAt(store, alert, closedAt, window));
  return store;
}

/** With what each incident names as its predecessor. */
function outcome(store: InMemoryFusionStore): unknown[] {
  const named = [...store.incidents.values()].map(({ alertIds, predecessorId }) => ({ alertIds, predecessorId }));
  return [incidentSets(store), named.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))];
}

describe('with closed incidents, what becomes of a set of alerts', () => {
  it('does not depend on order, repetition or batches', async () => {
    await fc.assert(
      fc.asyncProperty(scene, async ({ known, rest, closedAt, window, batches }) => {
        const atOnce = await closedStore(new WatchedStore(), known, closedAt, window);
        if (rest.length > 0) await fuseBatch(atOnce, rest);
        const inPieces = await closedStore(new WatchedStore(), known, closedAt, window);
        for (const batch of batches) await fuseBatch(inPieces, batch);
        expect(outcome(inPieces)).toEqual(outcome(atOnce));
      }),
      { numRuns: 200 },
    );
  });

  it('does not depend on how two workers interleave', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), scene, async (scheduler, { known, rest, closedAt, window, batches }) => {
        const alone = await closedStore(new InMemoryFusionStore(), known, closedAt, window);
        if (rest.length > 0) await fuseBatch(alone, rest);
        const shared = await closedStore(new ScheduledStore(), known, closedAt, window);
        shared.scheduler = scheduler;
        const work = async () => {
          for (const batch of batches) await fuseUntilDone(shared, batch);
        };
        await scheduler.waitFor(Promise.all([work(), work()]));
        expect(outcome(shared)).toEqual(outcome(alone));
      }),
      { numRuns: 30 },
    );
  });

  it('is the same after a worker died between saving activities and saving clusters', async () => {
    await fc.assert(
      fc.asyncProperty(scene, fc.integer({ min: 1, max: 3 }), async ({ known, rest, closedAt, window }, deaths) => {
        fc.pre(rest.length > 0);
        const sound = await closedStore(new InMemoryFusionStore(), known, closedAt, window);
        await fuseBatch(sound, rest);
        const store = await closedStore(new DyingStore(), known, closedAt, window);
        store.deaths = deaths;
        for (let death = 0; death < deaths; death++) await expect(fuseBatch(store, rest)).rejects.toThrow(Death);
        await fuseBatch(store, rest);
        expect(outcome(store)).toEqual(outcome(sound));
      }),
      { numRuns: 50 },
    );
  });
});
