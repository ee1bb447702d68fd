import { withAlerts } from './activity';
import { activityIdOf, dayOf } from './activity-id';
import { type Appraisal, appraise } from './appraise';
import type { Baselines } from './baseline';
import type { Touch } from './cluster';
import type { FusionAlert } from './fusion-alert';
import type { FusionStore, Stored, StoredActivity } from './fusion-store';
import { touchesOf } from './link-key';

/** An activity in a run, with what frozen statistics say of it. */
export interface Appraised {
  activity: StoredActivity;
  etag: string | undefined;
  appraisal: Appraisal;
  touches: Touch[];
}

/** The activities that the alerts belong to, with these alerts in them. */
export async function gatherActivities(arrived: readonly FusionAlert[], store: FusionStore): Promise<Stored<StoredActivity>[]> {
  const groups = new Map<string, Map<string, FusionAlert>>();
  for (const alert of arrived) {
    const id = activityIdOf(alert);
    const group = groups.get(id);
    if (group) group.set(alert.id, alert);
    else groups.set(id, new Map([[alert.id, alert]]));
  }
  const stored = new Map((await store.activities([...groups.keys()])).map((known) => [known.value.id, known]));
  return [...groups].map(([id, alerts]) => {
    const known = stored.get(id);
    return { value: { ...known?.value, ...withAlerts(known?.value, [...alerts.values()]) }, etag: known?.etag };
  });
}

export async function appraiseAll(activities: readonly Stored<StoredActivity>[], baselines: Baselines): Promise<Appraised[]> {
  const all: Appraised[] = [];
  for (const { value, etag } of activities) {
    const baseline = await baselines.of(dayOf(value.bucket));
    all.push({ activity: value, etag, appraisal: appraise(value, baseline), touches: touchesOf(value, baseline) });
  }
  return all;
}
