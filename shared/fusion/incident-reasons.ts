import type { Reason } from '../model/reason';
import { tacticTitle } from '../model/tactic';
import { type Cluster, KEPT_EVIDENCE } from './cluster';
import { count, listed } from './describe';
import type { IncidentSeverity } from './incident-severity';

/** Why it is an incident, and why this severe. `aside`: ids of the evidence which is merely of the same time. */
export function reasonsOf(
  { core, evidence }: Pick<Cluster, 'core' | 'evidence'>,
  aside: ReadonlySet<string>,
  { severity, why }: IncidentSeverity,
  score: number,
): Reason[] {
  const types = new Set(core.map(({ alertType }) => alertType));
  const tactics = [...new Set(core.flatMap((member) => member.tactics))];
  const reasons: Reason[] = [
    {
      code: 'incident.core',
      text:
        core.length === 1
          ? '1 activity stands out from what is normal here.'
          : `${core.length} activities of ${count(types.size, 'type')} stand out from what is normal here and are linked to one another.`,
    },
  ];
  if (tactics.length > 0) {
    reasons.push({
      code: 'incident.tactics',
      text: `${core.length === 1 ? 'It shows' : 'They show'} ${count(tactics.length, 'tactic')}: ${listed(tactics.map(tacticTitle), 14)}.`,
    });
  }
  const rarest = [...core].sort((a, b) => b.surprise - a.surprise || (a.id < b.id ? -1 : 1))[0];
  if (rarest) {
    reasons.push({
      code: 'incident.surprise',
      text: `${core.length === 1 ? 'It' : 'The rarest of them here'} is "${rarest.displayName}".`,
    });
  }
  if (evidence.length > 0) {
    const atLeast = evidence.length < KEPT_EVIDENCE.count ? '' : 'At least ';
    reasons.push({
      code: 'incident.evidence',
      text: `${atLeast}${count(evidence.length, 'less telling activity')} near by ${evidence.length === 1 ? 'was' : 'were'} added as evidence${byChance(evidence.length, aside.size)}.`,
    });
  }
  reasons.push({ code: 'incident.severity', text: `${severity}, ${why}; score ${score}.` });
  return reasons;
}

function byChance(evidence: number, aside: number): string {
  if (aside === 0) return '';
  return `, ${aside === evidence ? '' : `${aside} of them `}merely for being of the same time, perhaps by chance`;
}
