import { NAMELESS } from './incident-form';
import type { Agreed } from './settle';
import { copyPart, differs, PARTS, type Standing } from './standing';

/** How things stood at one state of Sinter's incident. */
export interface Sent extends Agreed {
  /** The state, as the description in Sentinel names it. */
  version: number;
}

/** What is known of an incident's copy in one workspace of Microsoft Sentinel. */
export interface Mirror {
  workspace: string;
  /** Of the copy. */
  name: string;
  incidentId: string;
  /**
   * The state that Sentinel is known to have, and the one that was on its way last. Whether a request whose answer was lost has arrived is not known; which
   * of the two states Sentinel has says its description.
   */
  sent: Sent[];
}

/**
 * How things stood when Sentinel got the state that its description names. Where that is none of them, since somebody has rewritten it, part by part: when they
 * stood as they do now, or else at the last state that was on its way.
 */
export function knownOf({ sent }: Mirror, version: number, theirs: Standing): Agreed {
  const named = sent.find((each) => each.version === version && version !== NAMELESS);
  if (named) return named;
  const last = sent.at(-1) as Sent;
  const known: Agreed = { ours: { ...last.ours }, theirs: { ...last.theirs } };
  for (const part of PARTS) {
    const { ours, theirs: said } = sent.findLast((each) => !differs(part, each.theirs, theirs)) ?? last;
    copyPart(part, ours, known.ours);
    copyPart(part, said, known.theirs);
  }
  return known;
}
