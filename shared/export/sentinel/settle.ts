import { copyPart, differs, PARTS, type Part, type Standing } from './standing';

/** How things stood when they were last looked at: what Sinter had passed on, and what Sentinel said. They differ where the one keeps something the other does not. */
export interface Agreed {
  ours: Standing;
  theirs: Standing;
}

/** What becomes of changes on both sides. */
export interface Settlement {
  /** What Sinter is to take over. */
  taken: Part[];
  /** What changed in Sentinel and does not hold, since Sinter changed it later. */
  overruled: Part[];
  /** What Sentinel is to say. */
  give: Standing;
  /** Where things stand once Sinter has taken over what it should, before anything is given. */
  agreed: Agreed;
}

/** The parts that changed on both sides since, to different ends. Without knowledge of the past: all in which the sides differ. */
export function contested(before: Agreed | undefined, ours: Standing, theirs: Standing): Part[] {
  return PARTS.filter((part) => differs(part, ours, theirs) && changedHere(part, before, ours) && changedThere(part, before, theirs));
}

/**
 * Decides part by part. What changed on one side alone holds; of what changed on both, `theirsHold` names the parts in which Sentinel's word does. `takes`:
 * whether Sinter takes anything over; otherwise Sentinel keeps what people change there.
 */
export function settle(
  before: Agreed | undefined,
  ours: Standing,
  theirs: Standing,
  { theirsHold, takes }: { theirsHold: ReadonlySet<Part>; takes: boolean },
): Settlement {
  const taken: Part[] = [];
  const overruled: Part[] = [];
  const give = { ...theirs };
  const agreed: Agreed = { ours: { ...(before?.ours ?? theirs) }, theirs: { ...theirs } };
  for (const part of PARTS) {
    const here = changedHere(part, before, ours);
    const there = changedThere(part, before, theirs);
    if (!differs(part, ours, theirs)) {
      copyPart(part, ours, agreed.ours);
    } else if (there && (!here || theirsHold.has(part))) {
      if (takes) taken.push(part);
      copyPart(part, takes ? theirs : ours, agreed.ours);
    } else if (here) {
      if (there) {
        overruled.push(part);
        // From here on Sinter differs from what was last looked at, whatever it goes on to say.
        copyPart(part, theirs, agreed.ours);
      }
      copyPart(part, ours, give);
    }
  }
  return { taken, overruled, give, agreed };
}

function changedHere(part: Part, before: Agreed | undefined, ours: Standing): boolean {
  return before === undefined || differs(part, before.ours, ours);
}

function changedThere(part: Part, before: Agreed | undefined, theirs: Standing): boolean {
  return before === undefined || differs(part, before.theirs, theirs);
}
