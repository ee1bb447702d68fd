import { valueOfKey } from '../model/entity-key';
import type { IncidentEntity } from '../model/incident';
import { canonicalIp, isInternalAddress } from '../model/ip-address';
import { severityRank } from '../model/severity';
import { isForeign } from './activity-id';
import type { Member } from './cluster';
import { Components } from './components';
import { type FusionEntity, keysOf } from './fusion-alert';

/** Entities that an incident lists, those at most risk first. */
const LISTED_ENTITIES = 60;

interface Part {
  /** The description by which it is shown. */
  shown: FusionEntity;
  keys: Set<string>;
  firstAsSource: number;
  firstAsTarget: number;
  alertCount: number;
  /** Probability that none of its alerts matters. */
  harmless: number;
}

/** How far an alert of each severity puts an entity at risk, 0 to 1. */
const RISK = [0.05, 0.15, 0.4, 0.7];

/**
 * The entities of the members with their parts: who acts is the attacker, what it happens to a victim, and a victim that acts later a pivot. A thing under
 * several names (a machine and its address) is one entity. What merely happened at the same time (`aside`) names nothing but related things.
 */
export function entitiesOf(members: readonly Member[], aside: ReadonlySet<string> = new Set()): IncidentEntity[] {
  const names = sameThings(members);
  const parts = new Map<string, Part>();
  for (const member of members) {
    const counted = new Set<string>();
    for (const entity of member.entities) {
      const thing = names.find(entity.key);
      const part = withDescription(parts.get(thing), entity);
      parts.set(thing, part);
      if (!aside.has(member.id)) placeInTime(part, entity, member);
      if (counted.has(thing)) continue;
      counted.add(thing);
      part.alertCount += member.alertCount;
      part.harmless *= 1 - (RISK[severityRank(member.severity)] ?? 0);
    }
  }
  return [...parts.values()]
    .map((part) => ({
      key: part.shown.key,
      kind: part.shown.kind,
      name: part.shown.name,
      role: roleOf(part),
      risk: Math.round(100 * (1 - part.harmless)),
      alertCount: part.alertCount,
    }))
    .sort((a, b) => b.risk - a.risk || b.alertCount - a.alertCount || (a.key < b.key ? -1 : 1))
    .slice(0, LISTED_ENTITIES);
}

/** Which keys mean one thing, as far as a single alert says so. */
function sameThings(members: readonly Member[]): Components {
  const things = new Components();
  for (const { key, aliases } of members.flatMap((member) => member.entities)) {
    things.add(key);
    for (const alias of aliases ?? []) things.join(key, alias);
  }
  return things;
}

function withDescription(part: Part | undefined, entity: FusionEntity): Part {
  if (!part) {
    const never = Number.POSITIVE_INFINITY;
    return { shown: entity, keys: new Set(keysOf([entity])), firstAsSource: never, firstAsTarget: never, alertCount: 0, harmless: 1 };
  }
  for (const key of keysOf([entity])) part.keys.add(key);
  if (clarity(entity) < clarity(part.shown)) part.shown = entity;
  return part;
}

/** A machine is best known by its name, then as a resource, at last by its address. */
function clarity({ kind, name, key }: FusionEntity): string {
  const isAddress = canonicalIp(name) !== undefined;
  const rank = isAddress ? 3 : kind === 'host' ? 0 : kind === 'azure-resource' ? 1 : 2;
  return `${rank} ${key}`;
}

/** An address of the internet suffers only where an alert says so, even if it is all that the alert names. */
function placeInTime(part: Part, entity: FusionEntity, { subject, firstTime }: Member): void {
  const { key, role } = entity;
  if (role === 'source') part.firstAsSource = Math.min(part.firstAsSource, firstTime);
  else if (role === 'target' || (key === subject && !isForeign(entity))) part.firstAsTarget = Math.min(part.firstAsTarget, firstTime);
}

function roleOf({ firstAsSource, firstAsTarget, keys }: Part): IncidentEntity['role'] {
  const acts = Number.isFinite(firstAsSource);
  const suffers = Number.isFinite(firstAsTarget);
  if (acts && suffers) return firstAsTarget <= firstAsSource ? 'pivot' : 'attacker';
  if (acts || (!suffers && areForeign(keys))) return 'attacker';
  return suffers ? 'victim' : 'related';
}

/** An address of the internet, where no alert says which side it is on. */
function areForeign(keys: ReadonlySet<string>): boolean {
  return [...keys].every((key) => key.startsWith('ip:') && !isInternalAddress(valueOfKey(key)));
}
