import { highestSeverity, type Severity, severityRank } from '../model/severity';
import type { Member } from './cluster';
import { count } from './describe';
import type { IncidentType } from './incident-types/incident-type';

/** How grave an incident is, and by what. */
export interface IncidentSeverity {
  severity: Severity;
  /** Goes on after the severity: "as 2 activities are". */
  why: string;
}

/** Chains over so many tactics that get beyond Medium by no single alert are High. */
const TACTICS_OF_A_CHAIN = 3;

/** The highest of the core's, where one that was blocked counts one level less, and no less than what its pattern is. */
export function incidentSeverity(core: readonly Member[], type?: Pick<IncidentType, 'id' | 'severity'>): IncidentSeverity {
  const highest = core.map(countedAs).reduce(highestSeverity, 'Informational');
  const tactics = new Set(core.flatMap((member) => member.tactics)).size;
  if (highest === 'Medium' && tactics >= TACTICS_OF_A_CHAIN) {
    return { severity: 'High', why: `as ${count(tactics, 'tactic')} were seen together, though no single activity is` };
  }
  if (type && severityRank(type.severity) > severityRank(highest)) {
    return { severity: type.severity, why: `since the pattern "${type.id}" is, though no single activity is` };
  }
  const gravest = core.filter((member) => countedAs(member) === highest);
  const blocked = gravest.filter((member) => member.severity !== highest);
  return {
    severity: highest,
    why:
      blocked.length === gravest.length
        ? `as ${count(blocked.length, 'activity')} would be graver but ${wasOrWere(blocked.length)} blocked`
        : `as ${count(gravest.length - blocked.length, 'activity')} ${gravest.length - blocked.length === 1 ? 'is' : 'are'}`,
  };
}

function wasOrWere(number: number): string {
  return number === 1 ? 'was' : 'were';
}

function countedAs({ severity, isBlocked }: Member): Severity {
  if (!isBlocked || severityRank(severity) === 0) return severity;
  return severity === 'High' ? 'Medium' : 'Low';
}
