import { type Activity, KEPT_ALERTS, withAlerts } from './activity';
import { activityIdOfText, activityTextOf, dayOf } from './activity-id';
import { type Appraisal, appraise } from './appraise';
import type { Baseline, Baselines } from './baseline';
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
export const RARE_TYPE = 1.7;

interface Gathered {
  /** Without the keys that follow from its appraisal. */
  activity: Activity & Pick<StoredActivity, 'clusterId'>;
  before: Appraised['before'];
}

/** The activities that the alerts belong to, with these alerts in them. */
export async function gatherActivities(arrived: readonly FusionAlert[], store: FusionStore): Promise<Gathered[]> {
  const byText = new Map<string, Map<string, FusionAlert>>();
  for (const alert of arrived) {
    const text = activityTextOf(alert);
    const group = byText.get(text);
    if (group) group.set(alert.id, alert);
    else byText.set(text, new Map([[alert.id, alert]]));
  }
  const groups = new Map([...byText].map(([text, alerts]) => [activityIdOfText(text), alerts]));
  const stored = new Map((await store.activities([...groups.keys()])).map((known) => [known.value.id, known]));
  const gathered: Gathered[] = [];
  for (const [id, alerts] of groups) {
    const before = stored.get(id);
    const activity = withAlerts(before?.value, [...alerts.values()]);
    gathered.push({ activity, before });
  }
  await countAll(gathered, store);
  return gathered;
}

/** Sets the number of alerts of those which have more than they know by id. */
async function countAll(gathered: readonly Gathered[], store: FusionStore): Promise<void> {
  if (store.countAlerts === undefined) return;
  const large = gathered.filter(({ activity }) => activity.alertCount > KEPT_ALERTS);
  const counts = await Promise.all(large.map(({ activity }) => store.countAlerts?.(activity.id)));
  large.forEach((one, index) => {
    one.activity = { ...one.activity, alertCount: counts[index] ?? one.activity.alertCount };
  });
}

export async function appraiseAll(activities: readonly Gathered[], baselines: Baselines): Promise<Appraised[]> {
  const days = new Map<number, Baseline>();
  for (const { activity } of activities) {
    const day = dayOf(activity.bucket);
    if (!days.has(day)) days.set(day, await baselines.of(day));
  }
  return activities.map(({ activity, before }) => {
    const baseline = days.get(dayOf(activity.bucket)) as Baseline;
    const appraisal = appraise(activity, baseline);
    const touches = touchesOf(activity, baseline);
    const keys = appraisal.isEvidence && !appraisal.isCore ? evidenceKeys(touches, appraisal) : [];
    return { activity: { ...activity, keys }, before, appraisal, touches };
  });
}

/** What an incident must touch to get it as evidence. */
function evidenceKeys(touches: readonly Touch[], { typeSurprise, zone }: Appraisal): string[] {
  const keys = touches.map(({ key }) => key);
  return typeSurprise >= RARE_TYPE ? [...keys, sameTimeKey(zone)] : keys;
}
