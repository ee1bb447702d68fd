import type { Touch } from './cluster';
import { type Components, joinByTouch } from './components';
import type { Parts } from './compose';
import type { Constraints } from './constraints';
import { isSameTime } from './link-key';

/** Joins what touches one thing within its reach; a cluster that an analyst has closed takes only what began in time to reopen it. */
export function joinTouching(components: Components, byName: ReadonlyMap<string, Parts>, constraints: Constraints): void {
  const owners = [...byName].map(([name, part]) => ({
    name,
    part,
    touches: part.touches.filter(({ key }) => !isSameTime(key)),
    closing: constraints.restOfParts(part),
  }));
  const open = new Map(owners.filter(({ closing }) => closing === undefined).map((owner) => [owner.name, owner]));
  for (const { name, part, touches, closing } of owners) {
    if (closing === undefined) continue;
    components.add(name);
    const [cluster] = part.clusters;
    for (const other of [...open.values()]) {
      if (other.part.clusters.length === 0 && other.part.activities.every((one) => constraints.wasSeen(one, closing, cluster?.value))) {
        components.join(name, other.name);
        open.delete(other.name);
        continue;
      }
      const inTime = other.touches.filter(({ from }) => from <= closing.reopenUntil);
      joinByTouch(components, [
        { name, touches },
        { name: other.name, touches: inTime },
      ]);
    }
  }
  joinByTouch(components, open.values());
}

/** What clusters touch that were closed and now open again: what they were kept apart from is near them once more. */
export function touchesOfReopened(part: Parts, constraints: Constraints): readonly Touch[] {
  if (constraints.restOfParts(part)) return [];
  return part.clusters.flatMap(({ value }) => (constraints.restOf(value) ? value.touches : []));
}
