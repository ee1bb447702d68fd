import { severityRank } from '../model/severity';
import type { Member } from './cluster';
import { typeOf } from './incident-types';
import type { IncidentType } from './incident-types/incident-type';
import { byFirstTime } from './member';

/** So many different kinds of unusual activity in one place and time are no chance. */
export const UNUSUAL_TYPES = 4;
/** Where the unusual begins, see `Appraisal.surprise`. */
export const UNUSUAL = 2.65;

/** Whether connected activities are worth an analyst's time together; only silenced ones never are. It never turns false as members are added. `types`: by default the known ones. */
export function isIncident(core: readonly Member[], types?: readonly IncidentType[]): boolean {
  if (core.every(({ isSilenced }) => isSilenced)) return false;
  return (
    isConfirmed(core) ||
    isChainOfWarnings(core) ||
    isChainOfGuesses(core) ||
    isBurstOfTheUnusual(core) ||
    typeOf([...core].sort(byFirstTime), types) !== undefined
  );
}

/** A product calls it an incident, or is sure that it is grave and did not stop it. */
export function isConfirmed(core: readonly Member[]): boolean {
  return core.some((member) => member.isIncident || (member.weight >= 3 && !member.isBlocked));
}

/** Different warnings that products stand behind, over several tactics or grave ones. */
export function isChainOfWarnings(core: readonly Member[]): boolean {
  const warnings = core.filter(({ weight }) => weight >= 2);
  const types = new Set(warnings.map(({ alertType }) => alertType));
  const tactics = new Set(warnings.flatMap((member) => member.tactics));
  return types.size >= 2 && (tactics.size >= 2 || warnings.some(({ weight }) => weight >= 3));
}

/** So many different kinds of guessed warnings over so many tactics, see `isChainOfGuesses`. */
export const GUESSED_TYPES = 4;
export const GUESSED_TACTICS = 3;

/** Whether it is taken for Medium or more, be it that its product says so or that its words do. */
export function isWarning({ severity, weight }: Pick<Member, 'severity' | 'weight'>): boolean {
  return weight >= 1 && severityRank(severity) >= 2;
}

/** Many warnings that no product stands behind, as they found an incident while nothing is known yet of what is usual here. */
export function isChainOfGuesses(core: readonly Member[]): boolean {
  const guesses = core.filter(isWarning);
  const types = new Set(guesses.map(({ alertType }) => alertType));
  return types.size >= GUESSED_TYPES && new Set(guesses.flatMap(({ tactics }) => tactics)).size >= GUESSED_TACTICS;
}

/** Several kinds of activity that are all unusual where they happen, whatever severity their products give them. */
export function isBurstOfTheUnusual(core: readonly Member[]): boolean {
  return new Set(core.filter(({ surprise }) => surprise >= UNUSUAL).map(({ alertType }) => alertType)).size >= UNUSUAL_TYPES;
}
