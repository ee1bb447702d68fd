import { killChainStage, type TacticId } from '../model/tactic';
import type { Member } from './cluster';
import { byGravity } from './member';

const MOST_STEPS = 16;

/** What to do about a tactic, in words that fit every product. */
const STEPS: Partial<Record<TacticId, string>> = {
  TA0043: 'Find out whether the scan came from an approved source; block its origin at the edge if not.',
  TA0001: 'Close the way in: patch or shut the exposed service, and revoke the credentials that were used.',
  TA0002: 'Stop the processes that were started, and keep a copy of memory and disk before the machine is cleaned.',
  TA0003: 'Remove new accounts, keys, tasks and services which nobody can explain.',
  TA0004: 'Review who gained rights during this time and withdraw them.',
  TA0005: 'Check that logging and protection are still on, and restore what was turned off.',
  TA0006: 'Reset the passwords and keys of the accounts named here, and end their sessions.',
  TA0007: 'Look at what the affected machines listed or queried, for it shows where the next step may go.',
  TA0008: 'Isolate the machines named here from one another until each has been examined.',
  TA0009: 'Establish which data was gathered, and where it lies now.',
  TA0011: 'Block the addresses and domains that the machines called, and look for other machines that call them.',
  TA0010: 'Establish what left the network, and tell those responsible for the data.',
  TA0040: 'Take the affected systems out of service and restore them from a copy older than the first activity.',
};

/**
 * What the sources advise, the gravest alert's first, of these the latest in an attack's course; then what each tactic calls for, the late stages
 * first, for where there is no place for all it is the early ones that can wait.
 */
export function remediationOf(members: readonly Member[], tactics: readonly TacticId[]): string[] {
  const advised = new Set([...members].sort(byGravity).flatMap(({ remediationSteps }) => remediationSteps));
  const general = [...tactics]
    .sort((a, b) => killChainStage(b) - killChainStage(a))
    .map((tactic) => STEPS[tactic])
    .filter((step) => step !== undefined);
  const places = MOST_STEPS - Math.min(general.length, MOST_STEPS / 2);
  return [...new Set([...[...advised].slice(0, places), ...general])].slice(0, MOST_STEPS);
}
