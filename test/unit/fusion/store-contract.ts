import { withAlerts } from '../../../shared/fusion/activity';
import { activityIdOf, bucketOf } from '../../../shared/fusion/activity-id';
import type { Cluster } from '../../../shared/fusion/cluster';
import { FusionConflict, type FusionStore, type Stored, type StoredActivity } from '../../../shared/fusion/fusion-store';
import type { DayRollUp } from '../../../shared/fusion/roll-up';
import { DAY, fusionAlert, host, MINUTE, NOON } from './fusion-alerts';

/** A store for a fresh subscription with each call. */
export type FreshStore = () => Promise<FusionStore> | FusionStore;

/** What every `FusionStore` must do, as tests to be run against each. */
export function itKeepsTheContractOfAFusionStore(freshStore: FreshStore): void {
  it('gives back an activity with a version, and no activity that does not exist', async () => {
    const store = await freshStore();
    const activity = activityAt(NOON);
    await store.save({ activities: [unsaved(activity)], clusters: [] });

    const found = await store.activities([activity.id, '000000000000000000000000']);
    expect(found.map(({ value }) => value)).toEqual([activity]);
    expect(found[0]?.etag).toEqual(expect.any(String));
  });

  it('finds activities by key and overlapping time, the earliest first', async () => {
    const store = await freshStore();
    const [early, middle, late, elsewhere] = [
      activityAt(NOON - 60 * MINUTE),
      activityAt(NOON),
      activityAt(NOON + 60 * MINUTE),
      activityAt(NOON, 'db01'),
    ];
    await store.save({ activities: [late, elsewhere, middle, early].map(unsaved), clusters: [] });

    const ids = async (keys: string[], from: number, to: number, limit = 10) =>
      (await store.activitiesTouching(keys, from, to, limit)).map(({ value }) => value.id);
    expect(await ids(['host:web01'], NOON - DAY, NOON + DAY)).toEqual([early.id, middle.id, late.id]);
    expect(await ids(['host:web01'], NOON - DAY, NOON + DAY, 2)).toEqual([early.id, middle.id]);
    expect(await ids(['host:web01'], NOON, NOON)).toEqual([middle.id]);
    expect(await ids(['host:web01'], NOON + 1, NOON + 59 * MINUTE)).toEqual([]);
    expect(await ids(['host:db01', 'host:other'], NOON, NOON)).toEqual([elsewhere.id]);
  });

  it('gives the activities of a day, and the earliest of all', async () => {
    const store = await freshStore();
    expect(await store.earliestBucket()).toBeUndefined();
    const [monday, tuesday] = [activityAt(NOON), activityAt(NOON + DAY)];
    await store.save({ activities: [tuesday, monday].map(unsaved), clusters: [] });

    const midnight = Date.UTC(2026, 2, 2);
    const found = [];
    for await (const activity of store.activitiesBetween(midnight, midnight + DAY)) found.push(activity.id);
    expect(found).toEqual([monday.id]);
    expect(await store.earliestBucket()).toBe(bucketOf(NOON));
  });

  it('finds clusters by a touch in time', async () => {
    const store = await freshStore();
    const cluster = clusterTouching('c1', [
      { key: 'host:web01', from: NOON, to: NOON + 10 * MINUTE },
      { key: 'ip:203.0.113.7', from: NOON + 60 * MINUTE, to: NOON + 60 * MINUTE },
    ]);
    await store.save({ activities: [], clusters: [{ cluster: { value: cluster, etag: undefined }, facts: undefined, absorbed: [] }] });

    const ids = async (keys: string[], from: number, to: number) =>
      (await store.clustersTouching(keys, from, to)).map(({ value }) => value.id);
    expect(await ids(['host:web01'], NOON + 10 * MINUTE, NOON + 20 * MINUTE)).toEqual(['c1']);
    expect(await ids(['host:web01'], NOON + 11 * MINUTE, NOON + DAY)).toEqual([]);
    expect(await ids(['ip:203.0.113.7', 'host:db01'], NOON, NOON + DAY)).toEqual(['c1']);
    expect(await ids(['host:web01', 'ip:203.0.113.7'], NOON - DAY, NOON + DAY)).toEqual(['c1']);
    expect((await store.clusters(['c1', 'c2'])).map(({ value }) => value)).toEqual([cluster]);
  });

  it('refuses to create what exists and to change what has changed', async () => {
    const store = await freshStore();
    const activity = activityAt(NOON);
    await store.save({ activities: [unsaved(activity)], clusters: [] });
    await expect(store.save({ activities: [unsaved(activity)], clusters: [] })).rejects.toThrow(FusionConflict);

    const [read] = await store.activities([activity.id]);
    if (!read) throw new Error('the activity is gone');
    await store.save({ activities: [{ value: { ...activity, clusterId: 'c1' }, etag: read.etag }], clusters: [] });
    await expect(store.save({ activities: [{ value: activity, etag: read.etag }], clusters: [] })).rejects.toThrow(FusionConflict);
    expect((await store.activities([activity.id])).map(({ value }) => value.clusterId)).toEqual(['c1']);
  });

  it('changes a cluster and those that it absorbs together or not at all', async () => {
    const store = await freshStore();
    const [older, younger] = ['c1', 'c2'].map((id) => clusterTouching(id, [{ key: `host:${id}`, from: NOON, to: NOON }]));
    if (!older || !younger) throw new Error('two clusters are needed');
    for (const value of [older, younger]) {
      await store.save({ activities: [], clusters: [{ cluster: { value, etag: undefined }, facts: undefined, absorbed: [] }] });
    }
    const [first] = await store.clusters(['c1']);
    const absorbed = { ...younger, core: [], touches: [], mergedInto: 'c1' };
    const merging = (etag: string | undefined) => ({
      activities: [],
      clusters: [
        {
          cluster: { value: { ...older, lastTime: NOON + 1 }, etag: first?.etag },
          facts: undefined,
          absorbed: [{ value: absorbed, etag }],
        },
      ],
    });

    await expect(store.save(merging('"stale"'))).rejects.toThrow(FusionConflict);
    expect((await store.clusters(['c1'])).map(({ value }) => value)).toEqual([older]);

    const [second] = await store.clusters(['c2']);
    await store.save(merging(second?.etag));
    expect((await store.clusters(['c2'])).map(({ value }) => value.mergedInto)).toEqual(['c1']);
    expect(await store.clustersTouching(['host:c2'], NOON, NOON)).toEqual([]);
  });

  it('keeps the first roll-up of a day', async () => {
    const store = await freshStore();
    const rollUp: DayRollUp = { day: 20_000, activities: 3, types: [], degrees: [], coFirings: [] };
    expect(await store.addRollUp(rollUp)).toEqual(rollUp);
    expect(await store.addRollUp({ ...rollUp, activities: 4 })).toEqual(rollUp);
    expect(await store.rollUps(19_990, 20_000)).toEqual([rollUp]);
    expect(await store.rollUps(20_001, 20_010)).toEqual([]);
  });

  it('knows no closings of things that no incident was about', async () => {
    const store = await freshStore();
    expect(await store.closings(['host:web01'])).toEqual([]);
  });

  it('knows no decisions where nobody has decided', async () => {
    const store = await freshStore();
    expect(await store.decisions(['a'], ['c'])).toEqual([]);
  });
}

export function activityAt(time: number, hostName = 'web01'): StoredActivity {
  const alert = fusionAlert({ startTime: time, entities: [host(hostName)] });
  return { ...withAlerts(undefined, [alert]), id: activityIdOf(alert), keys: [`host:${hostName}`] };
}

function unsaved(value: StoredActivity): Stored<StoredActivity> {
  return { value, etag: undefined };
}

export function clusterTouching(id: string, touches: Cluster['touches']): Cluster {
  return { id, founder: { id: 'a', time: NOON }, core: [], evidence: [], touches, firstTime: NOON, lastTime: NOON, isIncident: false };
}
