import type { Member, Touch } from './cluster';
import { keysOf } from './fusion-alert';
import { isBurstOfTheUnusual } from './is-incident';
import { againKey, endOf, sameTimeKey, sweepKey } from './link-key';
import { NO_ZONE } from './zones';

/** One never-seen type of alert on a thing may be chance; two are a sign that someone new is at work there. */
export const LEAST_NOVEL_TYPES = 2;

/** What members touch together, beyond the things that each of them names. More members never touch less. */
export function groupTouches(core: readonly Member[]): Touch[] {
  const novel = core.filter(({ isNovel }) => isNovel);
  const touches: Touch[] = [];
  if (new Set(novel.map(({ alertType }) => alertType)).size >= LEAST_NOVEL_TYPES) {
    for (const member of novel) if (member.zone !== NO_ZONE) touches.push(touch(sweepKey(member.alertType, member.zone), member));
  }
  if (!isBurstOfTheUnusual(core)) return touches;
  for (const member of core) touches.push(touch(sameTimeKey(member.zone), member), touch(sameTimeKey(NO_ZONE), member));
  for (const member of novel) {
    const subject = member.entities.filter(({ key }) => key === member.subject);
    for (const key of keysOf(subject)) touches.push(touch(againKey(key), member));
  }
  return touches;
}

function touch(key: string, member: Member): Touch {
  return { key, from: member.firstTime, to: endOf(member) };
}
