import type { Agreed } from './settle';

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

/** What was known when Sentinel got the state that its description names; where that is none of them, of the last that was on its way. */
export function sentAt({ sent }: Mirror, version: number): Sent | undefined {
  return sent.find((each) => each.version === version) ?? sent.at(-1);
}
