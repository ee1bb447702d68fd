import { type Activity, KEPT_ALERTS, withAlerts } from './activity';
import { activityIdOf, dayOf } from './activity-id';
import { type Appraisal, appraise } from './appraise';
import type { Baselines } from './baseline';
import type { Touch } from './cluster';
import type { FusionAlert } from './fusion-alert';
import type { FusionStore, Stored, StoredActivity } from './fusion-store';
import { sameTimeKey, touchesOf } from './link-key';

/** An activity in a run, with what frozen statistics say of it. */
export interface Appraised {
  activity: StoredActivity;
  /** As it is stored; undefined for a new one. */
  before: Stored<StoredActivity> | undefined;
  appraisal: Appraisal;
  touches: Touch[];
}

/** Rare enough in the whole subscription that its falling together with an incident is hardly chance: at most five or six times a day. */
const RARE_TYPE = 1.7;

type Gathered = Pick<Appraised, 'activity' | 'before'>;

/** The activities that the alerts belong to, with these alerts in them. */
export async function gatherActivities(arrived: readonly FusionAlert[], store: FusionStore): Promise<Gathered[]> {
  const groups = new Map<string, Map<string, FusionAlert>>();
  for (const alert of arrived) {
    const id = activityIdOf(alert);
    const group = groups.get(id);
    if (group) group.set(alert.id, alert);
    else groups.set(id, new Map([[alert.id, alert]]));
  }
  const stored = new Map((await store.activities([...groups.keys()])).map((known) => [known.value.id, known]));
  return Promise.all(
    [...groups].map(async ([id, alerts]) => {
      const before = stored.get(id);
      const activity = await counted(withAlerts(before?.value, [...alerts.values()]), store);
      return { activity: { keys: [], ...before?.value, ...activity }, before };
    }),
  );
}

/** The activity with the number of its alerts, also where it has more than it knows by id. */
async function counted(activity: Activity, store: FusionStore): Promise<Activity> {
  if (activity.alertCount <= KEPT_ALERTS || store.countAlerts === undefined) return activity;
  return { ...activity, alertCount: await store.countAlerts(activity.id) };
}

export async function appraiseAll(activities: readonly Gathered[], baselines: Baselines): Promise<Appraised[]> {
  const all: Appraised[] = [];
  for (const { activity, before } of activities) {
    const baseline = await baselines.of(dayOf(activity.bucket));
    const appraisal = appraise(activity, baseline);
    const touches = touchesOf(activity, baseline);
    const keys = appraisal.isEvidence && !appraisal.isCore ? evidenceKeys(touches, appraisal) : [];
    all.push({ activity: { ...activity, keys }, before, appraisal, touches });
  }
  return all;
}

/** What an incident must touch to get it as evidence. */
function evidenceKeys(touches: readonly Touch[], { typeSurprise, zone }: Appraisal): string[] {
  const keys = touches.map(({ key }) => key);
  return typeSurprise >= RARE_TYPE ? [...keys, sameTimeKey(zone)] : keys;
}
