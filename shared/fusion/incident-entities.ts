import type { IncidentEntity } from '../model/incident';
import { severityRank } from '../model/severity';
import type { Member } from './cluster';

/** Entities that an incident lists, those at most risk first. */
const LISTED_ENTITIES = 60;

interface Part {
  kind: IncidentEntity['kind'];
  name: string;
  firstAsSource: number;
  firstAsTarget: number;
  alertCount: number;
  /** Probability that none of its alerts matters. */
  harmless: number;
}

/** How far an alert of each severity puts an entity at risk, 0 to 1. */
const RISK = [0.05, 0.15, 0.4, 0.7];

/** The entities of the members with their parts: who acts is the attacker, what it happens to a victim, and a victim that acts later a pivot. */
export function entitiesOf(members: readonly Member[]): IncidentEntity[] {
  const parts = new Map<string, Part>();
  for (const member of members) {
    for (const { key, kind, name, role } of member.entities) {
      const part = parts.get(key) ?? {
        kind,
        name,
        firstAsSource: Number.POSITIVE_INFINITY,
        firstAsTarget: Number.POSITIVE_INFINITY,
        alertCount: 0,
        harmless: 1,
      };
      if (role === 'source') part.firstAsSource = Math.min(part.firstAsSource, member.firstTime);
      if (role === 'target' || key === member.subject) part.firstAsTarget = Math.min(part.firstAsTarget, member.firstTime);
      part.alertCount += member.alertCount;
      part.harmless *= 1 - (RISK[severityRank(member.severity)] ?? 0);
      parts.set(key, part);
    }
  }
  return [...parts]
    .map(([key, part]) => ({
      key,
      kind: part.kind,
      name: part.name,
      role: roleOf(part),
      risk: Math.round(100 * (1 - part.harmless)),
      alertCount: part.alertCount,
    }))
    .sort((a, b) => b.risk - a.risk || b.alertCount - a.alertCount || (a.key < b.key ? -1 : 1))
    .slice(0, LISTED_ENTITIES);
}

function roleOf({ firstAsSource, firstAsTarget }: Part): IncidentEntity['role'] {
  const acts = Number.isFinite(firstAsSource);
  const suffers = Number.isFinite(firstAsTarget);
  if (acts && suffers) return firstAsTarget <= firstAsSource ? 'pivot' : 'attacker';
  return acts ? 'attacker' : suffers ? 'victim' : 'related';
}
